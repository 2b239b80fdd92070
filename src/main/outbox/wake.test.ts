import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../shared/contract/result'
import type { OutgoingMessage, SendOutcome } from '../networks/ports'
import { refused, type FakeMessages } from '../testing/fake-messages'
import { createOutboxBench, toDialog, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LATENCY = 80

let bench: OutboxBench<OutboxCapability>
let world: World

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
  world = createWorld(bench)
})

afterEach(async () => {
  await bench.dispose()
})

interface World {
  online: boolean
  /** Most sends that were under way at once while offline or not yet known to be online, by account. */
  readonly most: Map<string, number>
  /** When each account was tried for the first time since this was cleared. */
  readonly firstTry: Map<string, number>
  tries: number
}

/** Three services behind one network that can be away; each call takes its time. */
function createWorld({ service, otherService, thirdService, time }: OutboxBench<OutboxCapability>): World {
  const made: World = { online: true, most: new Map(), firstTry: new Map(), tries: 0 }
  const behindNetwork = (name: string, fake: FakeMessages): void => {
    const { port } = fake
    const send = port.send.bind(port)
    let underWay = 0
    let gotThrough = false
    Object.assign(port, {
      async send(message: OutgoingMessage): Promise<SendOutcome> {
        underWay += 1
        made.tries += 1
        if (!made.firstTry.has(name)) made.firstTry.set(name, time.clock())
        gotThrough &&= made.online
        if (!gotThrough) made.most.set(name, Math.max(made.most.get(name) ?? 0, underWay))
        await time.timers.sleep(LATENCY)
        underWay -= 1
        gotThrough = made.online
        return made.online ? send(message) : refused('net.offline', true).refused
      },
    })
  }
  behindNetwork('a', service)
  behindNetwork('b', otherService)
  behindNetwork('c', thirdService)
  return made
}

async function enqueue(account: string, chat: string, text: string): Promise<string> {
  const input = { ...toDialog(chat, text), accountId: accountId(account) }
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data.id
}

/** Messages over three accounts and seven chats of each, numbered as they were written. */
async function writeMany(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await enqueue(['a', 'b', 'c'][number % 3] ?? 'a', `chat${String(number % 7)}`, String(number))
}

const states = (): Partial<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(bench.temp.store.outbox.list(), ({ state }) => state)].map(([s, i]) => [s, i.length]),
  )

