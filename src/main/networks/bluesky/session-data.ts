// The session as it is kept in the vault: the login answer whole, DID document included, since without it calls would go
// to the login host instead of the account's own server.
import type { SessionData } from '@atproto/lex-password-session'
import { isDidString, isHandleString } from '@atproto/lex'
import * as v from 'valibot'

export const SESSION_FIELD = 'session'

const Stored = v.looseObject({
  accessJwt: v.pipe(v.string(), v.minLength(1)),
  refreshJwt: v.pipe(v.string(), v.minLength(1)),
  did: v.custom<SessionData['did']>((value) => typeof value === 'string' && isDidString(value)),
  handle: v.custom<SessionData['handle']>((value) => typeof value === 'string' && isHandleString(value)),
  service: v.pipe(v.string(), v.url()),
})

/** Reads what `packSession` wrote; `undefined` for anything else. */
export function unpackSession(text: string): SessionData | undefined {
  try {
    const parsed = v.safeParse(Stored, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

export function packSession(data: SessionData): string {
  return JSON.stringify(data)
}
