import { expect, test, vi } from 'vitest'
import { crashAt } from './crash-point'

test.each([
  ['outbox.afterSendingCommit', 1],
  ['outbox.afterSendingCommit@3', 3],
])('%s ends the process when it is reached for the %i. time, and at no other point', (given, times) => {
  const die = vi.fn()
  const reach = crashAt(given, die)
  for (let before = 1; before < times; before += 1) reach('outbox.afterSendingCommit')
  reach('outbox.afterEnqueueCommit')
  expect(die).not.toHaveBeenCalled()
  reach('outbox.afterSendingCommit')
  expect(die).toHaveBeenCalledOnce()
})

test('of two moments the second counts only once the first has been', () => {
  const die = vi.fn()
  const reach = crashAt('outbox.afterEnqueueCommit>outbox.afterSendingCommit@2', die)
  const names = ['afterSendingCommit', 'afterSendingCommit', 'afterEnqueueCommit', 'afterSendingCommit'] as const
  for (const name of names) reach(`outbox.${name}`)
  expect(die).not.toHaveBeenCalled()
  reach('outbox.afterSendingCommit')
  expect(die).toHaveBeenCalledOnce()
})
