// Deciding others' requests: held, carried out once, and never in doubt for longer than a look needs.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { fail } from '../../shared/contract/result'
import { asking, createFakePolling, type DecisionFate, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let other: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000

beforeEach(async () => {
  service = createFakePolling()
  other = createFakePolling()
  for (const id of ['1', '2', '3']) service.waiting.set(id, asking(id))
  other.waiting.set('1', asking('1'))
  bench = createRequestsBench(createRequests, {
    service,
    others: { b: other },
    groups: [group('a', '7', { relation: 'owner' }), group('b', '7', { relation: 'moderator' })],
  })
  await bench.time.settle()
})

afterEach(async () => {
  await bench.dispose()
})

const one = (requestId = '1', account = 'a') => ({ accountId: accountId(account), requestId })
const decide = (requestId: string, options: { approve?: boolean; holdSeconds?: number } = {}) =>
  bench.requests.handlers['requests.decide']({ ...one(requestId), approve: true, ...options })
const undo = (...items: ReturnType<typeof one>[]) => bench.requests.handlers['requests.undoDecision']({ items })
const of = (requestId: string, account = 'a'): IncomingRequest | undefined =>
  bench.temp.store.incoming.get(accountId(account), requestId)
const states = () => bench.temp.store.incoming.list({ accountIds: [a] }).map(({ state }) => state)

describe('a decision', () => {
  test('is held as long as the setting says, then carried out once', async () => {
    const held = await decide('1')
    expect(held).toMatchObject({ ok: true, data: { state: 'held', decision: 'approve' } })
    expect(held.ok && held.data.heldUntil).toBe(new Date(bench.time.clock() + 5_000).toISOString())
    await bench.time.advance(4_999)
    expect(service.decisions).toBe(0)
    await bench.time.advance(1)
    expect(service.decided).toEqual([{ requestId: '1', approve: true }])
    expect(of('1')).toMatchObject({ state: 'approved', decision: 'approve' })
    expect(of('1')?.heldUntil).toBeUndefined()
    await bench.time.advance(10 * MINUTE)
    expect(service.decisions).toBe(1)
    expect(of('1')?.state).toBe('approved')
  })

  test('can be a refusal, and can go at once', async () => {
    await decide('1', { approve: false, holdSeconds: 0 })
    await bench.time.settle()
    expect(service.decided).toEqual([{ requestId: '1', approve: false }])
    expect(of('1')).toMatchObject({ state: 'declined', decision: 'decline' })
  })

  test('taken back while it is held never leaves, and can be made anew', async () => {
    await decide('1')
    const undone = await undo(one())
    expect(undone).toMatchObject({ ok: true, data: [{ requestId: '1', state: 'waiting' }] })
    expect(of('1')).not.toHaveProperty('decision', 'approve')
    await bench.time.advance(MINUTE)
    expect(service.decisions).toBe(0)
    await decide('1', { approve: false })
    await bench.time.advance(5_000)
    expect(service.decided).toEqual([{ requestId: '1', approve: false }])
  })

  test('that has left is not taken back, and says how it stands', async () => {
    await decide('1', { holdSeconds: 0 })
    await bench.time.settle()
    expect(await undo(one(), one('404'))).toMatchObject({ ok: true, data: [{ state: 'approved' }] })
    expect(of('1')?.state).toBe('approved')
  })

  test('a second one on top of a held or carried out one is refused; nothing goes twice', async () => {
    await decide('1')
    expect(await decide('1', { approve: false })).toEqual(fail('requests.decided', 'user'))
    await bench.time.advance(5_000)
    expect(await decide('1')).toEqual(fail('requests.decided', 'user'))
    await bench.time.advance(MINUTE)
    expect(service.decisions).toBe(1)
  })

  test('about nobody is refused', async () => {
    expect(await decide('404')).toEqual(fail('requests.notFound'))
    const gone = { ...one('1', 'z'), approve: true }
    expect(await bench.requests.handlers['requests.decide'](gone)).toEqual(fail('accounts.notFound'))
  })

  test('is dropped when the asker withdraws while it is held', async () => {
    await decide('1', { holdSeconds: 30 })
    service.waiting.delete('1')
    await bench.requests.handlers['requests.incoming']({ refresh: true })
    expect(of('1')).toMatchObject({ state: 'gone', decision: 'approve' })
    await bench.time.advance(MINUTE)
    expect(service.decisions).toBe(0)
  })

  test('that comes too late is said to: it no longer waited', async () => {
    service.waiting.delete('1')
    await decide('1', { holdSeconds: 0 })
    await bench.time.settle()
    expect(of('1')?.state).toBe('gone')
  })

  test('the same person may ask again after it', async () => {
    await decide('1', { approve: false, holdSeconds: 0 })
    await bench.time.advance(MINUTE)
    service.waiting.set('1', asking('1'))
    await bench.time.advance(2 * MINUTE)
    expect(of('1')).toMatchObject({ state: 'waiting' })
    expect(of('1')?.decision).toBeUndefined()
  })
})

describe('many at once', () => {
  const all = () => [one('1'), one('2'), one('1'), one('1', 'b'), one('404')]
  const decideAll = () => bench.requests.handlers['requests.decideMany']({ items: all(), approve: true })

  test('are held together and carried out one after the other per account', async () => {
    const held = await decideAll()
    expect(held).toMatchObject({ ok: true, data: [{ state: 'held' }, { state: 'held' }, { accountId: 'b' }] })
    let together = 0
    Object.defineProperty(service, 'deciding', {
      get: () => together,
      set: (now: number) => {
        together = now
        expect(now).toBeLessThanOrEqual(1)
      },
    })
    await bench.time.advance(5_000)
    expect(service.decided.map(({ requestId }) => requestId)).toEqual(['1', '2'])
    expect(other.decided).toHaveLength(1)
    expect(states()).toEqual(['approved', 'approved', 'waiting'])
  })

  test('undo takes back the held ones and leaves the rest', async () => {
    await decide('3', { holdSeconds: 0 })
    await bench.time.settle()
    await decideAll()
    const undone = await undo(...all(), one('3'))
    expect(undone.ok && undone.data.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'approved'])
    await bench.time.advance(MINUTE)
    expect(service.decisions + other.decisions).toBe(1)
  })

  test('what is decided already is passed over; nothing to decide is an error', async () => {
    await decide('1', { holdSeconds: 30 })
    const mixed = { items: [one('1'), one('2')], approve: false, holdSeconds: 0 }
    expect(await bench.requests.handlers['requests.decideMany'](mixed)).toMatchObject({
      ok: true,
      data: [{ decision: 'approve' }, { decision: 'decline' }],
    })
    await bench.time.settle()
    expect(await bench.requests.handlers['requests.decideMany'](mixed)).toEqual(fail('requests.decided', 'user'))
  })
})

