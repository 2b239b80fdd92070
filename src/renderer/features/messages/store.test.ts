// Catches: text lost by switching accounts or closing the window, one draft written over another, a composer emptied
// although nothing was journalled.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { account, accountId, outboxItem } from '../../testing/sample'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import type { TargetHit } from './composing'
import { useMessages } from './store'

const [acme, nord] = [account('a'), account('b')]
const [A, B] = [accountId('a'), accountId('b')]
const at = '2026-11-20T10:00:00.000Z'

/** A main that keeps drafts as main does. */
function keeping(first: Record<string, object> = {}) {
  const drafts = new Map(Object.entries(first))
  const handlers: FakeHandlers = {
    'drafts.list': () =>
      ok(
        [...drafts].map(([key, body]) => {
          const [id = '', ...rest] = key.split(' ')
          return { accountId: accountId(id), targetKey: rest.join(' '), body: body as never, updatedAt: at }
        }),
      ),
    'drafts.save': (draft) => {
      drafts.set(`${draft.accountId} ${draft.targetKey}`, draft.body as object)
      return ok({ ...draft, updatedAt: at })
    },
    'drafts.remove': ({ accountId: id, targetKey }) => {
      drafts.delete(`${id} ${targetKey}`)
      return ok({})
    },
  }
  return { drafts, stage: setStage(handlers) }
}
const to = (dialogId: string, more: Partial<TargetHit> = {}): TargetHit => ({
  ...{ accountId: A, title: dialogId, kind: /^\d/.test(dialogId) ? 'person' : 'chat' },
  target: { kind: 'dialog', dialogId },
  ...more,
})
const pause = () => vi.advanceTimersByTimeAsync(1000)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('writing as another account', () => {
  it('takes the text along, and leaves recipients it cannot reach where they are', () => {
    keeping()
    const store = useMessages()
    Object.assign(store.of(A), { text: 'half a sentence', recipients: [to('7')] })
    store.writeAs(acme, nord)
    expect([store.of(A).text, store.of(B).text, store.writer]).toEqual(['', 'half a sentence', B])
    expect(store.of(B).recipients).toEqual([])
    expect(store.said).toEqual({ kind: 'leftOut', why: 'account', names: ['7'] })
    store.writeAs(nord, acme)
    expect([store.of(A).text, store.of(A).recipients.map(({ title }) => title)]).toEqual(['half a sentence', ['7']])
  })

  it('takes recipients along to another account of the same portal', () => {
    keeping()
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', recipients: [to('7')] })
    store.writeAs(acme, account('b', { host: acme.host }))
    expect(store.of(B).recipients).toEqual([to('7', { accountId: B })])
    expect(store.said).toBeUndefined()
  })

  it('makes a draft of what is being written there', async () => {
    const { drafts } = keeping()
    const store = useMessages()
    store.of(A).text = 'mine'
    store.of(B).text = 'theirs'
    store.writeAs(acme, nord)
    await pause()
    expect([store.of(A).text, store.of(B).text, store.said]).toEqual(['', 'mine', { kind: 'parked' }])
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['theirs'])
    expect([...drafts.values()]).toMatchObject([
      { text: 'theirs', open: false },
      { text: 'mine', open: true },
    ])
  })
})

describe('the way it goes', () => {
  it('leaves chats aside that no line leads to, and brings them back', () => {
    keeping()
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', recipients: [to('chat5'), to('7')] })
    store.writeThrough(A, 'c'.repeat(32))
    expect(store.of(A).recipients.map(({ target }) => target.kind)).toEqual(['network'])
    expect(store.said).toEqual({ kind: 'leftOut', why: 'line', names: ['chat5'] })
    store.writeThrough(A, '')
    expect(store.of(A).recipients.map(({ title }) => title)).toEqual(['7', 'chat5'])
    expect(store.said).toBeUndefined()
  })
})

