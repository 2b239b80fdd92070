// Catches: a held decision without its Undo, many told one by one, Ctrl+Z that takes back the wrong thing or what is being
// typed, a decision that failed and is not told.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useIncoming } from '../features/requests'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import { incomingRequest } from '../testing/sample'
import type { IncomingRequest } from '../testing/sample'
import { useDecisionUndo } from './use-decision-undo'

const START = Date.parse('2026-11-20T09:00:00.000Z')
const at = (ms: number): string => new Date(START + ms).toISOString()
const titles = (): unknown[] =>
  useToast()
    .toasts.value.filter(({ open }) => open !== false)
    .map(({ title }) => title)
const held = (id: string, more: Partial<IncomingRequest> = {}): IncomingRequest =>
  incomingRequest(id, { state: 'held', decision: 'approve', heldUntil: at(5000), updatedAt: at(0), ...more })

let end = (): void => undefined
beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] })
})
afterEach(() => {
  end()
  vi.useRealTimers()
  document.body.innerHTML = ''
})

async function stage(items: IncomingRequest[] = []) {
  const made = setStage({
    'requests.incoming': () => ok(items),
    'requests.undoDecision': ({ items: many }) =>
      ok(many.map(({ requestId }) => incomingRequest(requestId, { updatedAt: at(1000) }))),
  })
  useToast().clear()
  ;({ end } = await use(made, useDecisionUndo))
  await useIncoming().start()
  const tell = async (...upsert: IncomingRequest[]): Promise<void> => {
    made.fake.emit('requests.changed', { upsert: [], remove: [], incoming: { upsert, remove: [] } })
    await flushPromises()
  }
  return { ...made, tell }
}
const press = (target: EventTarget, init: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', {
    key: 'я',
    code: 'KeyZ',
    ctrlKey: true,
    bubbles: true,
    cancelable: true,
    ...init,
  })
  target.dispatchEvent(event)
  return event
}

describe('useDecisionUndo', () => {
  it('offers Undo while a decision is held, and takes it back', async () => {
    const { fake, tell } = await stage()
    await tell(held('1'))
    expect(titles()).toEqual(['Approving Пётр 1'])
    const undo = useToast().toasts.value[0]?.actions?.[0]?.onClick as unknown as () => void
    undo()
    await flushPromises()
    expect(fake.inputs('requests.undoDecision')).toEqual([{ items: [{ accountId: 'acme', requestId: '1' }] }])
    expect(titles()).toEqual(['Taken back'])
  })

  it('tells what was decided together in one line, however it comes in', async () => {
    const { fake, tell } = await stage()
    await tell(held('1'), held('2'))
    await tell(held('3'))
    expect(titles()).toEqual(['Approving 3 requests'])
    press(window)
    await flushPromises()
    expect(fake.inputs('requests.undoDecision')[0]?.items.map(({ requestId }) => requestId)).toEqual(['1', '2', '3'])
  })

  it('takes back the last decision by Ctrl+Z, whatever the layout types, and nothing more', async () => {
    const { fake, tell } = await stage()
    await tell(held('1'))
    await tell(held('2', { decision: 'decline', heldUntil: at(6000) }))
    expect(press(window).defaultPrevented).toBe(true)
    await flushPromises()
    expect(fake.inputs('requests.undoDecision')).toEqual([{ items: [{ accountId: 'acme', requestId: '2' }] }])
    expect(titles()).toContain('Approving Пётр 1')
  })

  it('leaves Ctrl+Z to the field one types in, and Ctrl+Shift+Z alone', async () => {
    const { fake, tell } = await stage()
    await tell(held('1'))
    const field = document.body.appendChild(document.createElement('textarea'))
    expect(press(field).defaultPrevented).toBe(false)
    expect(press(window, { shiftKey: true }).defaultPrevented).toBe(false)
    expect(fake.inputs('requests.undoDecision')).toEqual([])
  })

  it('says so when it was too late', async () => {
    const { fake, tell } = await stage()
    fake.answer({
      'requests.undoDecision': () => ok([incomingRequest('1', { state: 'approved', updatedAt: at(2000) })]),
    })
    await tell(held('1'))
    press(window)
    await flushPromises()
    expect(titles()).toEqual(['Too late to take back'])
  })

  it.each([
    ['approved', ['Пётр 1 is in']],
    ['declined', ['Пётр 1 was turned down']],
    ['failed', ['Not decided: Пётр 1']],
    ['unknown', []],
    ['gone', []],
  ] as const)('tells in the same line what came of it: %s', async (state, told) => {
    const { tell } = await stage()
    await tell(held('1'))
    await tell(held('1', { state: 'deciding', updatedAt: at(5000) }))
    await tell(held('1', { state, updatedAt: at(6000), reason: 'requests.full' }))
    expect(titles()).toEqual(told)
  })

  it('tells a failure among many before anything else', async () => {
    const { tell } = await stage()
    await tell(held('1'), held('2'))
    await tell(held('1', { state: 'approved', updatedAt: at(6000) }))
    await tell(held('2', { state: 'failed', reason: 'requests.full', updatedAt: at(6000) }))
    expect(titles()).toEqual(['Not decided: Пётр 2'])
    expect(useToast().toasts.value.at(-1)?.description).toContain('This group is full.')
  })

  it('tells nothing of what was decided before it lived', async () => {
    const { fake } = await stage([held('1'), incomingRequest('2', { state: 'approved' })])
    expect(titles()).toEqual([])
    expect(press(window).defaultPrevented).toBe(false)
    expect(fake.inputs('requests.undoDecision')).toEqual([])
  })

  it('tells nothing when one that was held before is told of again', async () => {
    const { tell } = await stage([held('1')])
    await tell(held('1', { updatedAt: at(100) }))
    expect(titles()).toEqual([])
  })
})
