// Finds what looks like a secret in any text, by its shape alone. Pure; exact known secrets are the log's registry's.
import { REDACTED } from './secret'

/** A piece of a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A slash as it comes in URLs, in URLs inside URLs, and in JSON (PHP writes `\/`). */
const SLASH = String.raw`(?:\\*\/|%(?:25)*2f|\\+u002f)`
const EQUALS = String.raw`\s{0,3}(?:=|%(?:25)*3d|\\+u003d)\s{0,3}`
/** User part of a webhook: digits, on some portals a login (undocumented). */
const LOGIN = String.raw`(?:[^\s\/\\%"'<>?#&]|%(?!(?:25)*2f)[0-9a-f]{2}){1,64}`
const NAMES = String.raw`(?:webhook(?:_?(?:url|code))?|pass(?:word|wd|phrase)|pwd|secret|token|[a-z]*jwt|auth|sessid|signature|api_?key|credentials?)`
const URL_NAMES = '(?:download_?url|upload_?url|webhook_?url)'
const WORD = '[a-z0-9_.-]{0,40}'

/**
 * Each pattern matches the secret alone; what stands before it is looked at and not taken, so that one match never
 * hides the next. Every repetition that could meet another is bounded: no text makes them slow.
 */
const PATTERNS: readonly RegExp[] = [
  // https://apidocs.bitrix24.com/local-integrations/local-webhooks.html: /rest/<user>/<code>/, REST 3.0 /rest/api/<user>/<code>/
  String.raw`(?<=rest${SLASH}(?:api${SLASH})?\d{1,20}${SLASH})[a-z0-9_~-]+`,
  String.raw`(?<=rest${SLASH}(?:api${SLASH})?${LOGIN}${SLASH})[a-z0-9_~-]{8,}`,
  // A portal under a path of its own: digits, then what looks generated.
  String.raw`(?<=${SLASH}\d{1,20}${SLASH})(?=[a-z]{0,64}\d)(?=\d{0,64}[a-z])[a-z0-9]{10,}`,
  // user:password@ of a server in front of the portal
  String.raw`(?<=:${SLASH}${SLASH})[^\s\/\\"'<>@]{1,512}(?=@)`,
  // query strings, also those inside a batch's cmd[…] and form-encoded bodies
  String.raw`(?<=${NAMES}(?:\]|%(?:25)*5d)?${EQUALS})(?:(?!%(?:25)*26)[^\s&"'<>\\])+`,
  String.raw`(?<=${URL_NAMES}${EQUALS})[^\s"'<>\\]+`,
  // JSON in a text, and JSON in a JSON string
  String.raw`(?<=(?<!\\)"${WORD}(?:${NAMES}|${URL_NAMES})${WORD}"\s{0,3}:\s{0,3}")(?:[^"\\]|\\.)+`,
  String.raw`(?<=\\"${WORD}(?:${NAMES}|${URL_NAMES})${WORD}\\+"\s{0,3}:\s{0,3}\\+")(?:(?!\\+")[\s\S])+`,
  // headers
  String.raw`(?<=authorization\\*["']?\s{0,3}[:=]\s{0,3}\\*["']?)(?:(?:bearer|basic|dpop|digest)\s{1,3})?[^\s"'\\,]+`,
  String.raw`(?<=\b(?:bearer|dpop)\s{1,3})[a-z0-9+\/=._~-]{8,}`,
  String.raw`(?<=\bbasic\s{1,3})[a-z0-9+\/=]{16,}`,
  String.raw`(?<=cookie\s{0,3}:\s{0,3})[^\r\n"]+`,
  // https://www.rfc-editor.org/rfc/rfc7519: three base64url parts
  String.raw`eyj[a-z0-9_-]{5,}\.[a-z0-9_-]+(?:\.[a-z0-9_-]*)?`,
  String.raw`(?<![a-z0-9_.-])[a-z0-9_-]{20,}\.[a-z0-9_-]{20,}\.[a-z0-9_-]{20,}`,
  // https://bsky.app/settings/app-passwords: xxxx-xxxx-xxxx-xxxx; a UUID has no such run of its own
  String.raw`(?<![a-z0-9-])[a-z0-9]{4}(?:-[a-z0-9]{4}){3}(?![a-z0-9-])`,
].map((source) => new RegExp(source, 'gi'))

/** Where the text looks like a secret, in no order, possibly overlapping. */
export function secretSpans(text: string): Span[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  )
}

/** The text with every span replaced by `[secret]`; spans that touch become one. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  let out = ''
  let at = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > at || (start === at && at === 0)) out += text.slice(at, start) + REDACTED
    at = Math.max(at, end)
  }
  return out + text.slice(at)
}

/** The text without anything that looks like a secret. */
export function redactText(text: string): string {
  return withoutSpans(text, secretSpans(text))
}
