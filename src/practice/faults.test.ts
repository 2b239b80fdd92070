import { expect, test } from 'vitest'
import { createFaultQueue } from './faults'
import type { FaultTarget } from './types'

const PROFILE: FaultTarget = { service: 'bitrix24', portal: 'acme', method: 'profile' }

test('a fault applies once unless told otherwise, then the world is whole again', () => {
  const queue = createFaultQueue()
  queue.add({ effect: { kind: 'reset' } })
  expect(queue.take(PROFILE)?.effect).toEqual({ kind: 'reset' })
  expect(queue.take(PROFILE)).toBeUndefined()
})

test('times counts down, 0 lasts until cleared', () => {
  const queue = createFaultQueue()
  queue.add({ times: 2, delayMs: 1 })
  queue.add({ times: 0, delayMs: 2 })
  expect([1, 2, 3, 4].map(() => queue.take(PROFILE)?.delayMs)).toEqual([1, 1, 2, 2])
  queue.clear()
  expect(queue.take(PROFILE)).toBeUndefined()
})

test('after lets only matching requests count', () => {
  const queue = createFaultQueue()
  queue.add({ method: 'profile', after: 1, delayMs: 1 })
  expect(queue.take({ ...PROFILE, method: 'scope' })).toBeUndefined()
  expect(queue.take(PROFILE)).toBeUndefined()
  expect(queue.take(PROFILE)?.delayMs).toBe(1)
})

test('a fault for a command never hits a request of that name, nor the other way round', () => {
  const queue = createFaultQueue()
  queue.add({ command: 'profile', delayMs: 1 })
  queue.add({ method: 'profile', delayMs: 2 })
  expect(queue.take(PROFILE)?.delayMs).toBe(2)
  expect(queue.take({ ...PROFILE, command: true })?.delayMs).toBe(1)
})

test('names are compared without case, a trailing star stands for the rest', () => {
  const queue = createFaultQueue()
  queue.add({ service: 'bluesky', method: 'chat.bsky.group.requestJoin', times: 0, delayMs: 1 })
  queue.add({ service: 'bitrix24', method: 'im.*', times: 0, delayMs: 2 })
  expect(queue.take({ service: 'bluesky', portal: 'chat', method: 'chat.bsky.group.requestJoin' })?.delayMs).toBe(1)
  expect(queue.take({ ...PROFILE, method: 'im.recent.get' })?.delayMs).toBe(2)
  expect(queue.take({ ...PROFILE, method: 'imopenlines.session.join' })).toBeUndefined()
})
