import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../../shared/contract/result'
import type { OutboxItem } from '../../shared/contract/outbox'
import type { OutboxState } from '../../shared/domain/states'
import { refused, type Fate } from '../testing/fake-messages'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

// What happens to a message whose answer was lost, row by row: per kind of target, and per way of losing it.

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let bench: OutboxBench<OutboxCapability>

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

type Input = Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]

const KINDS = {
  'a dialog, the portal keeps our ids': { input: toDialog('chat1'), looks: { resendSafe: true } },
  'a dialog, the portal does not': { input: toDialog('chat1'), looks: { resendSafe: false } },
  'a network message': { input: toPerson('5'), looks: undefined },
  'a Bluesky conversation': {
    input: { accountId: accountId('a'), target: { kind: 'convo' as const, convoId: 'c1' }, text: 'hello' },
    looks: { resendSafe: false },
  },
} as const
type Kind = keyof typeof KINDS

/** The service lets itself be read back as this kind of target does. */
function prepare(kind: Kind): Input {
  const { input, looks } = KINDS[kind]
  bench.service.readBack = () => {
    if (looks === undefined) return ok({ found: 'cannotKnow', resendSafe: false })
    return ok({ found: bench.service.delivered.length > 0 ? 'yes' : 'no', ...looks })
  }
  return input
}

async function enqueue(input: Input): Promise<string> {
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data.id
}

function only(): OutboxItem {
  const [item, ...others] = bench.temp.store.outbox.list()
  if (item === undefined || others.length > 0) throw new Error('one item expected')
  return item
}

interface Row {
  readonly kind: Kind
  readonly state: OutboxState
  /** Calls that left, and messages that arrived. */
  readonly calls: number
  readonly arrived: number
  readonly found?: 'no' | 'cannotKnow'
}

async function expectRow(
  { kind: _kind, state, calls, arrived, found }: Row,
  phase: 'unknown' | 'crash',
): Promise<void> {
  await bench.time.advance(30 * MINUTE)
  expect({ state: only().state, calls: bench.service.sends.length, arrived: bench.service.delivered.length }).toEqual({
    state,
    calls,
    arrived,
  })
  if (state !== 'needsDecision') return
  expect(only()).toMatchObject({ reason: 'outbox.unknownOutcome', evidence: { phase, found } })
  expect(only().evidence?.readAt === undefined).toBe(found === 'cannotKnow')
}

describe.each([
  ['timed out after it was delivered', 'lostAfter'],
  ['threw after it was delivered', 'throws'],
] as const satisfies readonly (readonly [string, Fate])[])('a call that %s', (_name, fate) => {
  test.each<Row>([
    { kind: 'a dialog, the portal keeps our ids', state: 'sent', calls: 1, arrived: 1 },
    { kind: 'a dialog, the portal does not', state: 'sent', calls: 1, arrived: 1 },
    { kind: 'a network message', state: 'needsDecision', calls: 1, arrived: 1, found: 'cannotKnow' },
    { kind: 'a Bluesky conversation', state: 'sent', calls: 1, arrived: 1 },
  ])('$kind: $state after $calls call', async (row) => {
    const input = prepare(row.kind)
    bench.service.fates.push(fate)
    await enqueue(input)
    await expectRow(row, 'unknown')
  })
})

describe('a call that was reset before it was delivered', () => {
  test.each<Row>([
    { kind: 'a dialog, the portal keeps our ids', state: 'sent', calls: 2, arrived: 1 },
    { kind: 'a dialog, the portal does not', state: 'needsDecision', calls: 1, arrived: 0, found: 'no' },
    { kind: 'a network message', state: 'needsDecision', calls: 1, arrived: 0, found: 'cannotKnow' },
    { kind: 'a Bluesky conversation', state: 'needsDecision', calls: 1, arrived: 0, found: 'no' },
  ])('$kind: $state after $calls calls', async (row) => {
    const input = prepare(row.kind)
    bench.service.fates.push('lostBefore')
    await enqueue(input)
    await expectRow(row, 'unknown')
  })
})

