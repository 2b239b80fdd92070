// The shape of faults that come over HTTP. The types themselves live in types.ts.
import * as v from 'valibot'
import type { Fault } from './types'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))
const headers = v.optional(v.record(v.string(), v.string()))
const processed = v.optional(v.boolean())

const EffectSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('reset'), processed }),
  v.strictObject({ kind: v.literal('cut'), bytes: count }),
  v.strictObject({ kind: v.literal('hang'), processed }),
  v.strictObject({
    kind: v.literal('error'),
    status,
    error: v.string(),
    description: v.optional(v.string()),
    headers,
    processed,
  }),
  v.strictObject({
    kind: v.literal('answer'),
    status,
    contentType: v.optional(v.string()),
    body: v.string(),
    headers,
    processed,
  }),
  v.strictObject({
    kind: v.literal('html'),
    page: v.picklist(['login', 'nginx502', 'nginx404', 'maintenance', 'captivePortal']),
    processed,
  }),
  v.strictObject({ kind: v.literal('truncatedJson') }),
  v.strictObject({ kind: v.literal('drip'), bytes: count, everyMs: count }),
  v.strictObject({ kind: v.literal('huge'), bytes: count }),
  v.strictObject({
    kind: v.literal('redirect'),
    location: v.string(),
    status: v.optional(v.picklist([301, 302, 307, 308])),
  }),
  v.strictObject({ kind: v.literal('totals'), delta: v.number() }),
  v.strictObject({ kind: v.literal('missing') }),
])

const FaultSchema = v.strictObject({
  service: v.optional(v.picklist(['bitrix24', 'bluesky'])),
  portal: v.optional(v.string()),
  method: v.optional(v.string()),
  command: v.optional(v.string()),
  times: v.optional(count),
  after: v.optional(count),
  chance: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  forMs: v.optional(count),
  delayMs: v.optional(count),
  effect: v.optional(EffectSchema),
})

/** Drops keys whose value is undefined: the types know absent, not undefined. */
function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

/** @returns the fault, or what is wrong with it. */
export function parseFault(
  input: unknown,
): { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly reason: string } {
  const parsed = v.safeParse(FaultSchema, input)
  if (!parsed.success) return { ok: false, reason: v.summarize(parsed.issues) }
  const { effect, ...rest } = parsed.output
  const fault: Fault = { ...compact(rest), ...(effect === undefined ? {} : { effect: compact(effect) }) }
  return { ok: true, fault }
}
