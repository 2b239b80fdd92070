import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryDelay, withRetry } from './retry'
import type { Call, Failed, Handler, Lane, Phase, Refused, Reply } from './types'
import { virtualTime } from './virtual-time.fixtures'
import { netFailure } from './wire-errors'

const OK: Reply = { kind: 'ok', status: 200, result: true, times: {} }
const call = (kind: Call['kind'], lane: Lane = 'interactive', signal?: AbortSignal): Call => ({
  method: 'm',
  params: {},
  kind,
  lane,
  runs: {},
  ...(signal && { signal }),
})
const refused = (code: string, status: number, certain = true): Refused => ({
  kind: 'refused',
  status,
  code,
  text: '',
  certain,
})
const net = (code: Parameters<typeof netFailure>[0], phase: Phase): Failed => netFailure(code, phase, 'h')
const BUSY = refused('QUERY_LIMIT_EXCEEDED', 503)
const SERVER = refused('INTERNAL_SERVER_ERROR', 500, false)
const FRONT: Failed = {
  kind: 'failed',
  phase: 'refused',
  status: 429,
  transient: true,
  error: { code: 'net.rateLimited', params: {}, retry: 'later' },
}
const OPERATING: Failed = {
  kind: 'failed',
  phase: 'refused',
  transient: false,
  retryAfterMs: 30_000,
  error: { code: 'bitrix24.operationTimeLimit', params: {}, retry: 'later' },
}

async function attempts(one: Call, replies: readonly Reply[]) {
  const time = virtualTime()
  let sent = 0
  const inner: Handler = async () => replies[Math.min(sent++, replies.length - 1)] ?? OK
  const reply = withRetry({ timers: time.timers, random: () => 0.5 }, inner)(one)
  await time.run()
  return { reply: await reply, sent, waited: time.clock() - 1_000_000 }
}

describe('reads', () => {
  it.each<[string, Reply]>([
    ['a busy portal', BUSY],
    ['a busy front server', FRONT],
    ['a server fault', SERVER],
    ['a reset', net('net.reset', 'unknown')],
    ['a refused connection', net('net.refused', 'notSent')],
  ])('are repeated after %s, and give up after three attempts', async (_, fault) => {
    expect(await attempts(call('read'), [fault, OK])).toMatchObject({ reply: OK, sent: 2 })
    expect(await attempts(call('read'), [fault])).toMatchObject({ reply: fault, sent: 3 })
  })

  it.each<[string, Reply]>([
    ['a portal blocked by hand, which looks busy', refused('OVERLOAD_LIMIT', 503)],
    ['a dead webhook', refused('INVALID_CREDENTIALS', 401)],
    ['a wrong certificate', net('net.tls', 'notSent')],
    ['too large an answer', net('net.tooLarge', 'unknown')],
    ['an encoding the server cannot write', refused('WRONG_ENCODING', 200, false)],
    ['a minute of silence', net('net.timeout', 'unknown')],
  ])('are not repeated after %s', async (_, fault) =>
    expect(await attempts(call('read'), [fault])).toMatchObject({ sent: 1 }),
  )

  it('wait longer each time, and longer in the background', async () => {
    const busy = [1, 2, 3].map((attempt) => retryDelay(call('read'), BUSY, attempt) ?? 0)
    expect(busy).toEqual([1500, 2250, 3375])
    expect((await attempts(call('read', 'background'), [SERVER])).waited).toBeGreaterThan(
      (await attempts(call('read'), [SERVER])).waited,
    )
  })

  it('wait for a method’s execution time in the background only', async () => {
    expect(await attempts(call('read', 'background'), [OPERATING, OK])).toMatchObject({ reply: OK, waited: 30_000 })
    expect(await attempts(call('read'), [OPERATING, OK])).toMatchObject({ reply: OPERATING, sent: 1 })
  })

  it('stop when given up between attempts', async () => {
    const giveUp = new AbortController()
    const time = virtualTime()
    let sent = 0
    const reply = withRetry(
      { timers: time.timers, random: () => 0.5 },
      async () => (sent++, BUSY),
    )(call('read', 'interactive', giveUp.signal))
    await time.run(1_000_000)
    giveUp.abort()
    expect(await reply).toMatchObject({ error: { code: 'net.cancelled' } })
    expect(sent).toBe(1)
  })
})

describe('writes', () => {
  it('are repeated when they provably never left, or the portal was too busy to take them', async () => {
    for (const fault of [net('net.refused', 'notSent'), net('net.dns', 'notSent'), BUSY, FRONT]) {
      expect(await attempts(call('write'), [fault, OK])).toMatchObject({ reply: OK, sent: 2 })
    }
  })

  it.each<[string, Reply]>([
    ['a reset', net('net.reset', 'unknown')],
    ['a timeout', net('net.timeout', 'unknown')],
    ['a server fault', SERVER],
    [
      'a page of a gateway',
      {
        kind: 'failed',
        phase: 'unknown',
        transient: true,
        error: { code: 'net.serverError', params: {}, retry: 'later' },
      },
    ],
    ['a portal blocked by hand', refused('OVERLOAD_LIMIT', 503)],
    ['a plain refusal', refused('', 400)],
  ])('are never repeated after %s', async (_, fault) =>
    expect(await attempts(call('write', 'background'), [fault, OK])).toMatchObject({ reply: fault, sent: 1 }),
  )

  /** Faults and whether the portal did the work before it failed. */
  const faults: readonly (readonly [Reply, boolean])[] = [
    [BUSY, false],
    [FRONT, false],
    [OPERATING, false],
    [refused('OVERLOAD_LIMIT', 503), false],
    [refused('', 400), false],
    [net('net.dns', 'notSent'), false],
    [net('net.refused', 'notSent'), false],
    [net('net.tls', 'notSent'), false],
    [SERVER, true],
    [SERVER, false],
    [net('net.reset', 'unknown'), true],
    [net('net.reset', 'unknown'), false],
    [net('net.timeout', 'unknown'), true],
    [net('net.badAnswer', 'unknown'), true],
    [refused('WRONG_ENCODING', 200, false), true],
    [OK, true],
  ]

  it('are done at most once under every script of faults', async () => {
    const script = fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(script, fc.constantFrom<Lane>('interactive', 'background'), async (plan, lane) => {
        const time = virtualTime()
        let done = 0
        let at = 0
        const inner: Handler = async () => {
          const [reply, effect] = plan[Math.min(at++, plan.length - 1)] ?? [OK, true]
          if (effect) done += 1
          return reply
        }
        const reply = withRetry({ timers: time.timers, random: () => 0 }, inner)(call('write', lane))
        await time.run()
        await reply
        expect(done).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })
})
