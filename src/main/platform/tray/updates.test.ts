// Would catch: a menu rebuilt under the pointer although nothing changed, a change that is lost, a quirk that ends the app.
import { expect, test, vi } from 'vitest'
import { createUpdates } from './updates'

const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

function stage() {
  const state = { waiting: 0 }
  const show = vi.fn<(now: { waiting: number }) => void>()
  const look = vi.fn(() => ({ ...state }))
  return { state, show, look, updates: createUpdates({ look, show, log }) }
}

test('what happens in one go is shown once, as it is in the end', async () => {
  const { state, show, updates } = stage()
  for (state.waiting = 1; state.waiting < 50; state.waiting += 1) updates.soon()
  await settled()
  expect(show.mock.calls).toEqual([[{ waiting: 50 }]])
})

test('nothing is made anew where nothing looks different', async () => {
  const { state, show, look, updates } = stage()
  for (const waiting of [1, 1, 2]) {
    state.waiting = waiting
    updates.soon()
    await settled()
  }
  expect(show.mock.calls).toEqual([[{ waiting: 1 }], [{ waiting: 2 }]])
  expect(look).toHaveBeenCalledTimes(3)
})

test('what failed is logged and tried again', async () => {
  const { show, updates } = stage()
  show.mockImplementationOnce(() => {
    throw new Error('no panel')
  })
  updates.soon()
  await settled()
  updates.soon()
  await settled()
  expect(show).toHaveBeenCalledTimes(2)
  expect(log.warn).toHaveBeenCalledTimes(1)
})

test('nothing is shown after the end', async () => {
  const { show, updates } = stage()
  updates.soon()
  updates.stop()
  await settled()
  expect(show).not.toHaveBeenCalled()
})
