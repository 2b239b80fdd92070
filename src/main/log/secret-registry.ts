// The secrets that are in use just now, so that the log can take them out wherever they appear, whatever their shape.
import type { Span } from '../../shared/domain/redact'
import { smellsOfSecret } from '../../shared/domain/secret'

/** Shorter ones would blank out half the log, and guard nothing. */
const SHORTEST = 6
const MOST = 2000
/** The code of a webhook address, alone. */
const WEBHOOK_CODE = /\/rest\/(?:api\/)?[^/]{1,64}\/([A-Za-z0-9]{1,64})/i

export interface SecretRegistry {
  /** Remembers a secret, its usual encodings, the code of a webhook address, and the secrets inside a JSON text. */
  register(value: string): void
  /** Where the text holds a registered secret. */
  spans(text: string): Span[]
}

export function createSecretRegistry(): SecretRegistry {
  /** Insertion order is age: the oldest goes first when there are too many. */
  const known = new Set<string>()
  const remember = (spelling: string): void => {
    if (spelling.length < SHORTEST) return
    known.delete(spelling)
    known.add(spelling)
    const oldest = known.size > MOST ? known.values().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
  }
  return {
    register: (value) => {
      for (const part of partsOf(value)) for (const spelling of spellingsOf(part)) remember(spelling)
    },
    spans: (text) => [...known].flatMap((secret) => occurrences(text, secret)),
  }
}

function occurrences(text: string, secret: string): Span[] {
  const spans: Span[] = []
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    spans.push({ start: at, end: at + secret.length })
  }
  return spans
}

/** The value itself and what is secret inside it. */
function partsOf(value: string): string[] {
  const code = WEBHOOK_CODE.exec(value)?.[1]
  return [value, ...(code === undefined ? [] : [code]), ...jsonSecrets(value)]
}

function jsonSecrets(value: string): string[] {
  if (!value.startsWith('{')) return []
  const found: string[] = []
  try {
    JSON.parse(value, (key, part: unknown) => {
      if (typeof part === 'string' && smellsOfSecret(key)) found.push(part)
      return part
    })
  } catch {
    return []
  }
  return found
}

/** As it stands, in URLs (either case of the hex digits, and twice over), in JSON, and in PHP's JSON. */
function spellingsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const encoded = safeEncode(value)
  const lower = encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())
  return [value, json, json.replaceAll('/', '\\/'), encoded, lower, safeEncode(encoded), safeEncode(lower)]
}

function safeEncode(value: string): string {
  try {
    return encodeURIComponent(value)
  } catch {
    // Half a surrogate pair has no such spelling.
    return value
  }
}
