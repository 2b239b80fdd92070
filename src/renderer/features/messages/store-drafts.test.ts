// Catches: drafts lost with the window or by a pause too long, one written over another, one that does not come back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { account, accountId, outboxItem } from '../../testing/sample'
import { setStage } from '../../testing/stage'
import { keeping, to } from '../../testing/kept-drafts'
import { useMessages } from './store'

const [A, B] = [accountId('a'), accountId('b')]

/** Longer than the composer waits before it saves. */
const pause = () => vi.advanceTimersByTimeAsync(1000)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
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

  it('go at once with the message: after a crash one that has left does not come back to be sent again', async () => {
    const { stage, drafts } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    })
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', recipients: [to('7')] })
    store.touched(A)
    await pause()
    expect([...drafts.keys()]).toEqual(['a dialog:7'])
    await store.send({ account: account('a'), to: [to('7')], holdSeconds: 5 })
    await vi.advanceTimersByTimeAsync(0)
    expect([...drafts.keys()]).toEqual([])
  })

  it('know at once whom a message has left for, and whom not', async () => {
    const { stage, drafts } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    })
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', recipients: [to('7'), to('8')] })
    store.touched(A)
    await pause()
    await store.send({ account: account('a'), to: [to('7')], holdSeconds: 5 })
    await vi.advanceTimersByTimeAsync(0)
    expect([...drafts.keys()]).toEqual(['a dialog:8'])
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

  it('stay where they were when the new place could not be saved', async () => {
    const { stage, drafts } = keeping()
    const store = useMessages()
    store.of(A).text = 'x'
    store.touched(A)
    await pause()
    stage.fake.answer({ 'drafts.save': () => fail('store.failed') })
    store.writeTo(A, [to('chat5')])
    await pause()
    expect([[...drafts.keys()], stage.fake.inputs('drafts.remove')]).toEqual([['a composer'], []])
    expect([store.draftFailed, store.of(A).text]).toEqual([true, 'x'])
  })

  it('give their old place up only once the new one is saved, and not when it is used again', async () => {
    const { stage, drafts } = keeping()
    const store = useMessages()
    store.of(A).text = 'x'
    store.touched(A)
    await pause()
    const saves: (() => void)[] = []
    stage.fake.answer({
      'drafts.save': async (draft) => {
        await new Promise<void>((done) => saves.push(done))
        drafts.set(`${draft.accountId} ${draft.targetKey}`, draft.body as object)
        return ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' })
      },
    })
    store.writeTo(A, [to('chat5')])
    await pause()
    expect([[...drafts.keys()], store.drafts]).toEqual([['a composer'], []])
    store.writeTo(A, [])
    await pause()
    for (const save of saves) save()
    await pause()
    expect([...drafts.keys()]).toEqual(['a composer'])
    expect(stage.fake.inputs('drafts.remove')).toEqual([{ accountId: A, targetKey: 'dialog:chat5' }])
  })

  it('of a message that has left are gone also where nothing new can be saved', async () => {
    const { stage, drafts } = keeping()
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) =>
        ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    })
    const store = useMessages()
    Object.assign(store.of(A), { text: 'x', lineCode: 'c'.repeat(32), recipients: [to('7')] })
    store.touched(A)
    await pause()
    stage.fake.answer({ 'drafts.save': () => fail('store.failed') })
    await store.send({ account: account('a'), to: [to('7')], holdSeconds: 5 })
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

  it('of a dialog do not come over what is typed while they are read', async () => {
    const { stage, drafts } = keeping({ 'a dialog:chat5': { text: 'one', open: true, recipients: [to('chat5')] } })
    const store = useMessages()
    await store.start()
    drafts.set('a dialog:chat5', { text: 'of the reply box', recipients: [to('chat5')] })
    const now = { accountId: A, targetKey: 'dialog:chat5', updatedAt: '2026-11-20T10:00:00.000Z' }
    const answer = ok([{ ...now, body: { text: 'of the reply box', recipients: [] } }])
    let read = (): void => undefined
    stage.fake.answer({ 'drafts.list': () => new Promise((done) => (read = () => done(answer))) })
    const reading = store.readAgain()
    store.of(A).text = 'one and more'
    store.touched(A)
    await pause()
    store.of(A).text = 'one and more still'
    store.touched(A)
    read()
    await reading
    expect(store.of(A).text).toBe('one and more still')
    await pause()
    expect(drafts.get('a dialog:chat5')).toMatchObject({ text: 'one and more still' })
  })

  it('put aside while the list is read stay in it', async () => {
    const { stage } = keeping()
    const store = useMessages()
    let read = (): void => undefined
    stage.fake.answer({ 'drafts.list': () => new Promise((done) => (read = () => done(ok([])))) })
    const reading = store.readAgain()
    Object.assign(store.of(A), { text: 'aside', recipients: [to('7')] })
    store.begin(A)
    await pause()
    read()
    await reading
    expect(store.drafts.map(({ composing }) => composing.text)).toEqual(['aside'])
  })
})
