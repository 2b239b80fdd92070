import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBlueskyIdentifier, readAppPassword } from './bluesky-identifier'

const DID = 'did:plc:etfohjsva3565c5qyydjhns7'

describe('parseBlueskyIdentifier', () => {
  it.each([
    ['alice.bsky.social', 'handle', 'alice.bsky.social'],
    [' @Alice.Bsky.Social\n', 'handle', 'alice.bsky.social'],
    ['\u202aalice.bsky.social\u202c', 'handle', 'alice.bsky.social'],
    ['al\u200bice.bsky.social', 'handle', 'alice.bsky.social'],
    ['https://bsky.app/profile/alice.bsky.social', 'handle', 'alice.bsky.social'],
    ['at://alice.bsky.social', 'handle', 'alice.bsky.social'],
    ['xn--80ak6aa92e.com', 'handle', 'xn--80ak6aa92e.com'],
    [DID, 'did', DID],
    [`https://bsky.app/profile/${DID}`, 'did', DID],
    ['did:web:example.com', 'did', 'did:web:example.com'],
    ['did:web:localhost%3A2583', 'did', 'did:web:localhost%3A2583'],
    ['Alice@Example.COM', 'email', 'alice@example.com'],
    ['alice', 'bareName', 'alice'],
  ])('would catch %j not being read as a %s', (text, kind, value) => {
    expect(parseBlueskyIdentifier(text)).toEqual({ kind, value })
  })

  it.each([
    '',
    '@',
    '\u200b',
    'two words',
    'алиса.bsky.social',
    '-alice.bsky.social',
    'alice..social',
    'alice.bsky.social.',
    'did:plc:short',
    'did:web:',
    'did:web:example.com:user:alice',
    'did:key:z6Mk',
    'alice@',
    '@@',
    'a@b',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
    'https://example.com/profile/alice.bsky.social',
  ])('would catch %j being taken for somebody', (text) => {
    expect(parseBlueskyIdentifier(text)).toBeUndefined()
  })

  it('would catch an exception, or characters that have no place in a host name, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const read = parseBlueskyIdentifier(text)
        if (read && read.kind !== 'email') expect(read.value).toMatch(/^[a-z0-9.:%A-]+$/)
      }),
    )
  })
})

describe('readAppPassword', () => {
  it('would catch a pasted app password being sent with its line end', () => {
    expect(readAppPassword(' abcd-efgh-ij23-mnop\r\n')).toBe('abcd-efgh-ij23-mnop')
    expect(readAppPassword('ABCD-0189-ij23-mnop')).toBe('ABCD-0189-ij23-mnop')
  })

  it.each([
    '',
    'hunter2',
    'correct horse battery staple',
    'abcd-efgh-ij23',
    'abcd-efgh-ij23-mnop-qrst',
    'abcdefghij23mnop',
  ])('would catch the account password %j passing for an app password', (text) => {
    expect(readAppPassword(text)).toBeUndefined()
  })
})