describe('drafts', () => {
  it('are saved after a pause, once, and at once when the window goes', async () => {
    const { stage } = keeping()
    const store = useMessages()
    await store.start()
    store.of(A).text = 'one'
    store.touched(A)
    store.of(A).text = 'one two'
    store.touched(A)
    await pause()
    expect(stage.fake.inputs('drafts.save').map(({ body }) => body)).toMatchObject([{ text: 'one two' }])
    store.of(A).text = 'one two three'
    store.touched(A)
    window.dispatchEvent(new Event('pagehide'))
    await vi.advanceTimersByTimeAsync(0)
    expect(stage.fake.inputs('drafts.save')).toHaveLength(2)
  })

  it('that could not be kept are told', async () => {
    setStage({ 'drafts.save': () => fail('store.failed') })
    const store = useMessages()
    store.of(A).text = 'x'
    store.touched(A)
    await pause()
    expect(store.draftFailed).toBe(true)
  })

  it('move to the key of whom they go to, and never lie under two keys', async () => {
    const { drafts } = keeping()
    const store = useMessages()
    store.of(A).text = 'x'
    store.touched(A)
    await pause()
    expect([...drafts.keys()]).toEqual(['a composer'])
    store.writeTo(A, [to('chat5')])
    await pause()
    expect([...drafts.keys()]).toEqual(['a dialog:chat5'])
    store.writeTo(A, [to('chat5'), to('7')])
    await pause()
    expect([...drafts.keys()]).toEqual(['a dialog:7+dialog:chat5'])
    store.of(A).text = ''
    store.writeTo(A, [])
    await pause()
    expect([...drafts.keys()]).toEqual([])
  })

  it('come back at the start: what was open into the composer, the others into the list, the first version too', async () => {
    keeping({
      'a composer': { text: 'of the first version', recipient: { id: '7', name: 'Ольга' } },
      'b dialog:chat5': { text: 'open', open: true },
      'b dialog:chat6': { text: 'waits', open: false },
    })
    const store = useMessages()
    await store.start()
    expect([store.of(A).text, store.of(B).text]).toEqual(['of the first version', 'open'])
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['waits'])
  })

  it('do not come back over what was typed meanwhile, and are not lost by it', async () => {
    const { drafts } = keeping({ 'a composer': { text: 'kept', open: true } })
    const store = useMessages()
    store.of(A).text = 'new'
    await store.start()
    store.touched(A)
    await pause()
    expect(store.of(A).text).toBe('new')
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['kept'])
    expect([...drafts.values()].map((body) => (body as { text: string }).text).sort()).toEqual(['kept', 'new'])
  })

  it('for a recipient come back when nothing is written yet, and are offered when something is', async () => {
    const { drafts } = keeping({ 'a dialog:chat5': { text: 'kept', open: false, recipients: [to('chat5')] } })
    const store = useMessages()
    await store.start()
    store.of(A).text = 'new'
    store.writeTo(A, [to('chat5')])
    expect([store.of(A).text, store.draftFor(A)?.composing.text]).toEqual(['new', 'kept'])
    await pause()
    expect([...drafts.keys()].sort()).toEqual(['a dialog:chat5', 'a dialog:chat5~2'])
    store.of(A).text = ''
    store.writeTo(A, [to('chat5')])
    expect([store.of(A).text, store.said?.kind]).toEqual(['kept', 'restored'])
  })

  it('are opened from the list; what was being written takes their place there', async () => {
    keeping({ 'b dialog:chat6': { text: 'waits', open: false, recipients: [to('chat6')] } })
    const store = useMessages()
    await store.start()
    store.writer = A
    store.of(B).text = 'in the way'
    const [draft] = store.drafts
    if (draft) store.open(draft)
    await pause()
    expect([store.writer, store.of(B).text, store.said]).toEqual([B, 'waits', { kind: 'parked' }])
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['in the way'])
  })

  it('of a dialog follow its reply box', async () => {
    const { drafts } = keeping({ 'a dialog:chat5': { text: 'one', open: true, recipients: [to('chat5')] } })
    const store = useMessages()
    await store.start()
    drafts.set('a dialog:chat5', { text: 'one two', recipients: [to('chat5')] })
    await store.readAgain()
    expect(store.of(A).text).toBe('one two')
    drafts.delete('a dialog:chat5')
    await store.readAgain()
    expect([store.of(A).text, store.of(A).recipients]).toEqual(['', []])
  })
})

