// Would catch: a menu rebuilt under the pointer although nothing changed, a change that is lost, a quirk that ends the app.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createUpdates } from './updates'

const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const pass = (): void => void vi.advanceTimersByTime(1_000)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function stage() {
  const state = { waiting: 0 }
  const show = vi.fn<(now: { waiting: number }) => void>()
  const look = vi.fn(() => ({ ...state }))
  return { state, show, look, updates: createUpdates({ look, show, log }) }
}

test('what happens in a moment is shown once, as it is in the end', () => {
  const { state, show, updates } = stage()
  for (state.waiting = 1; state.waiting < 50; state.waiting += 1) updates.soon()
  pass()
  expect(show.mock.calls).toEqual([[{ waiting: 50 }]])
})

test('nothing is made anew where nothing looks different', () => {
  const { state, show, look, updates } = stage()
  for (const waiting of [1, 1, 2]) {
    state.waiting = waiting
    updates.soon()
    pass()
  }
  expect(show.mock.calls).toEqual([[{ waiting: 1 }], [{ waiting: 2 }]])
  expect(look).toHaveBeenCalledTimes(3)
})

test('what failed is logged and tried again', () => {
  const { show, updates } = stage()
  show.mockImplementationOnce(() => {
    throw new Error('no panel')
  })
  updates.soon()
  pass()
  updates.soon()
  pass()
  expect(show).toHaveBeenCalledTimes(2)
  expect(log.warn).toHaveBeenCalledTimes(1)
})

test('nothing is shown after the end', () => {
  const { show, updates } = stage()
  updates.soon()
  updates.stop()
  pass()
  expect(show).not.toHaveBeenCalled()
})
