import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import { createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, joinRequest } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')

beforeEach(() => {
  service = createFakePolling()
  service.relations.set('5', 'invited')
  bench = createRequestsBench(createRequests, { service })
})

afterEach(async () => {
  await bench.dispose()
})

const answer = (accept: boolean, groupId = '5') =>
  bench.requests.handlers['requests.answerInvitation']({ accountId: a, groupId, accept })
const stateOf = (id: string) => bench.temp.store.requests.get(id)?.state

describe('an invitation', () => {
  test('accepted makes me a member, and ends my own request to the group with it', async () => {
    bench.temp.store.requests.save(joinRequest('r1', { groupId: '5' }))
    bench.temp.store.requests.save(joinRequest('r2', { groupId: '6' }))
    expect(await answer(true)).toEqual(ok({ relation: 'member' }))
    expect(bench.temp.store.groups.get(a, '5')?.relation).toBe('member')
    expect([stateOf('r1'), stateOf('r2')]).toEqual(['joined', 'pending'])
    expect(bench.told).toEqual([])
  })

  test('declined leaves me nothing to the group, and no request open', async () => {
    bench.temp.store.requests.save(joinRequest('r1', { groupId: '5' }))
    expect(await answer(false)).toEqual(ok({ relation: 'none' }))
    expect(bench.learnt.at(-1)).toBe('5 none')
    expect(stateOf('r1')).toBe('ended')
  })

  test('that is not there any more, or whose answer was lost, is said so, and looked at soon', async () => {
    expect(await answer(true, '6')).toEqual(fail('requests.notInvited', 'user'))
    service.invitationFails = 'requests.unknownOutcome'
    expect(await answer(true)).toEqual(fail('requests.unknownOutcome', 'user'))
    expect(bench.temp.store.groups.get(a, '5')?.relation).not.toBe('member')
    const looks = service.polled.length
    await bench.time.advance(5_000)
    expect(service.polled.length).toBeGreaterThan(looks)
  })

  test('cannot be answered where the network has no way to', async () => {
    delete service.port.answerInvitation
    expect(await answer(true)).toEqual(fail('accounts.noPort'))
    const gone = { accountId: accountId('z'), groupId: '5', accept: true }
    expect(await bench.requests.handlers['requests.answerInvitation'](gone)).toEqual(fail('accounts.notFound'))
  })
})

test('leaving a group ends what was still open there', () => {
  bench.temp.store.requests.save(joinRequest('r1', { groupId: '5' }))
  bench.requests.left(a, '5')
  expect(stateOf('r1')).toBe('ended')
})