describe('what goes wrong', () => {
  const decideWith = async (...fates: DecisionFate[]): Promise<void> => {
    service.decisionFates.push(...fates)
    await decide('1', { holdSeconds: 0 })
    await bench.time.settle()
  }

  test('a refusal by the service is a failure with its reason, and can be decided again', async () => {
    await decideWith({ refused: 'requests.full' })
    expect(of('1')).toMatchObject({ state: 'failed', reason: 'requests.full' })
    await decideWith()
    expect(of('1')?.state).toBe('approved')
  })

  test('what never left is tried again by itself, can be taken back meanwhile, and goes out when the account is back', async () => {
    await decideWith('neverLeft')
    expect(of('1')).toMatchObject({ state: 'held', reason: 'net.refused', decision: 'approve' })
    expect(await undo(one())).toMatchObject({ data: [{ state: 'waiting' }] })
    await decideWith('neverLeft')
    bench.requests.wake(a)
    await bench.time.settle()
    expect(of('1')?.state).toBe('approved')
    expect(service.decisions).toBe(1)
  })

  test('of an account that is removed meanwhile brings nothing back, and holds up no other account', async () => {
    const { decide: carryOut } = service.port
    let answer: () => void = () => undefined
    const gate = new Promise<void>((done) => {
      answer = done
    })
    service.port.decide = async (request, approve) => {
      await gate
      return (await carryOut?.(request, approve)) ?? fail('internal')
    }
    await decide('1', { holdSeconds: 0 })
    await bench.time.settle()
    bench.temp.store.accounts.remove(a)
    bench.accounts.remove(a)
    answer()
    await bench.requests.handlers['requests.decide']({ ...one('1', 'b'), approve: true, holdSeconds: 0 })
    await bench.time.settle()
    expect(of('1')).toBeUndefined()
    expect(of('1', 'b')?.state).toBe('approved')
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('a lost answer is not followed by a second try; a look tells that it arrived', async () => {
    await decideWith('lostAfter')
    expect(of('1')).toMatchObject({ state: 'unknown', reason: 'requests.unknownOutcome' })
    expect(await decide('1')).toEqual(fail('requests.decided', 'user'))
    await bench.time.advance(2 * MINUTE)
    expect(of('1')).toMatchObject({ state: 'gone', decision: 'approve', reason: 'requests.unknownOutcome' })
    expect(service.decisions).toBe(1)
  })

  test('a lost answer that had not arrived lets the request wait again, as soon as that can be believed', async () => {
    await decideWith('throws')
    expect(bench.log.lines).toContainEqual(expect.objectContaining({ message: 'a port threw' }))
    await bench.time.advance(9_000)
    expect(of('1')?.state).toBe('unknown')
    await bench.time.advance(2_000)
    expect(of('1')).toMatchObject({ state: 'waiting' })
    expect(service.decided).toEqual([])
  })

  test('a look that began before the decision was carried out does not undo it', async () => {
    let answer: () => void = () => undefined
    service.pollWaits = new Promise((done) => {
      answer = done
    })
    const looking = bench.requests.handlers['requests.incoming']({ refresh: true })
    await bench.time.advance(1_000)
    await decideWith()
    answer()
    await looking
    expect(of('1')?.state).toBe('approved')
  })
})
