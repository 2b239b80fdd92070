// Asking several groups. Catches: two at once on one account, one that holds up another account, a stop that is not heeded
// at once, a group asked twice, a reason lost, a message filled with another group's name.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BulkAsk } from '../../shared/contract/requests'
import { fail, type Result } from '../../shared/contract/result'
import { createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let other: FakePolling
let bench: RequestsBench<RequestsCapability>

beforeEach(async () => {
  service = createFakePolling()
  other = createFakePolling()
  const groups = ['1', '2', '3', '4'].map((id) => group('a', id, { name: `Group ${id}`, ownerName: `Owner ${id}` }))
  bench = createRequestsBench(createRequests, { service, others: { b: other }, groups })
  await bench.time.settle()
})

afterEach(async () => {
  await bench.dispose()
})

const on = (account: string, ...groupIds: string[]) =>
  groupIds.map((groupId) => ({ accountId: accountId(account), groupId }))
const sendMany = (items: ReturnType<typeof on>, message?: string) =>
  bench.requests.handlers['requests.sendMany']({ items, message })

async function begun(answer: ReturnType<typeof sendMany>): Promise<BulkAsk> {
  const bulk: Result<BulkAsk> = await answer
  if (!bulk.ok) throw new Error(bulk.error.code)
  return bulk.data
}

async function newest(): Promise<BulkAsk> {
  const answer = await bench.requests.handlers['requests.bulk']({})
  if (!answer.ok || answer.data.bulk === undefined) throw new Error('there is none')
  return answer.data.bulk
}

const results = async () => (await newest()).items.map(({ groupId, state, reason }) => [groupId, state, reason])

/** The service answers no check before this is called. */
function holdChecks(of: FakePolling): () => void {
  const { check } = of.port
  let go: () => void = () => undefined
  const gate = new Promise<void>((done) => {
    go = done
  })
  of.port.check = (target) => gate.then(() => check(target))
  return go
}

describe('asking several groups', () => {
  test('answers at once, asks one after the other, and tells each result', async () => {
    service.open.add('2')
    const bulk = await begun(sendMany(on('a', '1', '2', '3')))
    expect(bulk).toMatchObject({ state: 'running', items: [{ state: 'waiting', groupName: 'Group 1' }, {}, {}] })
    expect(Object.keys(bulk)).not.toContain('message')
    await bench.time.settle()
    expect(await results()).toEqual([
      ['1', 'pending', undefined],
      ['2', 'joined', undefined],
      ['3', 'pending', undefined],
    ])
    expect(await newest()).toMatchObject({ id: bulk.id, state: 'done' })
    const told = bench.events.of('requests.changed').flatMap((event) => (event.bulk ? [event.bulk] : []))
    const underWay = told.map(({ items }) => items.filter(({ state }) => state === 'asking').length)
    expect(Math.max(...underWay)).toBe(1)
    expect(told.at(-1)).toEqual(await newest())
  })

  test('checks each first: a refusal has its reason, sends nothing, and does not stop the others', async () => {
    service.relations.set('1', 'member').set('2', 'invited')
    service.fates.push({ refused: 'requests.full' })
    await sendMany(on('a', '1', '2', '3', '4'))
    await bench.time.settle()
    expect(await results()).toEqual([
      ['1', 'refused', 'requests.alreadyMember'],
      ['2', 'refused', 'requests.invited'],
      ['3', 'failed', 'requests.full'],
      ['4', 'pending', undefined],
    ])
    expect(service.asked.map(({ target }) => target.groupId)).toEqual(['3', '4'])
  })

  test('names the journalled request of each, which is then in the tracker', async () => {
    await sendMany(on('a', '1', '2'))
    await bench.time.settle()
    const ids = (await newest()).items.map(({ requestId }) => requestId)
    expect(ids.map((id) => bench.temp.store.requests.get(id ?? '')?.groupId)).toEqual(['1', '2'])
  })

  test('fills the message for each group with its own names', async () => {
    await sendMany(on('a', '1', '2', '9'), 'To {group} of {owner}, from {me} at {portal}')
    await bench.time.settle()
    expect(service.asked.map(({ message }) => message)).toEqual([
      'To Group 1 of Owner 1, from Ann Clark at portal.example',
      'To Group 2 of Owner 2, from Ann Clark at portal.example',
      expect.stringContaining('from Ann Clark at portal.example'),
    ])
    expect(service.asked[2]?.message).not.toContain('{')
  })

  test('asks a group that is named twice once', async () => {
    await sendMany([...on('a', '1', '1'), ...on('b', '1')])
    await bench.time.settle()
    expect([service.asked.length, other.asked.length]).toEqual([1, 1])
    expect((await newest()).items).toHaveLength(2)
  })

  test('goes on with one account while another does not answer', async () => {
    const answer = holdChecks(service)
    await sendMany([...on('a', '1', '2'), ...on('b', '1', '2')])
    await bench.time.settle()
    expect(other.asked).toHaveLength(2)
    expect(service.asked).toHaveLength(0)
    expect((await newest()).state).toBe('running')
    answer()
    await bench.time.settle()
    expect((await newest()).state).toBe('done')
  })

  test('does not ask the rest of an account that cannot be used', async () => {
    service.checkFails = 'vault.locked'
    await sendMany([...on('a', '1', '2', '3'), ...on('b', '1')])
    await bench.time.settle()
    expect((await results()).map(([, state, reason]) => [state, reason])).toEqual([
      ...Array.from({ length: 3 }, () => ['failed', 'vault.locked']),
      ['pending', undefined],
    ])
    expect(service.asked).toEqual([])
  })

  test('goes on after an answer that was lost, and shows later what became of it', async () => {
    service.fates.push('lostAfter')
    await sendMany(on('a', '1', '2'))
    await bench.time.settle()
    expect((await results()).map(([, state]) => state)).toEqual(['unknown', 'pending'])
    await bench.time.advance(60_000)
    expect((await results()).map(([, state]) => state)).toEqual(['pending', 'pending'])
    service.relations.set('1', 'member')
    await bench.time.advance(120_000)
    expect((await results()).map(([, state]) => state)).toEqual(['joined', 'pending'])
    expect(service.asked).toHaveLength(2)
  })
})

test('many in a row cost no look each', async () => {
  const looks = service.polled.length
  await sendMany(on('a', '1', '2', '3', '4'))
  await bench.time.advance(20_000)
  expect(service.asked).toHaveLength(4)
  expect(service.polled).toHaveLength(looks)
})

describe('stopping', () => {
  test('asks no further; the one under way ends by itself', async () => {
    const answer = holdChecks(service)
    const { id } = await begun(sendMany(on('a', '1', '2', '3')))
    await bench.time.settle()
    const stopped = await bench.requests.handlers['requests.stopMany']({ id })
    expect(stopped).toMatchObject({ ok: true, data: { state: 'stopped' } })
    expect((await results()).map(([, state]) => state)).toEqual(['asking', 'stopped', 'stopped'])
    answer()
    await bench.time.advance(60_000)
    expect((await results()).map(([, state]) => state)).toEqual(['pending', 'stopped', 'stopped'])
    expect((await newest()).state).toBe('stopped')
    expect(service.asked).toHaveLength(1)
  })

  test('what is over already changes nothing; what never was is not found', async () => {
    const { id } = await begun(sendMany(on('a', '1')))
    await bench.time.settle()
    expect(await bench.requests.handlers['requests.stopMany']({ id })).toMatchObject({ data: { state: 'done' } })
    expect(await bench.requests.handlers['requests.stopMany']({ id: 'x' })).toEqual(fail('requests.notFound'))
  })

  test('makes room for the next one, into which the old one does not write', async () => {
    const answer = holdChecks(service)
    const { id } = await begun(sendMany(on('a', '1', '2')))
    await bench.time.settle()
    expect(await sendMany(on('b', '1'))).toEqual(fail('requests.bulkRunning', 'user'))
    await bench.requests.handlers['requests.stopMany']({ id })
    await sendMany([...on('b', '1'), ...on('a', '2')])
    answer()
    await bench.time.settle()
    expect(await results()).toEqual([
      ['1', 'pending', undefined],
      ['2', 'pending', undefined],
    ])
    expect(service.asked.map(({ target }) => target.groupId)).toEqual(['1', '2'])
  })
})

describe('a restart of the app', () => {
  test('stops what ran; what was under way follows its journalled request, what had not begun is not asked', async () => {
    bench.dieAt('requests.afterSendBeforeOutcome')
    await sendMany(on('a', '1', '2', '3'))
    await bench.time.settle()
    expect(bench.points.at(-1)).toBe('requests.afterSendBeforeOutcome')
    await bench.restart()
    expect((await newest()).state).toBe('stopped')
    expect(['unknown', 'pending']).toContain((await newest()).items[0]?.state)
    await bench.time.advance(60_000)
    expect((await results()).map(([, state]) => state)).toEqual(['pending', 'stopped', 'stopped'])
    expect(service.asked).toHaveLength(1)
    expect(await sendMany(on('a', '2'))).toMatchObject({ ok: true })
  })

  test('before anything was sent leaves a group that can be asked again', async () => {
    bench.dieAt('requests.afterCheckingCommit')
    await sendMany(on('a', '1'))
    await bench.restart()
    await bench.time.advance(60_000)
    expect(await results()).toEqual([['1', 'failed', 'requests.notSent']])
  })

  test('keeps showing what a finished one came to', async () => {
    await sendMany(on('a', '1'))
    await bench.time.settle()
    await bench.restart()
    expect(await newest()).toMatchObject({ state: 'done', items: [{ state: 'pending' }] })
  })
})

test('a disk that is full refuses the asking instead of forgetting it, and nobody is asked', async () => {
  Object.assign(bench.temp.store.bulk, {
    add: () => {
      throw new Error('the disk is full')
    },
  })
  expect(await sendMany(on('a', '1'))).toEqual(fail('store.failed', 'later'))
  await bench.time.settle()
  expect(service.asked).toEqual([])
})
