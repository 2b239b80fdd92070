// The batch call: many reads in one request. Encodes commands, takes the answer apart. Knows no method.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { isObject } from '../../../shared/domain/json-shape'
import { asNumber, asObject, asText } from './json'
import type { ReadMethod } from './methods'

/** https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html */
export const BATCH_MAX = 50

/** Only reads: a write's text could be read as a reference to another command's result. */
export interface Command {
  readonly method: ReadMethod
  readonly params?: JsonObject
}
export type Commands = Readonly<Record<string, Command>>

export type CommandAnswer =
  | { readonly kind: 'ok'; readonly result: JsonValue; readonly total?: number; readonly next?: number }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string }
  | { readonly kind: 'missing' }

/** `cmd` of a batch: `method?query`, each value encoded once, as a JSON body wants it. */
export function encodeCommands(commands: Commands): JsonObject {
  return Object.fromEntries(
    Object.entries(commands).map(([key, { method, params = {} }]) => {
      const query = pairs(params).join('&')
      return [key, query === '' ? method : `${method}?${query}`]
    }),
  )
}

function pairs(value: JsonValue, name = ''): string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => pairs(item, `${name}[${index}]`))
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => {
      const part = encodeURIComponent(key)
      return pairs(inner, name === '' ? part : `${name}[${part}]`)
    })
  }
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
  return [`${name}=${encodeURIComponent(text)}`]
}

/**
 * The answer to one command. A command fails by its key in `result_error`, even with an empty code; empty maps arrive
 * as `[]`.
 */
export function readCommand(answer: JsonValue, key: string): CommandAnswer {
  const parts = asObject(answer)
  const errors = asObject(parts['result_error'])
  const results = asObject(parts['result'])
  if (Object.hasOwn(errors, key)) return refusal(errors[key])
  if (!Object.hasOwn(results, key)) return { kind: 'missing' }
  const total = asNumber(asObject(parts['result_total'])[key])
  const next = asNumber(asObject(parts['result_next'])[key])
  return {
    kind: 'ok',
    result: results[key] ?? null,
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { next }),
  }
}

function refusal(error: JsonValue | undefined): CommandAnswer {
  if (!isObject(error)) return { kind: 'refused', code: asText(error) ?? '', text: '' }
  return { kind: 'refused', code: asText(error['error']) ?? '', text: asText(error['error_description']) ?? '' }
}

/** Commands in portions of at most fifty. */
export function portions(commands: Commands): Commands[] {
  const entries = Object.entries(commands)
  const count = Math.ceil(entries.length / BATCH_MAX)
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(entries.slice(at * BATCH_MAX, (at + 1) * BATCH_MAX)),
  )
}
