// How often accounts are looked at, and what a look makes of my own requests.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JoinRequest } from '../../shared/contract/requests'
import { createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, joinRequest } from '../testing/records'
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
  bench = createRequestsBench(createRequests, { service, others: { b: other } })
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

const get = (id: string) => bench.temp.store.requests.get(id)

describe('looks', () => {
  test('cost each account one poll per cycle, however many requests are open', async () => {
    for (const groupId of ['5', '6', '8', '9']) await sent(groupId)
    await bench.time.advance(10_000)
    const before = service.polled.length
    let readings = 0
    const { standing } = service.port
    service.port.standing = (target) => {
      readings += 1
      return standing(target)
    }
    await bench.time.advance(5 * MINUTE)
    expect(service.polled.length - before).toBe(5)
    expect(service.polled.at(-1)?.requests).toHaveLength(4)
    expect(readings).toBe(0)
  })

  test('begin with the app, and follow soon after I asked something', async () => {
    expect([service.polled.length, other.polled.length]).toEqual([1, 1])
    await sent('5')
    await bench.time.advance(5_000)
    expect([service.polled.length, other.polled.length]).toEqual([2, 1])
  })

  test('become seldom while nobody watches, and are made up for when somebody does', async () => {
    bench.surroundings.watched = false
    const before = service.polled.length
    await bench.time.advance(20 * MINUTE)
    expect(service.polled.length - before).toBe(5)
    await bench.time.advance(2 * MINUTE)
    const away = service.polled.length
    bench.requests.watch()
    await bench.time.settle()
    expect(service.polled).toHaveLength(away)
    bench.surroundings.watched = true
    bench.requests.watch()
    await bench.time.settle()
    expect(service.polled).toHaveLength(away + 1)
  })

  test('never overlap on one account, and a slow one holds up no other', async () => {
    service.pollWaits = new Promise(() => undefined)
    await bench.time.advance(10 * MINUTE)
    expect(service.polled).toHaveLength(2)
    expect(other.polled.length).toBeGreaterThan(9)
  })

  test('asked for while one is under way see what happened since that one began; two askers share one', async () => {
    const { id } = await sent('5')
    let answer: () => void = () => undefined
    service.pollWaits = new Promise((done) => {
      answer = done
    })
    const refresh = () => bench.requests.handlers['requests.refresh']({})
    const first = refresh()
    await bench.time.settle()
    const looks = service.polled.length
    service.relations.set('5', 'member')
    const others = [refresh(), refresh()]
    answer()
    service.pollWaits = undefined
    await Promise.all([first, ...others])
    expect(get(id)?.state).toBe('joined')
    expect(service.polled).toHaveLength(looks + 1)
  })

  test('go on after one that failed, or that threw', async () => {
    service.pollFails = 'net.timeout'
    await bench.time.advance(2 * MINUTE)
    service.pollFails = undefined
    const { poll } = service.port
    service.port.poll = () => Promise.reject(new Error('a bug'))
    await bench.time.advance(2 * MINUTE)
    Object.assign(service.port, { poll })
    const { id } = await sent('5')
    service.relations.set('5', 'member')
    await bench.time.advance(2 * MINUTE)
    expect(get(id)?.state).toBe('joined')
  })

  test('go on after the database refused', async () => {
    const { list } = bench.accounts
    bench.accounts.list = () => {
      throw new Error('the database is locked')
    }
    await bench.time.advance(3 * MINUTE)
    Object.assign(bench.accounts, { list })
    const looks = service.polled.length
    await bench.time.advance(3 * MINUTE)
    expect(service.polled.length).toBeGreaterThan(looks)
  })

  test('stop with the app', async () => {
    const stopped = bench.requests.stop()
    await bench.time.advance(20 * MINUTE)
    await stopped
    expect(service.polled).toHaveLength(1)
  })

  test('of an account that is removed meanwhile bring nothing back', async () => {
    const { id } = await sent('5')
    service.relations.set('5', 'member')
    let answer: () => void = () => undefined
    service.pollWaits = new Promise((done) => {
      answer = done
    })
    const looking = bench.requests.handlers['requests.refresh']({})
    await bench.time.settle()
    bench.temp.store.accounts.remove(a)
    bench.accounts.remove(a)
    answer()
    await looking
    expect(get(id)).toBeUndefined()
    expect(bench.learnt.at(-1)).toBe('5 requested')
  })
})

describe('a lost answer', () => {
  test.each(['sees nothing, too early to believe it', 'fails'])(
    'is not left in doubt for a whole cycle when the look %s',
    async (how) => {
      const at = new Date(bench.time.clock()).toISOString()
      const id = 'left by a crash'
      bench.temp.store.requests.save(
        joinRequest(id, { groupId: '5', state: 'unknown', history: [{ at, state: 'sending' }] }),
      )
      if (how === 'fails') service.pollFails = 'net.timeout'
      bench.requests.wake()
      await bench.time.advance(5_000)
      expect(get(id)?.state).toBe('unknown')
      await bench.time.advance(6_000)
      expect(get(id)).toMatchObject({ state: 'failed', reason: 'requests.notSent' })
    },
  )
})

describe('what a look shows', () => {
  test('ends a request the service says it declined, and one that silently vanished differently', async () => {
    const [declined, vanished] = [await sent('5'), await sent('6')]
    service.declined.add('5')
    service.relations.delete('6')
    await bench.time.advance(3 * MINUTE)
    expect(get(declined.id)).toMatchObject({ state: 'declined', reason: 'requests.declined' })
    expect(get(vanished.id)).toMatchObject({ state: 'ended', reason: 'requests.ended' })
  })

  test('is kept as what I am to each group, invitations included', async () => {
    service.relations.set('5', 'invited')
    await bench.time.advance(MINUTE)
    expect(bench.learnt).toContain('5 invited')
    expect(bench.temp.store.groups.get(a, '5')?.relation).toBe('invited')
  })

  test('is answered to the user who asked for it, for requests that were open', async () => {
    const { id } = await sent('5')
    service.relations.set('5', 'member')
    const fresh = await bench.requests.handlers['requests.refresh']({})
    expect(fresh).toMatchObject({ ok: true, data: [{ id, state: 'joined' }] })
    expect(await bench.requests.handlers['requests.refresh']({})).toEqual({ ok: true, data: [] })
  })

  test('does not end a request that had just been sent when it began, however long it took', async () => {
    let answer: () => void = () => undefined
    const { id } = await sent('5')
    await bench.time.advance(30_000)
    service.relations.delete('5')
    service.pollWaits = new Promise((done) => {
      answer = done
    })
    const looking = bench.requests.handlers['requests.refresh']({})
    await bench.time.advance(45_000)
    answer()
    await looking
    expect(get(id)?.state).toBe('pending')
  })
})
