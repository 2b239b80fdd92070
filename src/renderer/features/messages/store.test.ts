// Catches: text lost by switching accounts, recipients lost by switching lines, a composer emptied although nothing was
// journalled, a message put back over another.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { account, accountId, outboxItem } from '../../testing/sample'
import { keeping, to } from '../../testing/kept-drafts'
import { useMessages } from './store'

const [acme, nord] = [account('a'), account('b')]
const [A, B] = [accountId('a'), accountId('b')]

/** Longer than the composer waits before it saves. */
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

describe('more than may be written to at once', () => {
  const people = (count: number, from = 100) => Array.from({ length: count }, (_each, at) => to(String(from + at)))

  it('are told by name when others come back with the way, and wait aside themselves', () => {
    keeping()
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', recipients: [to('chat5'), to('chat6')] })
    store.writeThrough(A, 'c'.repeat(32))
    store.writeTo(A, people(49))
    expect(store.tooMany).toEqual([])
    store.writeThrough(A, '')
    expect(store.of(A).recipients).toHaveLength(50)
    expect([store.of(A).recipients.at(-1)?.title, store.tooMany]).toEqual(['chat5', ['chat6']])
    store.writeTo(A, people(3))
    store.writeThrough(A, 'c'.repeat(32))
    store.writeThrough(A, '')
    expect(store.of(A).recipients.map(({ title }) => title)).toEqual(['100', '101', '102', 'chat6'])
    expect(store.tooMany).toEqual([])
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

  it('keeps attachment and buttons as a draft where the service took the text only', async () => {
    const { stage } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    })
    const store = useMessages()
    const [sky, attach] = [account('a', { network: 'bluesky' }), '[{"MESSAGE":"a"}]']
    Object.assign(store.of(A), { text: 'hello', attach, recipients: [to('7')] })
    await store.send({ account: sky, to: [to('7')], holdSeconds: 5 })
    await pause()
    expect(stage.fake.inputs('outbox.enqueueMany')[0]).not.toHaveProperty('attach')
    expect(store.of(A)).toMatchObject({ text: '', attach: '' })
    expect(store.drafts.map(({ composing }) => [composing.text, composing.attach])).toEqual([['', attach]])
  })

  it('leaves another message alone that came into the composer meanwhile', async () => {
    const { stage } = keeping()
    const store = useMessages()
    Object.assign(store.of(A), { text: 'hello', recipients: [to('7')] })
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) => {
        store.edit(outboxItem('p', { accountId: A, text: 'to be changed' }))
        return ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) })))
      },
    })
    await store.send({ account: acme, to: [to('7')], holdSeconds: 5 })
    expect(store.of(A)).toMatchObject({ text: 'to be changed', replaces: 'p' })
  })

  it.each(['outbox.wrongState', 'outbox.notFound'] as const)(
    'says when the message to be replaced has left (%s); the next time it is a message of its own',
    async (code) => {
      const { stage } = keeping()
      stage.fake.answer({ 'outbox.enqueueMany': () => fail(code) })
      const store = useMessages()
      Object.assign(store.of(A), { text: 'hello', recipients: [to('7')], replaces: 'old' })
      const order = { account: acme, to: store.of(A).recipients, holdSeconds: 5 }
      expect(await store.send(order)).toEqual({ kind: 'overtaken' })
      expect(store.of(A)).toMatchObject({ text: 'hello', recipients: [to('7')], replaces: undefined })
      expect(await store.send(order)).toMatchObject({ kind: 'error', error: { code } })
    },
  )

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
