// Invitations to groups that the directory does not have. Catches: one shown nowhere, one shown twice, one that a look too
// old brings back after it was answered, one that a look which could not tell takes away.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000
const SECRET = { accountId: a, groupId: '99', name: 'Merger' }

beforeEach(async () => {
  service = createFakePolling()
  service.relations.set('99', 'invited').set('5', 'invited')
  service.invitations = new Map([
    ['99', { name: 'Merger' }],
    // Group 5 is in the directory.
    ['5', {}],
  ])
  bench = createRequestsBench(createRequests, { service })
  await bench.time.settle()
})

afterEach(async () => {
  await bench.dispose()
})

const listed = () => bench.requests.handlers['requests.invitations']({})
const told = () => bench.events.of('requests.changed').flatMap(({ invitations }) => (invitations ? [invitations] : []))
const answer = (accept: boolean) =>
  bench.requests.handlers['requests.answerInvitation']({ accountId: a, groupId: '99', accept })

test('are known, told once, and kept over a restart; those in the directory are the directory’s', async () => {
  expect(await listed()).toEqual({ ok: true, data: [SECRET] })
  await bench.time.advance(3 * MINUTE)
  expect(told()).toEqual([[SECRET]])
  service.pollFails = 'net.timeout'
  await bench.restart()
  expect(await listed()).toEqual({ ok: true, data: [SECRET] })
  bench.temp.store.groups.upsertPage([group('a', '99', { relation: 'invited' })], 1)
  expect(await listed()).toEqual({ ok: true, data: [] })
})

test.each([true, false])('are answered (%s), and gone at once', async (accept) => {
  expect(await answer(accept)).toMatchObject({ ok: true })
  expect(await listed()).toEqual({ ok: true, data: [] })
  expect(told().at(-1)).toEqual([])
})

test('that were taken back are gone when answered, and stay after any other failure', async () => {
  service.invitationFails = 'net.timeout'
  await answer(true)
  expect(await listed()).toEqual({ ok: true, data: [SECRET] })
  service.invitationFails = 'requests.notInvited'
  await answer(true)
  expect(await listed()).toEqual({ ok: true, data: [] })
})

test('are not brought back by a look that began before the answer; a later one counts', async () => {
  const late = Promise.withResolvers<void>()
  service.pollWaits = late.promise
  const looking = bench.requests.handlers['requests.refresh']({})
  await bench.time.advance(1_000)
  await answer(false)
  service.pollWaits = undefined
  late.resolve()
  await looking
  expect(await listed()).toEqual({ ok: true, data: [] })
  await bench.time.advance(2 * MINUTE)
  expect(await listed()).toEqual({ ok: true, data: [SECRET] })
})

test('stay while a look cannot tell, and go when one shows them no longer, or with their account', async () => {
  const { invitations } = service
  service.invitations = undefined
  await bench.time.advance(2 * MINUTE)
  expect(await listed()).toEqual({ ok: true, data: [SECRET] })
  service.invitations = new Map()
  await bench.time.advance(2 * MINUTE)
  expect(await listed()).toEqual({ ok: true, data: [] })
  service.invitations = invitations
  await bench.time.advance(2 * MINUTE)
  bench.temp.store.accounts.remove(a)
  expect(await listed()).toEqual({ ok: true, data: [] })
})