describe('a process that was killed before the call left', () => {
  test.each<Row>([
    { kind: 'a dialog, the portal keeps our ids', state: 'sent', calls: 1, arrived: 1 },
    { kind: 'a dialog, the portal does not', state: 'needsDecision', calls: 0, arrived: 0, found: 'no' },
    { kind: 'a network message', state: 'needsDecision', calls: 0, arrived: 0, found: 'cannotKnow' },
    { kind: 'a Bluesky conversation', state: 'needsDecision', calls: 0, arrived: 0, found: 'no' },
  ])('$kind: $state', async (row) => {
    bench.dieAt('outbox.afterSendingCommit')
    await enqueue(prepare(row.kind)).catch(() => undefined)
    await bench.time.settle()
    await bench.restart()
    await expectRow(row, 'crash')
  })
})

describe('a process that was killed after the call, before its outcome was written', () => {
  test.each<Row>([
    { kind: 'a dialog, the portal keeps our ids', state: 'sent', calls: 1, arrived: 1 },
    { kind: 'a dialog, the portal does not', state: 'sent', calls: 1, arrived: 1 },
    { kind: 'a network message', state: 'needsDecision', calls: 1, arrived: 1, found: 'cannotKnow' },
    { kind: 'a Bluesky conversation', state: 'sent', calls: 1, arrived: 1 },
  ])('$kind: $state', async (row) => {
    const input = prepare(row.kind)
    bench.dieAt('outbox.afterSendBeforeOutcome')
    await enqueue(input)
    await bench.time.settle()
    await bench.restart()
    await expectRow(row, 'crash')
  })
})

describe('a resend the user asks for', () => {
  async function undecided(kind: Kind): Promise<string> {
    const input = prepare(kind)
    bench.service.fates.push('lostBefore')
    const id = await enqueue(input)
    await bench.time.advance(MINUTE)
    expect(only().state).toBe('needsDecision')
    return id
  }
  const resend = (id: string) => bench.outbox.handlers['outbox.resolve']({ id, as: 'resend' })

  test('of a network message that meets USER_MESSAGE_LIMIT was very likely delivered the first time', async () => {
    const id = await undecided('a network message')
    bench.service.fates.push(refused('messages.weeklyLimit'))
    await resend(id)
    await bench.time.advance(MINUTE)
    expect(only()).toMatchObject({ state: 'failed', reason: 'messages.likelyDelivered' })
    expect(bench.service.sends).toHaveLength(2)
  })

  test('more than a week later says nothing about the first time: somebody else may have used the week', async () => {
    const id = await undecided('a network message')
    await bench.time.advance(8 * DAY)
    bench.service.fates.push(refused('messages.weeklyLimit'))
    await resend(id)
    await bench.time.advance(MINUTE)
    expect(only()).toMatchObject({ state: 'failed', reason: 'messages.weeklyLimit' })
  })

  test('of a network message that gets through is sent, and asks again when that answer is lost too', async () => {
    const id = await undecided('a network message')
    bench.service.fates.push('lostAfter')
    await resend(id)
    await bench.time.advance(MINUTE)
    expect(only()).toMatchObject({ state: 'needsDecision', attempts: 2 })
    await resend(id)
    await bench.time.advance(MINUTE)
    expect(only()).toMatchObject({ state: 'sent', attempts: 3, evidence: undefined })
  })

  test.each<Kind>(['a dialog, the portal does not', 'a Bluesky conversation'])('of %s goes once', async (kind) => {
    const id = await undecided(kind)
    await resend(id)
    await bench.time.advance(MINUTE)
    expect(only()).toMatchObject({ state: 'sent', attempts: 2 })
    expect(bench.service.delivered).toHaveLength(1)
  })
})

test('what is looked for is never another message of ours that says the same', async () => {
  const known: (readonly string[] | undefined)[] = []
  const { port } = bench.service
  const send = port.send.bind(port)
  Object.assign(port, {
    send: async (message: Parameters<typeof send>[0]) => ({ ...(await send(message)), serverId: `s${message.text}` }),
    readBack: (message: Parameters<typeof send>[0]) => {
      known.push(message.otherServerIds)
      return Promise.resolve(ok({ found: 'yes', resendSafe: false, serverId: 's2' }))
    },
  })
  await enqueue(toDialog('chat1', '1'))
  await enqueue(toDialog('chat2', 'elsewhere'))
  await bench.time.advance(MINUTE)
  bench.service.fates.push('lostAfter')
  await enqueue(toDialog('chat1', '2'))
  await bench.time.advance(MINUTE)
  expect(known).toEqual([['s1']])
})
