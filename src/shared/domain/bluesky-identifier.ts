// What a person types to say who they are on Bluesky: a handle, a DID or an e-mail address. Pure; nothing is looked up.

/** A name without a dot has to be completed with the server's own domain before it is a handle. */
export type BlueskyIdentifier =
  | { readonly kind: 'handle'; readonly value: string }
  | { readonly kind: 'did'; readonly value: string }
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'bareName'; readonly value: string }

// Copying from a profile brings bidi marks, zero-width spaces and line ends along.
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu

// https://atproto.com/specs/handle#handle-identifier-syntax
const HANDLE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const BARE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
// https://atproto.com/specs/did#blessed-did-methods: only these two, and did:web without a path.
const DID = /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]+(?:%3a\d{1,5})?)$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PROFILE_LINK = /^(?:https?:\/\/(?:www\.)?bsky\.app\/profile\/|at:\/\/)([^/?#]+)\/?(?:[?#].*)?$/

/** Removes invisible and control characters and the spaces around a typed or pasted text. */
export function cleanTyped(text: string): string {
  return text.replace(INVISIBLE, '').trim()
}

/**
 * Reads a typed identifier: `alice.bsky.social`, `@alice.bsky.social`, a profile link, `did:plc:…`, `did:web:…`, an e-mail
 * address, or a bare name. Answers the lower-cased form; `undefined` when it can be none of these.
 */
export function parseBlueskyIdentifier(text: string): BlueskyIdentifier | undefined {
  const typed = cleanTyped(text).toLowerCase()
  const value = (PROFILE_LINK.exec(typed)?.[1] ?? typed).replace(/^@+/, '')
  if (value.startsWith('did:')) {
    return DID.test(value) ? { kind: 'did', value: value.replace('%3a', '%3A') } : undefined
  }
  if (value.includes('@')) return EMAIL.test(value) && value.length <= 254 ? { kind: 'email', value } : undefined
  if (HANDLE.test(value) && value.length <= 253) return { kind: 'handle', value }
  return BARE_NAME.test(value) ? { kind: 'bareName', value } : undefined
}

// The reference server makes `xxxx-xxxx-xxxx-xxxx` of a-z and 2-7; other servers use more letters, so this is wider.
const APP_PASSWORD = /^[a-z0-9]{4}(?:-[a-z0-9]{4}){3}$/i

/** The app password in a pasted text, without what copying added; `undefined` when it does not look like one. */
export function readAppPassword(text: string): string | undefined {
  const value = cleanTyped(text)
  return APP_PASSWORD.test(value) ? value : undefined
}
