// The envelope in which every answer crosses a boundary. Errors are data; nothing here throws.
import type { ErrorCode } from './errors'

/** `never`: repeating cannot help. `later`: the same call may work later. `user`: the user must change something first. */
export type Retry = 'never' | 'later' | 'user'

export type ErrorParams = Readonly<Record<string, string | number | boolean>>

/** An error as data: plain JSON, no stack, no raw server text. Its sentence is the i18n key `errors.<code>`. */
export interface AppError<C extends ErrorCode = ErrorCode> {
  readonly code: C
  readonly params: ErrorParams
  readonly retry: Retry
}

export type Result<T, C extends ErrorCode = ErrorCode> =
  { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: AppError<C> }

/** A successful answer. */
export function ok<T>(data: T): { readonly ok: true; readonly data: T } {
  return { ok: true, data }
}

/** A failed answer; `params` fill the sentence's placeholders and must never hold a secret. */
export function fail<const C extends ErrorCode>(
  code: C,
  retry: Retry = 'never',
  params: ErrorParams = {},
): { readonly ok: false; readonly error: AppError<C> } {
  return { ok: false, error: { code, params, retry } }
}
