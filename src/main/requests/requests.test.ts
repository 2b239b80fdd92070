import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JoinRequest } from '../../shared/contract/requests'
import { fail } from '../../shared/contract/result'
import { accountId } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let bench: RequestsBench<RequestsCapability>
const a = accountId('a')

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

  test('a port that throws may have sent: the outcome is unknown, not failed, and the bug is in the log', async () => {
    bench.service.fates.push('throws')
    expect(await sent({ groupId: '5' })).toMatchObject({ state: 'unknown', reason: 'requests.unknownOutcome' })
    expect(bench.log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'a port threw' }))
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
