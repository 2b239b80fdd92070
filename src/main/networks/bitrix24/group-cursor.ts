// The reader's own words for where it goes on: kept by others with what was read, understood here alone. Pure.
import type { JsonValue } from '../../../shared/contract/common'
import { isObject } from '../../../shared/domain/json-shape'

export type GroupCursor =
  /** Everything is being read: groups with a larger id than `after` are still to come. */
  | { readonly step: 'pages'; readonly since: string; readonly after: number }
  /**
   * Everything was read. `differs`: by how many the portal counted more groups than it shows. `pending`: my requests and
   * invitations could be seen.
   */
  | { readonly step: 'done'; readonly since: string; readonly differs: number; readonly pending: boolean }

/** Raised when an older cursor could be misread. */
const VERSION = 1

export function encodeCursor(cursor: GroupCursor): string {
  return JSON.stringify({ version: VERSION, ...cursor })
}

/** `undefined` for what this version did not write. `since` is an ISO time of the portal's clock. */
export function decodeCursor(text: string | undefined): GroupCursor | undefined {
  const value = parse(text)
  if (!isObject(value) || value['version'] !== VERSION) return undefined
  const { step, since, after, differs, pending } = value
  if (typeof since !== 'string' || Number.isNaN(Date.parse(since))) return undefined
  if (step === 'pages' && Number.isSafeInteger(after)) return { step, since, after: Number(after) }
  if (step === 'done' && Number.isSafeInteger(differs) && typeof pending === 'boolean')
    return { step, since, differs: Number(differs), pending }
  return undefined
}

function parse(text: string | undefined): JsonValue | undefined {
  try {
    return JSON.parse(text ?? '') as JsonValue
  } catch {
    return undefined
  }
}
