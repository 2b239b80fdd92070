// Writes down what arrived at a portal, without anything secret.
import { isoDate } from './format'
import { isObject } from './params'
import type { Portal } from './portal'
import type { Arrived, JsonObject, JsonValue } from '../types'

const SECRET_KEYS = ['auth', 'access_token', 'token', 'sessid']

function withoutSecrets(params: JsonObject): JsonValue {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !SECRET_KEYS.includes(key.toLowerCase())))
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
