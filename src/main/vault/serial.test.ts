// Would catch: two changes of the vault interleaving, or one failure stopping all that follows.
import { expect, test } from 'vitest'
import { createSerial } from './serial'

test('runs in order, one at a time, and goes on after a failure', async () => {
  const inTurn = createSerial()
  const seen: string[] = []
  const gate = Promise.withResolvers<undefined>()
  const first = inTurn(async () => {
    seen.push('first begins')
    await gate.promise
    seen.push('first ends')
    throw new Error('boom')
  })
  const second = inTurn(() => {
    seen.push('second')
    return Promise.resolve(2)
  })
  gate.resolve(undefined)
  await expect(first).rejects.toThrow('boom')
  await expect(second).resolves.toBe(2)
  expect(seen).toEqual(['first begins', 'first ends', 'second'])
})