describe('sending', () => {
  it('keeps everything when the outbox takes nothing', async () => {
    const { stage } = keeping()
    stage.fake.answer({ 'outbox.enqueueMany': () => fail('store.failed') })
    const store = useMessages()
    Object.assign(store.of(A), { text: 'hello', recipients: [to('7')] })
    const sent = await store.send({ account: acme, to: store.of(A).recipients, holdSeconds: 5 })
    expect(sent).toMatchObject({ kind: 'error', error: { code: 'store.failed' } })
    expect([store.of(A).text, store.of(A).recipients]).toEqual(['hello', [to('7')]])
  })

  it('empties the composer when all was journalled; the line stays', async () => {
    const { stage, drafts } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    })
    const store = useMessages()
    const lineCode = 'c'.repeat(32)
    const recipients = [to('7', { title: 'Ольга', target: { kind: 'network', lineCode, userId: '7' } })]
    const notBefore = '2026-12-01T09:00:00.000Z'
    Object.assign(store.of(A), { text: 'hello', lineCode, recipients, notBefore, replaces: 'old' })
    expect(await store.send({ account: acme, to: recipients, holdSeconds: 5 })).toEqual({ kind: 'all' })
    expect(stage.fake.inputs('outbox.enqueueMany')).toMatchObject([
      { targets: [{ target: { userId: '7' }, title: 'Ольга' }], holdSeconds: 5, notBefore, replaces: 'old' },
    ])
    await flushPromises()
    await pause()
    expect(store.of(A)).toMatchObject({ text: '', lineCode, recipients: [], notBefore: undefined, replaces: undefined })
    expect([...drafts.values()]).toMatchObject([{ text: '', lineCode }])
  })

  it('leaves those who were refused or left out, with the text and the reason', async () => {
    const { stage } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(
          targets.map(({ target }, index) =>
            index === 0
              ? { kind: 'journalled' as const, item: outboxItem('o', { target }) }
              : { kind: 'refused' as const, target, problem: 'messages.weeklyLimit' as const },
          ),
        ),
    })
    const store = useMessages()
    const [one, two, three] = [to('7'), to('8'), to('9')]
    Object.assign(store.of(A), { text: 'hello', recipients: [one, two, three], replaces: 'old' })
    const sent = await store.send({ account: acme, to: [one, two], holdSeconds: 0 })
    expect(sent).toEqual({ kind: 'some', journalled: 1 })
    expect(store.of(A)).toMatchObject({ text: 'hello', recipients: [two, three], replaces: undefined })
    expect([...(store.refusals.get(A) ?? [])]).toEqual([['dialog:8', 'messages.weeklyLimit']])
    store.writeTo(A, [three])
    expect(store.refusals.get(A)).toBeUndefined()
  })
})

describe('what comes back', () => {
  const item = outboxItem('o', { accountId: A, text: 'sent once' })

  it('to be changed takes the composer, and what was there becomes a draft', async () => {
    keeping()
    const store = useMessages()
    store.of(A).text = 'being written'
    store.edit(item)
    await pause()
    expect(store.of(A)).toMatchObject({ text: 'sent once', replaces: 'o', lineCode: 'a'.repeat(32) })
    expect([store.writer, store.said]).toEqual([A, { kind: 'parked' }])
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['being written'])
  })

  it('within its hold goes into an empty composer, all of a batch together', () => {
    keeping()
    const store = useMessages()
    const other = outboxItem('p', {
      ...item,
      id: 'p',
      target: { kind: 'network', lineCode: 'a'.repeat(32), userId: '8' },
    })
    expect(store.putBack([item, other])).toBe('composer')
    expect(store.of(A).recipients).toHaveLength(2)
    expect(store.of(A).replaces).toBeUndefined()
  })

  it.each([
    ['typed', { text: 'the next one' }],
    ['chosen', { recipients: [to('9')] }],
  ])('within its hold becomes a draft where something is %s', async (_what, since) => {
    const { drafts } = keeping()
    const store = useMessages()
    Object.assign(store.of(A), since)
    expect(store.putBack([item])).toBe('draft')
    await pause()
    expect(store.of(A)).toMatchObject(since)
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['sent once'])
    expect([...drafts.values()]).toMatchObject([{ text: 'sent once', open: false }])
  })
})
