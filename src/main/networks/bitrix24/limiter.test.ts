import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PORTAL_RULE } from './bucket'
import { Limiter } from './limiter'
import type { Answered, Call, Handler, Lane, Reply } from './types'
import { memoryStore, virtualTime } from './virtual-time.fixtures'

const OK: Answered = { kind: 'ok', status: 200, result: true, times: {} }
const call = (lane: Lane, id = 0, signal?: AbortSignal): Call => ({
  method: 'profile',
  params: { id },
  kind: 'read',
  lane,
  runs: {},
  ...(signal && { signal }),
})

function setUp(state = memoryStore(), answer: (sent: number) => Reply = () => OK) {
  const time = virtualTime()
  const limiter = new Limiter({ host: 'h', clock: time.clock, timers: time.timers, state })
  const sent: { at: number; lane: Lane; id: unknown }[] = []
  const inner: Handler = async ({ lane, params }) => {
    sent.push({ at: time.clock(), lane, id: params['id'] })
    return answer(sent.length)
  }
  return { time, limiter, sent, state, send: limiter.wrap(inner) }
}

/** Arrivals: after how many milliseconds, in which lane. */
const arrivals = fc.array(
  fc.record({
    after: fc.constantFrom(0, 0, 0, 10, 400, 3000, 60_000),
    lane: fc.constantFrom<Lane>('interactive', 'background'),
  }),
  { minLength: 1, maxLength: 150 },
)

async function play(plan: readonly { after: number; lane: Lane }[]) {
  const set = setUp()
  const replies: Promise<Reply>[] = []
  for (const [id, { after, lane }] of plan.entries()) {
    if (after > 0) await set.time.run(set.time.clock() + after)
    replies.push(set.send(call(lane, id)))
  }
  await set.time.run()
  return { ...set, replies: await Promise.all(replies) }
}

describe('for any arrivals', () => {
  it('in any stretch of time no more leave than burst + rate × time', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (plan) => {
        const { sent } = await play(plan)
        for (let from = 0; from < sent.length; from += 1) {
          for (let to = from; to < sent.length; to += 1) {
            const seconds = ((sent[to]?.at ?? 0) - (sent[from]?.at ?? 0)) / 1000
            expect(to - from + 1).toBeLessThanOrEqual(PORTAL_RULE.burst + PORTAL_RULE.perSecond * seconds + 1e-6)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('everything leaves once, and each lane in its order', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (plan) => {
        const { sent, replies } = await play(plan)
        expect(replies).toHaveLength(plan.length)
        expect(sent).toHaveLength(plan.length)
        for (const lane of ['interactive', 'background'] as const) {
          const ids = sent.filter((one) => one.lane === lane).map((one) => Number(one.id))
          expect(ids).toEqual([...ids].sort((a, b) => a - b))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('under load', () => {
  it('uses the budget fully: 20 at once, then one each half second', async () => {
    const { sent, time } = await play(Array.from({ length: 30 }, () => ({ after: 0, lane: 'interactive' as const })))
    const start = sent[0]?.at ?? 0
    expect(sent.filter((one) => one.at === start)).toHaveLength(20)
    expect(time.clock() - start).toBe(5000)
  })

  it('interactive calls overtake waiting background calls, and background is not starved', async () => {
    const { sent, send, time } = setUp(memoryStore({ 'bitrix24.limiter.h': { level: 20, at: 1_000_000 } }))
    for (let id = 0; id < 3; id += 1) void send(call('background', id))
    for (let id = 0; id < 12; id += 1) void send(call('interactive', id))
    await time.run()
    const order = sent.map((one) => one.lane[0]).join('')
    expect(order).toBe('iiiibiiiibiiiib')
  })

  it('a call given up while it waits is never sent and frees its place', async () => {
    const { sent, send, time } = setUp(memoryStore({ 'bitrix24.limiter.h': { level: 20, at: 1_000_000 } }))
    const giveUp = new AbortController()
    const first = send(call('interactive', 1, giveUp.signal))
    const second = send(call('interactive', 2))
    giveUp.abort()
    await time.run()
    expect(await first).toMatchObject({ kind: 'failed', phase: 'notSent', error: { code: 'net.cancelled' } })
    expect(await second).toEqual(OK)
    expect(sent.map((one) => one.id)).toEqual([2])
  })

  it('a call that was given up before is not sent', async () => {
    const { sent, send } = setUp()
    expect(await send(call('interactive', 1, AbortSignal.abort()))).toMatchObject({ phase: 'notSent' })
    expect(sent).toEqual([])
  })
})

describe('what the portal and the disk say', () => {
  it('an overrun empties the budget: the next call waits', async () => {
    const overrun: Reply = { kind: 'refused', status: 503, code: 'QUERY_LIMIT_EXCEEDED', text: '', certain: true }
    const { send, sent, time, limiter } = setUp(memoryStore(), (n) => (n === 1 ? overrun : OK))
    expect(limiter.budget().left).toBe(20)
    await send(call('interactive'))
    expect(limiter.budget().left).toBe(0)
    void send(call('interactive'))
    await time.run()
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(500)
  })

  it('the level survives a restart and leaks meanwhile', async () => {
    const state = memoryStore()
    const before = setUp(state)
    for (let i = 0; i < 20; i += 1) await before.send(call('interactive'))
    expect(state.get('bitrix24.limiter.h')).toEqual({ level: 20, at: 1_000_000 })
    const again = setUp(state)
    expect(again.limiter.budget().left).toBe(0)
    await again.time.run(1_004_000)
    expect(again.limiter.budget().left).toBe(8)
  })

  it.each([[{ level: 'x' }], [null], [{ level: -5, at: 3 }], ['broken'], [{ level: 5, at: 9e15 }]])(
    'a stored level of %j does no harm',
    async (stored) => {
      const { send, limiter } = setUp(memoryStore({ 'bitrix24.limiter.h': stored }))
      expect(await send(call('interactive'))).toEqual(OK)
      expect(limiter.budget().left).toBeGreaterThanOrEqual(14)
    },
  )
})
