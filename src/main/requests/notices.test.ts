// The news requests have. Catches: old news told as new, one's own doing told back, news that leads to something else.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JoinRequest } from '../../shared/contract/requests'
import { ok } from '../../shared/contract/result'
import { asking, createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000

beforeEach(async () => {
  service = createFakePolling()
  service.waiting.set('old', asking('old'))
  bench = createRequestsBench(createRequests, { service, groups: [group('a', '7', { relation: 'owner' })] })
  await bench.time.settle()
})

afterEach(async () => {
  await bench.dispose()
})

async function sent(groupId: string): Promise<JoinRequest> {
  const answer = await bench.requests.handlers['requests.send']({ accountId: a, groupId })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

const kinds = () => bench.told.map(({ kind }) => kind)
const bodies = () => bench.told.map(({ body }) => body)
const places = () => bench.told.map(({ place }) => place)

describe('a request of mine', () => {
  test('that was accepted is told, with the way to exactly it', async () => {
    const [{ id }] = [await sent('5'), await sent('6')]
    service.relations.set('5', 'member')
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual(['requestJoined'])
    expect(bodies()).toEqual(['notices.requests.group group=Group 5'])
    expect(places()).toEqual([{ kind: 'request', id }])
  })

  test('that was declined, and one that has ended, are told each in its words', async () => {
    await sent('5')
    await sent('6')
    service.declined.add('5')
    service.relations.delete('6')
    await bench.time.advance(3 * MINUTE)
    expect(kinds().toSorted()).toEqual(['requestDeclined', 'requestEnded'])
  })

  test('to a group with a hostile name stays one line, readable and short', async () => {
    bench.temp.store.groups.upsertPage([group('a', '8', { name: 'A\n\u202Eb\u0007c\t d' + 'x'.repeat(500) })], 1)
    const { check } = service.port
    service.port.check = async (target) => {
      const checked = await check(target)
      return checked.ok ? ok({ ...checked.data, groupName: bench.temp.store.groups.get(a, '8')?.name }) : checked
    }
    await sent('8')
    service.relations.set('8', 'member')
    await bench.time.advance(2 * MINUTE)
    const [body = ''] = bodies()
    expect(body).toContain('group=A b c d')
    expect(body).not.toMatch(/[\n\t\u0007\u202e]/)
    expect(body.length).toBeLessThan(200)
  })

  test('of which several were accepted at once leads to the list', async () => {
    for (const groupId of ['5', '6']) await sent(groupId)
    for (const groupId of ['5', '6']) service.relations.set(groupId, 'member')
    await bench.time.advance(2 * MINUTE)
    expect(bench.told.map(({ listPlace }) => listPlace)).toEqual([
      { kind: 'requests', list: 'mine', accountId: a },
      { kind: 'requests', list: 'mine', accountId: a },
    ])
  })

  test('is not told back to the one who just did it: entered at once, withdrawn, refused', async () => {
    service.open.add('5')
    await sent('5')
    const { id } = await sent('6')
    await bench.requests.handlers['requests.withdraw']({ id })
    service.fates.push({ refused: 'requests.full' })
    await sent('8')
    await bench.time.advance(5 * MINUTE)
    expect(kinds()).toEqual([])
  })

  test('that a look no longer finds while its withdrawal is under way is withdrawn, and not told as ended', async () => {
    const { id } = await sent('5')
    await bench.time.advance(2 * MINUTE)
    const { withdraw } = service.port
    const readBack = Promise.withResolvers<void>()
    service.port.withdraw = async (target) => {
      const done = await withdraw(target)
      await readBack.promise
      return done
    }
    const withdrawing = bench.requests.handlers['requests.withdraw']({ id })
    await bench.time.advance(2 * MINUTE)
    readBack.resolve()
    expect(await withdrawing).toMatchObject({ ok: true, data: { state: 'withdrawn' } })
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual([])
  })

  test('whose answer was lost is told when it turns out to have been accepted, not when it never arrived', async () => {
    service.fates.push('lostAfter', 'lostBefore')
    const [{ id }] = [await sent('5'), await sent('6')]
    service.relations.set('5', 'member')
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual(['requestJoined'])
    expect(places()).toEqual([{ kind: 'request', id }])
  })
})

test('where a network has no look for everything, what was accepted is told all the same', async () => {
  delete service.port.poll
  await sent('5')
  service.fates.push('lostAfter')
  await sent('6')
  service.relations.set('5', 'member').set('6', 'member')
  await bench.time.advance(2 * MINUTE)
  expect(kinds()).toEqual(['requestJoined', 'requestJoined'])
})

describe('somebody who asks to enter a group of mine', () => {
  test('is told, with the way to exactly that request', async () => {
    service.waiting.set('1', asking('1'))
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual(['requestAsked'])
    expect(bodies()).toEqual(['notices.requests.person person=Person 1 group=Mine'])
    expect(places()).toEqual([{ kind: 'incoming', accountId: a, requestId: '1' }])
  })

  test('is old news on the first look at an account, and at a group that has just become mine', async () => {
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual([])
    bench.temp.store.groups.upsertPage([group('a', '8', { relation: 'owner' })], 1)
    service.waiting.set('2', asking('2', { groupId: '8' }))
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual([])
    service.waiting.set('3', asking('3', { groupId: '8' }))
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual(['requestAsked'])
  })

  test('is old news in a group that comes to be looked through later, unless it was just made', async () => {
    bench.temp.store.groups.upsertPage([group('a', '8', { relation: 'owner' })], 1)
    service.covers = ['7']
    await bench.time.advance(2 * MINUTE)
    service.covers = undefined
    const at = (ms: number) => new Date(bench.time.clock() + ms).toISOString()
    service.waiting.set('2', asking('2', { groupId: '8' }))
    service.waiting.set('3', asking('3', { groupId: '8', askedAt: at(-24 * 60 * MINUTE) }))
    service.waiting.set('4', asking('4', { groupId: '8', askedAt: at(0) }))
    await bench.time.advance(2 * MINUTE)
    expect(kinds()).toEqual(['requestAsked'])
    expect(places()).toMatchObject([{ kind: 'incoming', requestId: '4' }])
  })

  test('while the app was closed is told at the next start', async () => {
    service.waiting.set('1', asking('1')).set('2', asking('2'))
    await bench.restart()
    await bench.time.advance(MINUTE)
    expect(kinds()).toEqual(['requestAsked', 'requestAsked'])
  })
})
