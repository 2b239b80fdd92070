// Catches: a secret that was copied shown on the screen, and an ordinary text or link withheld.
import { describe, expect, it } from 'vitest'
import { offerOfClipboard } from './clipboard-offer'

describe('what was copied, offered', () => {
  it.each([
    ['Meeting moved to 15:00'],
    ['  surrounded by blanks \n'],
    ['https://example.com/report/2026/q3?page=2'],
    ['Привет! Созвонимся завтра?'],
    ['supercalifragilisticexpialidocious'],
    ['INV-2041'],
    ['1234567890123456'],
  ])('offers %j', (copied) => {
    expect(offerOfClipboard(copied)).toBe(copied.trim())
  })

  it.each([
    ['a webhook address', 'https://acme.bitrix24.com/rest/1/0abcdef123456789/'],
    ['one without its scheme', 'acme.bitrix24.com/rest/1/0abcdef123456789'],
    ['one inside a sentence', 'use https://acme.bitrix24.com/rest/7/s3cr3tc0de/ please'],
    ['an app password', 'abcd-ef23-ghij-kl45'],
    ['one among words', 'my password: abcd-ef23-ghij-kl45'],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['a key in a query', 'https://example.com/?api_key=12345'],
    ['a password in an address', 'https://me:hunter2@example.com/'],
    ['what a password manager makes', 'k7Rq2mXz9pLw4VtB'],
    ['nothing', '  \n '],
    ['what is no text', 'a\0b'],
    ['a book', 'word '.repeat(5000)],
  ])('withholds %s', (_what, copied) => {
    expect(offerOfClipboard(copied)).toBeUndefined()
  })
})
