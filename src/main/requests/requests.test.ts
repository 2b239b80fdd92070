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

describe('asking to join', () => {
  test('is checked, journalled and asked once, with the message, and the history tells each step', async () => {
    const request = await sent({ groupId: '5', message: 'please' })
    expect(request).toMatchObject({ state: 'pending', groupId: '5', groupName: 'Group 5', canWithdraw: true })
    expect(request.history.map(({ state }) => state)).toEqual(['checking', 'sending', 'pending'])
    expect(bench.service.asked).toEqual([{ target: { groupId: '5' }, message: 'please' }])
    expect(bench.learnt).toEqual(['5 requested'])
    expect(bench.temp.store.groups.get(a, '5')?.relation).toBe('requested')
    expect(Object.keys(request)).not.toContain('link')
  })

  test('an open group is told apart: joined, and never withdrawable', async () => {
    bench.service.open.add('5')
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'joined', canWithdraw: false })
    expect(bench.learnt).toEqual(['5 member'])
  })

  test.each([
    ['member', 'requests.alreadyMember'],
    ['moderator', 'requests.moderator'],
    ['owner', 'requests.owner'],
    ['invited', 'requests.invited'],
    ['requested', 'requests.alreadyRequested'],
    ['banned', 'requests.banned'],
  ] as const)('as %s sends nothing (it would overwrite the relation) and leaves no trace', async (relation, code) => {
    bench.service.relations.set('5', relation)
    expect(await send({ groupId: '5' })).toMatchObject({ ok: false, error: { code } })
    expect(bench.service.asked).toEqual([])
    expect(stored()).toEqual([])
    expect(bench.events.of('requests.changed').at(-1)?.remove).toHaveLength(1)
  })

  test('a check that fails sends nothing', async () => {
    bench.service.checkFails = 'net.timeout'
    expect(await send({ groupId: '5' })).toEqual(fail('net.timeout', 'later'))
    expect(bench.service.asked).toEqual([])
    expect(stored()).toEqual([])
  })

  test('without a group or a link, or through an account that is gone, is refused before anything', async () => {
    expect(await send({})).toMatchObject({ ok: false, error: { code: 'requests.badLink' } })
    const gone = await bench.requests.handlers['requests.send']({ accountId: accountId('z'), groupId: '5' })
    expect(gone).toEqual(fail('accounts.notFound'))
  })

  test('what the service refuses and what never left are failures with their reasons', async () => {
    bench.service.fates.push({ refused: 'requests.full' }, 'neverLeft')
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'failed', reason: 'requests.full' })
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'failed', reason: 'net.refused' })
    expect(bench.service.arrived).toBe(0)
  })

  test('a port that throws may have sent: the outcome is unknown, not failed', async () => {
    bench.service.fates.push('throws')
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'unknown', reason: 'requests.unknownOutcome' })
  })
})

describe('a double click', () => {
  test('asks once, and both clicks get the same request', async () => {
    const [first, second] = await Promise.all([sent({ groupId: '5' }), sent({ groupId: '5' })])
    expect(second.id).toBe(first.id)
    expect(bench.service.asked).toHaveLength(1)
    expect(stored()).toHaveLength(1)
  })

  test('asks once also when the second click names the same group by another link', async () => {
    bench.service.links.set('https://bsky.app/chat/abc', '5').set('abc', '5')
    const both = await Promise.all([sent({ link: 'https://bsky.app/chat/abc' }), sent({ link: 'abc' })])
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
    expect(bench.service.asked).toHaveLength(1)
    expect(stored().map(({ linkCode }) => linkCode)).toEqual(['code-5'])
  })

  test('gets the same request also when the first has just arrived, instead of "you already asked"', async () => {
    const first = sent({ groupId: '5' })
    while (bench.service.arrived === 0) await Promise.resolve()
    expect((await sent({ groupId: '5' })).id).toBe((await first).id)
  })

  test('two groups do not wait for each other', async () => {
    const both = await Promise.all([sent({ groupId: '5' }), sent({ groupId: '6' })])
    expect(new Set(both.map(({ id }) => id)).size).toBe(2)
  })
})

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
})

describe('withdrawing', () => {
  test('takes a pending request back', async () => {
    const { id } = await sent({ groupId: '5' })
    const answer = await bench.requests.handlers['requests.withdraw']({ id })
    expect(answer).toMatchObject({ ok: true, data: { state: 'withdrawn', canWithdraw: false } })
    expect(bench.learnt.at(-1)).toBe('5 none')
    expect(await bench.requests.handlers['requests.withdraw']({ id })).toMatchObject({
      ok: false,
      error: { code: 'requests.notWithdrawable' },
    })
    expect(await bench.requests.handlers['requests.withdraw']({ id: 'x' })).toEqual(fail('requests.notFound'))
  })

  test('is refused where the service has no way to', async () => {
    await bench.dispose()
    bench = createRequestsBench(createRequests, createFakeRequests(false))
    const { id, canWithdraw } = await sent({ groupId: '5' })
    expect(canWithdraw).toBe(false)
    expect(await bench.requests.handlers['requests.withdraw']({ id })).toMatchObject({
      error: { code: 'requests.notWithdrawable' },
    })
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
