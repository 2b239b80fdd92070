// Diagnostics: the last calls to the services, redacted, and the budgets that are left.
import * as v from 'valibot'
import { AccountId, Count, IsoTime, Nothing } from './common'
import { route } from './route'

export const CallRecord = v.strictObject({
  at: IsoTime,
  accountId: v.optional(AccountId),
  host: v.string(),
  method: v.string(),
  ms: Count,
  status: v.optional(Count),
  /** `ok`, an error code, or a transport phase. */
  outcome: v.string(),
})
export type CallRecord = v.InferOutput<typeof CallRecord>

export const Budget = v.strictObject({
  /** Portal host. */
  host: v.string(),
  /** Requests that may leave at once now, and the most there can be. */
  left: v.number(),
  burst: v.number(),
  perSecond: v.number(),
})
export type Budget = v.InferOutput<typeof Budget>

export const diagnostics = {
  'diagnostics.calls': route({
    input: Nothing,
    output: v.strictObject({ calls: v.array(CallRecord), budgets: v.array(Budget) }),
    errors: [],
  }),
  /** Writes a redacted text file where the user chose; `path` is absent when the user cancelled. */
  'diagnostics.export': route({
    input: Nothing,
    output: v.strictObject({ path: v.optional(v.string()) }),
    errors: ['diagnostics.exportFailed'],
  }),
} as const
