import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JoinRequest } from '../../shared/contract/requests'
import { fail } from '../../shared/contract/result'
import { createFakeRequests } from '../testing/fake-requests'
import { accountId } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000

beforeEach(() => {
  bench = createRequestsBench(createRequests)
})

afterEach(async () => {
  await bench.dispose()
})

const send = (target: { groupId?: string; link?: string; message?: string }) =>
  bench.requests.handlers['requests.send']({ accountId: a, ...target })

async function sent(target: Parameters<typeof send>[0]): Promise<JoinRequest> {
  const answer = await send(target)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

const stored = () => bench.temp.store.requests.list()
const stateOf = (id: string) => bench.temp.store.requests.get(id)?.state

describe('an open request', () => {
  test('is followed to its end by reading alone', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.set('5', 'member')
    await bench.time.advance(6 * MINUTE)
    expect(stateOf(id)).toBe('joined')
    expect(bench.service.asked).toHaveLength(1)
    expect(bench.learnt.at(-1)).toBe('5 member')
  })

  test('that has vanished has ended, without claiming to know how; the group can be asked again', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.delete('5')
    await bench.time.advance(6 * MINUTE)
    expect(bench.temp.store.requests.get(id)).toMatchObject({ state: 'ended', reason: 'requests.ended' })
    expect(bench.learnt.at(-1)).toBe('5 none')
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'pending' })
  })

  test('is not ended by a read that lags behind the write', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.delete('5')
    await bench.time.advance(1_000)
    await bench.requests.handlers['requests.refresh']({ id })
    expect(stateOf(id)).toBe('pending')
    expect(bench.temp.store.requests.get(id)?.checkedAt).toBeDefined()
  })

  test('that a service cannot tell about stays as it is', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.blind = true
    await bench.time.advance(60 * MINUTE)
    bench.service.blind = false
    bench.service.standingFails = 'net.offline'
    await bench.time.advance(60 * MINUTE)
    expect(stateOf(id)).toBe('pending')
  })

  test('believed pending, which the check sees is gone, makes way for the new one', async () => {
    const old = await sent({ groupId: '5' })
    bench.service.relations.delete('5')
    const fresh = await sent({ groupId: '5' })
    expect([stateOf(old.id), stateOf(fresh.id)]).toEqual(['ended', 'pending'])
  })

  test('goes on being followed after a reading that threw', async () => {
    const { id } = await sent({ groupId: '5' })
    const { standing } = bench.service.port
    Object.assign(bench.service.port, { standing: () => Promise.reject(new Error('a bug')) })
    await bench.time.advance(6 * MINUTE)
    Object.assign(bench.service.port, { standing })
    bench.service.relations.set('5', 'member')
    await bench.time.advance(6 * MINUTE)
    expect(stateOf(id)).toBe('joined')
  })

  test('is read when its account can be used again', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.set('5', 'member')
    bench.requests.wake(a)
    await bench.time.settle()
    expect(stateOf(id)).toBe('joined')
  })
})

describe('a lost answer', () => {
  test('that arrived is found pending by reading; nothing is asked again', async () => {
    bench.service.fates.push('lostAfter')
    const { id, state } = await sent({ groupId: '5' })
    expect(state).toBe('unknown')
    await bench.requests.handlers['requests.refresh']({ id })
    expect(bench.temp.store.requests.get(id)).toMatchObject({ state: 'pending', canWithdraw: true })
    expect(bench.service.asked).toHaveLength(1)
  })

  test('that did not arrive is found out, once it is not too early to believe that', async () => {
    bench.service.fates.push('lostBefore')
    const { id } = await sent({ groupId: '5' })
    await bench.requests.handlers['requests.refresh']({ id })
    expect(stateOf(id)).toBe('unknown')
    await bench.time.advance(15_000)
    expect(bench.temp.store.requests.get(id)).toMatchObject({ state: 'failed', reason: 'requests.notSent' })
    expect(bench.service.asked).toHaveLength(1)
  })

  test('is looked after without the user having to ask', async () => {
    bench.service.fates.push('lostBefore', 'lostAfter')
    const lost = await sent({ groupId: '5' })
    const arrived = await sent({ groupId: '6' })
    await bench.time.advance(15_000)
    expect([stateOf(lost.id), stateOf(arrived.id)]).toEqual(['failed', 'pending'])
    expect(bench.service.asked).toHaveLength(2)
  })
})

