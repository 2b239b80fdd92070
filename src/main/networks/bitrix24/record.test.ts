import { describe, expect, it } from 'vitest'
import type { CallRecord } from '../../../shared/contract/diagnostics'
import type { JsonObject } from '../../../shared/contract/common'
import { withRecord } from './record'
import type { Call, Reply } from './types'

const CALL: Call = {
  method: 'sonet_group.user.request',
  params: { MESSAGE: 'private text' },
  kind: 'write',
  lane: 'interactive',
  runs: {},
}

async function record(reply: Reply, call = CALL): Promise<{ records: CallRecord[]; logged: string }> {
  const records: CallRecord[] = []
  const lines: unknown[] = []
  const line = (message: string, data?: JsonObject): void => void lines.push([message, data])
  let now = 0
  const handler = withRecord(
    {
      clock: () => (now += 5),
      log: { debug: line, info: line, warn: line, error: line },
      host: 'h',
      onCall: (one) => records.push(one),
    },
    async () => reply,
  )
  expect(await handler(call)).toBe(reply)
  return { records, logged: JSON.stringify(lines) }
}

describe('withRecord', () => {
  it('writes down method, host, time, status and outcome', async () => {
    const { records } = await record({ kind: 'ok', status: 200, result: true, times: {} })
    expect(records).toEqual([
      {
        at: '1970-01-01T00:00:00.005Z',
        host: 'h',
        method: 'sonet_group.user.request',
        ms: 5,
        status: 200,
        outcome: 'ok',
      },
    ])
  })

  it('names what ran inside a batch, each method once', async () => {
    const batch = { ...CALL, method: 'batch', runs: { a: 'profile', b: 'scope', c: 'scope' } }
    expect((await record({ kind: 'ok', status: 200, result: {}, times: {} }, batch)).records[0]?.method).toBe(
      'batch: profile, scope',
    )
  })

  it('logs the portal’s words without the webhook’s secret; the record holds neither', async () => {
    const text = 'See https://u:pw@h/rest/7/s3cr3tc0de/profile?auth=t0ken and /rest/api/7/s3cr3tc0de'
    const { records, logged } = await record({ kind: 'refused', status: 400, code: '', text, certain: true })
    expect(records[0]).toMatchObject({ status: 400, outcome: 'bitrix24.refused' })
    expect(logged).toContain('/rest/7/***')
    expect(logged + JSON.stringify(records)).not.toMatch(/s3cr3tc0de|t0ken|pw@|private text/)
  })

  it('tells a failure by its code, without a status that never came', async () => {
    const error = { code: 'net.reset', params: { host: 'h' }, retry: 'later' } as const
    const { records } = await record({ kind: 'failed', phase: 'unknown', transient: true, error })
    expect(records[0]).not.toHaveProperty('status')
    expect(records[0]?.outcome).toBe('net.reset')
  })
})