function expectEachOnceInOrder(count: number): void {
  const services = [bench.service, bench.otherService, bench.thirdService]
  const all = services.flatMap(({ delivered }) => delivered)
  expect(new Set(all.map(({ id }) => id)).size).toBe(count)
  expect(services.flatMap(({ sends }) => sends)).toHaveLength(count)
  for (const { delivered } of services) {
    const perTarget = Map.groupBy(delivered, ({ target }) => JSON.stringify(target))
    for (const messages of perTarget.values()) {
      const numbers = messages.map(({ text }) => Number(text))
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
  }
}

describe('a machine that was offline for hours with 200 messages', () => {
  beforeEach(async () => {
    world.online = false
    await writeMany(200)
    // What was under way when the network went is lost on all of them; from then on one is tried.
    await bench.time.advance(1_000)
    world.most.clear()
    await bench.time.advance(4 * HOUR)
  })

  test('tried each account with one message at a time, and seldom: nothing was sent into nothing by the hundred', () => {
    expect(Object.fromEntries(world.most)).toEqual({ a: 1, b: 1, c: 1 })
    // Within the hour in which they may leave by themselves: growing waits up to five minutes.
    expect(world.tries).toBeLessThan(3 * 25)
    expect(states()).toEqual({ queued: 200 })
  })

  test('asks, and when the user says so sends each once, in order, after one probe per account', async () => {
    world.online = true
    bench.outbox.wake()
    await bench.time.advance(HOUR)
    expect(bench.service.delivered).toEqual([])
    expect(bench.temp.store.outbox.counts({}).stale).toBe(200)
    const ids = bench.temp.store.outbox.list().map(({ id }) => id)
    world.most.clear()
    const flushed = bench.outbox.handlers['outbox.flush']({ ids })
    await bench.time.advance(10 * MINUTE)
    expect(await flushed).toMatchObject({ ok: true })
    expect(Object.fromEntries(world.most)).toEqual({ a: 1, b: 1, c: 1 })
    expect(states()).toEqual({ sent: 200 })
    expectEachOnceInOrder(200)
  })
})

test('back within the hour: everything goes by itself, accounts one after the other, each with a probe first', async () => {
  world.online = false
  await writeMany(200)
  await bench.time.advance(40 * MINUTE)
  world.online = true
  world.most.clear()
  world.firstTry.clear()
  bench.outbox.wake()
  await bench.time.advance(10 * MINUTE)
  expect(Object.fromEntries(world.most)).toEqual({ a: 1, b: 1, c: 1 })
  const starts = [...world.firstTry.values()].toSorted((a, b) => a - b)
  expect(new Set(starts).size).toBe(3)
  expect(states()).toEqual({ sent: 200 })
  expectEachOnceInOrder(200)
})

describe('sleep', () => {
  test('nothing new starts from the moment it is told until the machine is awake', async () => {
    bench.outbox.suspend()
    await writeMany(9)
    await bench.time.advance(59_000)
    expect(world.tries).toBe(0)
    bench.outbox.resume()
    await bench.time.advance(MINUTE)
    expect(states()).toEqual({ sent: 9 })
    expect(Object.fromEntries(world.most)).toEqual({ a: 1, b: 1, c: 1 })
  })

  test('that was called off without a word holds nothing back for long', async () => {
    bench.outbox.suspend()
    await writeMany(3)
    await bench.time.advance(2 * MINUTE)
    expect(states()).toEqual({ sent: 3 })
  })

  test('a machine that wakes before its network does tries again soon, not in five minutes', async () => {
    world.online = false
    await writeMany(6)
    await bench.time.advance(50 * MINUTE)
    world.tries = 0
    bench.outbox.resume()
    await bench.time.advance(3_000)
    expect(world.tries).toBeGreaterThanOrEqual(6)
    world.online = true
    await bench.time.advance(10_000)
    expect(states()).toEqual({ sent: 6 })
  })

  test('what was on the wire when it began is read back once there is a network, and not before it is known', async () => {
    world.online = true
    bench.service.fates.push('lostAfter')
    let offline = true
    const known = bench.service.port.readBack.bind(bench.service.port)
    let reads = 0
    Object.assign(bench.service.port, {
      readBack: (message: OutgoingMessage) => {
        reads += 1
        return offline ? Promise.resolve(fail('net.offline', 'later')) : known(message)
      },
    })
    await enqueue('a', 'chat1', '1')
    await enqueue('a', 'chat1', '2')
    await bench.time.advance(1_000)
    bench.outbox.suspend()
    bench.outbox.resume()
    await bench.time.advance(20 * MINUTE)
    expect(reads).toBeLessThan(20)
    expect(bench.service.sends).toHaveLength(1)
    offline = false
    bench.outbox.wake()
    await bench.time.advance(1_000)
    expect(states()).toEqual({ sent: 2 })
    expect(bench.service.delivered.map(({ text }) => text)).toEqual(['1', '2'])
  })
})

test('what the user asks for is tried at once, though the account is tried only now and then', async () => {
  world.online = false
  const first = await enqueue('a', 'chat1', '1')
  await bench.time.advance(50 * MINUTE)
  world.online = true
  await enqueue('a', 'chat2', '2')
  await bench.time.advance(1_000)
  expect(states()).toEqual({ sent: 2 })
  world.online = false
  await enqueue('a', 'chat1', '3')
  await bench.time.advance(3 * HOUR)
  world.online = true
  const [waiting] = bench.temp.store.outbox.list({ states: ['queued'] })
  await bench.outbox.handlers['outbox.flush']({ ids: [waiting?.id ?? '', first] })
  await bench.time.advance(1_000)
  expect(states()).toEqual({ sent: 3 })
})

test('a start with a full outbox is as careful: one message per account until one has got through', async () => {
  world.online = false
  await writeMany(60)
  await bench.time.advance(MINUTE)
  world.online = true
  world.most.clear()
  await bench.restart()
  await bench.time.advance(5 * MINUTE)
  expect(Object.fromEntries(world.most)).toEqual({ a: 1, b: 1, c: 1 })
  expect(states()).toEqual({ sent: 60 })
  expectEachOnceInOrder(60)
})
