// Whether what was copied may be shown as something to send. Pure. What looks like a secret is never shown: it would stand
// on the screen of whoever only wanted to write.
import { readAppPassword } from './bluesky-identifier'
import { secretSpans } from './redact'
import { parseWebhookUrl } from './webhook-url'

/** A longer text is pasted by hand by whoever means it. */
const MOST = 20_000
/** One word of so many characters or more that mixes letters and digits is a key rather than something to say. */
const LONG_WORD = 16
const MIXED = /^(?=.*\d)(?=.*\p{L})\S+$/u

/**
 * The copied text, trimmed; `undefined` where there is none, where it is longer than 20 000 characters, and where it is or
 * holds a webhook address, an app password, a token, or a single long word of letters and digits that is no web page.
 */
export function offerOfClipboard(copied: string): string | undefined {
  const text = copied.trim()
  if (text === '' || text.length > MOST || text.includes('\0')) return undefined
  if (secretSpans(text).length > 0 || readAppPassword(text) !== undefined) return undefined
  if (/\s/.test(text)) return text
  if (parseWebhookUrl(text).ok) return undefined
  const page = URL.parse(text)
  const isPage = page?.protocol === 'https:' && page.username === '' && page.password === ''
  return !isPage && text.length >= LONG_WORD && MIXED.test(text) ? undefined : text
}
