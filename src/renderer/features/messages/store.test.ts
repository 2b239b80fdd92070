// Catches: text lost by switching accounts or closing the window, and a composer emptied although nothing was journalled.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { account, accountId, outboxItem } from '../../testing/sample'
import { useMessages } from './store'

const A = accountId('a')
const B = accountId('b')

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('messages store', () => {
  it('takes the text along when writing on as another account', () => {
    setStage({ 'drafts.save': () => fail('store.failed'), 'drafts.remove': () => ok({}) })
    const store = useMessages()
    store.writer = A
    store.of(A).text = 'half a sentence'
    store.writeAs(B)
    expect([store.of(A).text, store.of(B).text, store.writer]).toEqual(['', 'half a sentence', B])
  })

  it('does not write over what is already being written there', () => {
    setStage()
    const store = useMessages()
    store.writer = A
    store.of(A).text = 'mine'
    store.of(B).text = 'theirs'
    store.writeAs(B)
    expect([store.of(A).text, store.of(B).text]).toEqual(['mine', 'theirs'])
  })

  it('saves a draft after a pause, once, and at once when the window goes', async () => {
    const { fake } = setStage({
      'drafts.list': () => ok([]),
      'drafts.save': (draft) => ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' }),
    })
    const store = useMessages()
    await store.start()
    store.of(A).text = 'one'
    store.touched(A)
    store.of(A).text = 'one two'
    store.touched(A)
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.inputs('drafts.save').map(({ body }) => body)).toMatchObject([{ text: 'one two' }])
    store.of(A).text = 'one two three'
    store.touched(A)
    window.dispatchEvent(new Event('pagehide'))
    await vi.advanceTimersByTimeAsync(0)
    expect(fake.inputs('drafts.save')).toHaveLength(2)
  })

  it('tells when a draft could not be kept', async () => {
    setStage({ 'drafts.save': () => fail('store.failed') })
    const store = useMessages()
    store.of(A).text = 'x'
    store.touched(A)
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.draftFailed).toBe(true)
  })

  it('brings drafts back, but not over what was typed meanwhile', async () => {
    const draft = (id: typeof A, text: string) => ({
      accountId: id,
      targetKey: 'composer',
      body: { text },
      updatedAt: '2026-11-20T10:00:00.000Z',
    })
    setStage({ 'drafts.list': () => ok([draft(A, 'kept'), draft(B, 'old')]) })
    const store = useMessages()
    store.of(B).text = 'new'
    await store.start()
    expect([store.of(A).text, store.of(B).text]).toEqual(['kept', 'new'])
  })

  it('empties the composer only when the message was journalled', async () => {
    let answer: 'no' | 'yes' = 'no'
    const { fake } = setStage({
      'outbox.enqueue': () => (answer === 'no' ? fail('messages.weeklyLimit', 'later') : ok(outboxItem('o'))),
      'drafts.remove': () => ok({}),
      'drafts.save': () => fail('store.failed'),
    })
    const store = useMessages()
    Object.assign(store.of(A), {
      text: 'hello',
      lineCode: 'c'.repeat(32),
      recipients: [
        {
          accountId: A,
          kind: 'person',
          title: 'Ольга',
          target: { kind: 'network', lineCode: 'c'.repeat(32), userId: '7' },
        },
      ],
    })
    await store.send(account('a'), 5)
    expect(store.of(A).text).toBe('hello')
    answer = 'yes'
    await store.send(account('a'), 5)
    await flushPromises()
    expect(store.of(A).text).toBe('')
    expect(store.of(A).lineCode).toBe('c'.repeat(32))
    expect(fake.inputs('outbox.enqueue')[1]).toMatchObject({
      targetTitle: 'Ольга',
      holdSeconds: 5,
      target: { userId: '7' },
    })
  })
})
