import { describe, expect, it } from 'vitest'
import { withOperatingBudget } from './operating-budget'
import type { Call, OperatingTime, Reply } from './types'

const METHOD = 'sonet_group.get'
const CALL: Call = { method: METHOD, params: {}, kind: 'read', lane: 'background', runs: { [METHOD]: METHOD } }
const other: Call = { ...CALL, method: 'im.recent.get', runs: { 'im.recent.get': 'im.recent.get' } }
const used = (operating: number, resetIn = 30, key = METHOD): Reply => {
  const time: OperatingTime = { operating, resetIn }
  return { kind: 'ok', status: 200, result: 1, times: { [key]: time } }
}
const LIMIT: Reply = { kind: 'refused', status: 429, code: 'OPERATION_TIME_LIMIT', text: '', certain: true }

function setUp(...replies: Reply[]) {
  let now = 0
  const sent: string[] = []
  const send = withOperatingBudget({ clock: () => now, host: 'h' }, async (call) => {
    sent.push(call.method)
    return replies.shift() ?? used(1)
  })
  return { send, sent, wait: (ms: number) => (now += ms) }
}

describe('withOperatingBudget', () => {
  it('stops a method that has used 420 s until the portal forgets a minute, and no other', async () => {
    const { send, sent, wait } = setUp(used(419), used(420))
    await send(CALL)
    await send(CALL)
    expect(await send(CALL)).toMatchObject({
      kind: 'failed',
      phase: 'notSent',
      retryAfterMs: 30_000,
      error: { code: 'bitrix24.operationTimeLimit', params: { host: 'h', seconds: 30 } },
    })
    expect((await send(other)).kind).toBe('ok')
    wait(30_000)
    expect((await send(CALL)).kind).toBe('ok')
    expect(sent).toEqual([METHOD, METHOD, 'im.recent.get', METHOD])
  })

  it('after a refusal waits until the reset known from the last good answer', async () => {
    const { send, wait } = setUp(used(100, 40), LIMIT)
    await send(CALL)
    wait(10_000)
    expect(await send(CALL)).toMatchObject({ kind: 'failed', phase: 'refused', retryAfterMs: 30_000 })
    expect(await send(CALL)).toMatchObject({ phase: 'notSent', retryAfterMs: 30_000 })
  })

  it('after a refusal without any figures waits a minute', async () => {
    const { send } = setUp(LIMIT)
    expect(await send(CALL)).toMatchObject({ phase: 'refused', retryAfterMs: 60_000 })
  })

  it('counts the methods inside a batch, by their figures and by their errors', async () => {
    const batch: Call = { ...CALL, method: 'batch', runs: { a: METHOD, b: 'im.recent.get' } }
    const { send, sent } = setUp(used(430, 30, 'a'))
    await send(batch)
    expect(await send(CALL)).toMatchObject({ phase: 'notSent' })
    expect(await send(batch)).toMatchObject({ phase: 'notSent' })
    expect(sent).toEqual(['batch'])
    const inside = { result: [], result_error: { b: { error: 'OPERATION_TIME_LIMIT' } } }
    const again = setUp({ kind: 'ok', status: 200, result: inside, times: {} })
    await again.send(batch)
    expect(await again.send(other)).toMatchObject({ phase: 'notSent', retryAfterMs: 60_000 })
  })

  it('does nothing on a portal that counts no time', async () => {
    const { send, sent } = setUp({ kind: 'ok', status: 200, result: 1, times: {} })
    await send(CALL)
    await send(CALL)
    expect(sent).toHaveLength(2)
  })
})