test('a lost answer is looked at again soon when the first look failed in passing', async () => {
  bench.service.fates.push('lostAfter')
  bench.service.standingFails = 'net.timeout'
  const { id } = await sent({ groupId: '5' })
  await bench.time.advance(15_000)
  expect(stateOf(id)).toBe('unknown')
  bench.service.standingFails = undefined
  await bench.time.advance(15_000)
  expect(stateOf(id)).toBe('pending')
  expect(bench.service.asked).toHaveLength(1)
})

describe('withdrawing', () => {
  test('takes a pending request back', async () => {
    const { id } = await sent({ groupId: '5' })
    const answer = await bench.requests.handlers['requests.withdraw']({ id })
    expect(answer).toMatchObject({ ok: true, data: { state: 'withdrawn', canWithdraw: false } })
    expect(bench.learnt.at(-1)).toBe('5 none')
    expect(await bench.requests.handlers['requests.withdraw']({ id })).toMatchObject({
      ok: false,
      error: { code: 'requests.invalidJoinRequest' },
    })
    expect(await bench.requests.handlers['requests.withdraw']({ id: 'x' })).toEqual(fail('requests.notFound'))
  })

  test('is refused where the service has no way to', async () => {
    await bench.dispose()
    bench = createRequestsBench(createRequests, { service: createFakeRequests(false) })
    const { id, canWithdraw } = await sent({ groupId: '5' })
    expect(canWithdraw).toBe(false)
    expect(await bench.requests.handlers['requests.withdraw']({ id })).toMatchObject({
      error: { code: 'requests.notWithdrawable' },
    })
  })

  test('is offered once a reading has learnt that the service has a way, and no longer when it has not', async () => {
    await bench.dispose()
    const service = createFakeRequests(false)
    bench = createRequestsBench(createRequests, { service })
    const { id } = await sent({ groupId: '5' })
    for (const canWithdraw of [true, false]) {
      Object.assign(service.port, { canWithdraw })
      await bench.requests.handlers['requests.refresh']({ id })
      expect(bench.temp.store.requests.get(id)).toMatchObject({ state: 'pending', canWithdraw })
    }
  })

  test('that comes too late shows how it really stands', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.set('5', 'member')
    bench.service.withdrawFails = 'requests.invalidJoinRequest'
    expect(await bench.requests.handlers['requests.withdraw']({ id })).toMatchObject({
      ok: false,
      error: { code: 'requests.invalidJoinRequest' },
    })
    expect(stateOf(id)).toBe('joined')
  })

  test('refused because nothing waits there any more ends the request, though reading is too early to tell', async () => {
    const { id } = await sent({ groupId: '5' })
    bench.service.relations.delete('5')
    bench.service.withdrawFails = 'requests.invalidJoinRequest'
    await bench.requests.handlers['requests.withdraw']({ id })
    expect(stateOf(id)).toBe('ended')
  })
})

describe('reading', () => {
  test('the check tells and changes nothing', async () => {
    bench.service.links.set('abc', '5')
    const answer = await bench.requests.handlers['requests.check']({ accountId: a, link: 'abc' })
    expect(answer).toMatchObject({ ok: true, data: { canRequest: true, groupId: '5' } })
    expect(answer.ok && Object.keys(answer.data)).not.toContain('linkCode')
    expect(stored()).toEqual([])
    expect(bench.service.asked).toEqual([])
  })

  test('the list is newest first and by account', async () => {
    const first = await sent({ groupId: '5' })
    await bench.time.advance(10)
    const second = await sent({ groupId: '6' })
    const all = await bench.requests.handlers['requests.list']({})
    expect(all.ok && all.data.map(({ id }) => id)).toEqual([second.id, first.id])
    expect(await bench.requests.handlers['requests.list']({ accountIds: [accountId('z')] })).toEqual({
      ok: true,
      data: [],
    })
    expect(await bench.requests.handlers['requests.refresh']({ id: 'x' })).toEqual(fail('requests.notFound'))
  })
})
