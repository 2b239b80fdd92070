// Writes down every attempt: for diagnostics without anything secret, for the log with the portal's own words, redacted.
import type { AccountId } from '../../../shared/contract/common'
import type { CallRecord } from '../../../shared/contract/diagnostics'
import type { Clock, Logger } from '../ports'
import { explain } from './error-table'
import { redact } from './redact'
import type { Call, Handler, Reply } from './types'

export interface RecordOptions {
  readonly clock: Clock
  readonly log: Logger
  readonly host: string
  readonly accountId?: AccountId
  onCall(record: CallRecord): void
}

/** Passes calls on and tells `onCall` and the log what came of each. */
export function withRecord(options: RecordOptions, inner: Handler): Handler {
  const { clock, log, host, accountId, onCall } = options
  return async (call) => {
    const began = clock()
    const reply = await inner(call)
    const status = reply.kind === 'ok' || reply.status !== undefined ? { status: reply.status ?? 0 } : {}
    const record: CallRecord = {
      at: new Date(began).toISOString(),
      ...(accountId === undefined ? {} : { accountId }),
      host,
      method: methodsOf(call),
      ms: Math.max(0, Math.round(clock() - began)),
      ...status,
      outcome: outcomeOf(call, reply, host),
    }
    onCall(record)
    const { method, ms, outcome } = record
    if (reply.kind === 'ok') log.debug('bitrix24 call', { host, method, ms })
    else log.warn('bitrix24 call failed', { host, method, ms, outcome, ...status, ...detailsOf(reply) })
    return reply
  }
}

function methodsOf(call: Call): string {
  if (call.method !== 'batch') return call.method
  return `batch: ${[...new Set(Object.values(call.runs))].join(', ')}`
}

function outcomeOf(call: Call, reply: Reply, host: string): string {
  switch (reply.kind) {
    case 'ok':
      return 'ok'
    case 'refused':
      return explain(call.method, reply, host).code
    case 'failed':
      return reply.error.code
  }
}

function detailsOf(reply: Exclude<Reply, { kind: 'ok' }>): Record<string, string> {
  return reply.kind === 'failed' ? { phase: reply.phase } : { code: redact(reply.code), text: redact(reply.text) }
}
