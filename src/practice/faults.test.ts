import { expect, test } from 'vitest'
import { createFaultQueue } from './faults'
import { seededRandom } from './random'
import type { FaultTarget } from './types'

let now = 0
const newQueue = () => createFaultQueue({ clock: () => now, random: seededRandom(1) })

const PROFILE: FaultTarget = { service: 'bitrix24', portal: 'acme', method: 'profile' }

test('a fault applies once unless told otherwise, then the world is whole again', () => {
  const queue = newQueue()
  queue.add({ effect: { kind: 'reset' } })
  expect(queue.take(PROFILE)?.effect).toEqual({ kind: 'reset' })
  expect(queue.take(PROFILE)).toBeUndefined()
})

test('times counts down, 0 lasts until cleared', () => {
  const queue = newQueue()
  queue.add({ times: 2, delayMs: 1 })
  queue.add({ times: 0, delayMs: 2 })
  expect([1, 2, 3, 4].map(() => queue.take(PROFILE)?.delayMs)).toEqual([1, 1, 2, 2])
  queue.clear()
  expect(queue.take(PROFILE)).toBeUndefined()
})

test('after lets only matching requests count', () => {
  const queue = newQueue()
  queue.add({ method: 'profile', after: 1, delayMs: 1 })
  expect(queue.take({ ...PROFILE, method: 'scope' })).toBeUndefined()
  expect(queue.take(PROFILE)).toBeUndefined()
  expect(queue.take(PROFILE)?.delayMs).toBe(1)
})

test('a fault for a command never hits a request of that name, nor the other way round', () => {
  const queue = newQueue()
  queue.add({ command: 'profile', delayMs: 1 })
  queue.add({ method: 'profile', delayMs: 2 })
  expect(queue.take(PROFILE)?.delayMs).toBe(2)
  expect(queue.take({ ...PROFILE, command: true })?.delayMs).toBe(1)
})

test('names are compared without case, a trailing star stands for the rest', () => {
  const queue = newQueue()
  queue.add({ service: 'bluesky', method: 'chat.bsky.group.requestJoin', times: 0, delayMs: 1 })
  queue.add({ service: 'bitrix24', method: 'im.*', times: 0, delayMs: 2 })
  expect(queue.take({ service: 'bluesky', portal: 'chat', method: 'chat.bsky.group.requestJoin' })?.delayMs).toBe(1)
  expect(queue.take({ ...PROFILE, method: 'im.recent.get' })?.delayMs).toBe(2)
  expect(queue.take({ ...PROFILE, method: 'imopenlines.session.join' })).toBeUndefined()
})

test('a fault by chance hits about so many, and the same ones in every world of a seed', () => {
  const hits = (): number[] => {
    const queue = newQueue()
    queue.add({ chance: 0.05, times: 0, effect: { kind: 'reset', processed: true } })
    return Array.from({ length: 1000 }, (_, at) => at).filter(() => queue.take(PROFILE) !== undefined)
  }
  expect(hits().length).toBeGreaterThan(30)
  expect(hits().length).toBeLessThan(70)
  expect(hits()).toEqual(hits())
})

test('a storm lasts its time from the first request it hits', () => {
  const queue = newQueue()
  queue.add({ after: 1, times: 0, forMs: 500, effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } })
  queue.take(PROFILE)
  now += 10_000
  expect(queue.take(PROFILE)?.forMs).toBe(500)
  now += 499
  expect(queue.take(PROFILE)?.forMs).toBe(500)
  now += 1
  expect(queue.take(PROFILE)).toBeUndefined()
  expect(queue.list()).toEqual([])
})
