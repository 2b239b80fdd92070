// Writes down what arrived at a portal, without anything secret.
import { isoDate } from './format'
import { isObject } from './params'
import type { Portal } from './portal'
import type { Arrived, JsonObject, JsonValue } from '../types'

const SECRET_KEYS = ['auth', 'access_token', 'token', 'sessid']

/** Longer texts are files in base64: kept by the world, not by the record of what came. */
const LONGEST = 200_000

function withoutSecrets(params: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => !SECRET_KEYS.includes(key.toLowerCase()))
      .map(([key, value]) => [key, shortened(value)]),
  )
}

function shortened(value: JsonValue): JsonValue {
  if (typeof value === 'string' && value.length > LONGEST) return `${value.length} characters`
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)])) : value
}

/** @param entry what came and what became of it; the portal and the time are added. */
export function recordArrival(
  portal: Portal,
  entry: Pick<Arrived, 'method' | 'command' | 'processed' | 'status'> & {
    readonly params: JsonObject
    readonly error?: string
    readonly fault?: string
  },
): void {
  portal.arrivals.add({
    ...entry,
    params: isObject(entry.params) ? withoutSecrets(entry.params) : {},
    service: 'bitrix24',
    portal: portal.seed.key,
    at: isoDate(portal.world, portal.clock()),
  })
}
