import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJoinCode, strictJoinLink } from './join-link'

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-']
const code = fc.array(fc.constantFrom(...ALPHABET), { minLength: 1, maxLength: 64 }).map((letters) => letters.join(''))

describe('findJoinCode', () => {
  it('would catch a code that loses its case or its end in any form of link', () => {
    const before = fc.constantFrom(
      'https://bsky.app',
      'http://bsky.app',
      'https://www.bsky.app',
      'HTTPS://BSKY.APP',
      'bsky.app',
      'bluesky:/',
    )
    const after = fc.constantFrom('', '/', '?ref=x', '#top', '/?a=b', '.', ')', ' see you', '\n')
    const around = fc.constantFrom('', 'Join us: ', '(', '"', 'Присоединяйтесь ')
    fc.assert(
      fc.property(code, before, after, around, (value, start, end, lead) => {
        expect(findJoinCode(`${lead}${start}/chat/${value}${end}`)).toBe(value)
      }),
    )
  })

  it('would catch an app password, pasted into the wrong field, going out as a code', () => {
    for (const typed of ['abcd-efgh-ijkl-2345', ' ABCD-efgh-ijkl-2345\u200b', '\u2060abcd-efgh-ijkl-2345']) {
      expect(findJoinCode(typed)).toBeUndefined()
    }
    expect(findJoinCode('abcd-efgh-ijkl-234')).toBe('abcd-efgh-ijkl-234')
  })

  it('would catch a bare code being refused or changed, invisible characters around it included', () => {
    fc.assert(
      fc.property(code, fc.constantFrom('', ' ', '\u200b', '\ufeff', '\u2060\n'), (value, dirt) => {
        expect(findJoinCode(`${dirt}${value}${dirt}`)).toBe(value)
      }),
    )
  })

  it.each([
    ['', 'nothing'],
    ['   \u200b', 'only invisible'],
    ['https://bsky.app/chat/', 'no code'],
    ['https://bsky.app/chat/abcdefg/requests', 'a longer path'],
    ['https://bsky.app/profile/alice.bsky.social', 'another page'],
    ['https://notbsky.app/chat/abcdefg', 'a host that only ends alike'],
    ['https://bsky.app.example.com/chat/abcdefg', 'a host that only begins alike'],
    ['https://bsky.app@example.com/chat/abcdefg', 'a host hidden behind user info'],
    ['https://example.com/bsky.app/chat/abcdefg', 'the host as a path'],
    [`https://bsky.app/chat/${'a'.repeat(65)}`, 'too long'],
    ['a'.repeat(65), 'too long and bare'],
    ['two words', 'words'],
  ])('would catch %j being taken for a code (%s)', (text) => {
    expect(findJoinCode(text)).toBeUndefined()
  })

  it('would catch an exception or an impossible code for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4096 }), (text) => {
        expect(findJoinCode(text) ?? 'none').toMatch(/^[\w-]{1,64}$/)
      }),
    )
  })
})

describe('strictJoinLink', () => {
  const strict = (text: string) => strictJoinLink(text)?.link

  it('would catch a link that is not found among words, in quotes, or at an end of the text', () => {
    const around = fc.constantFrom(
      ['', ''],
      ['Join: ', ' today'],
      ['(', ')'],
      ['«', '»'],
      ['\n', '\n'],
      ['"', '"'],
      ['', '/'],
    )
    fc.assert(
      fc.property(code, around, (value, [before, after]) => {
        expect(strictJoinLink(`${before}https://bsky.app/chat/${value}${after}`)).toEqual({
          link: `https://bsky.app/chat/${value}`,
          code: value,
        })
      }),
    )
  })

  it('would catch anything but such a link being taken from a text that nobody meant for us', () => {
    for (const text of [
      'AbC1234',
      'abcd-efgh-ijkl-2345',
      'http://bsky.app/chat/AbC1234',
      'https://www.bsky.app/chat/AbC1234',
      'https://notbsky.app/chat/AbC1234',
      'https://bsky.app.example/chat/AbC1234',
      'https://bsky.app/chat/',
      'https://bsky.app/chat/AbC1234/more',
      'https://bsky.app/chat/AbC1234?token=secret',
      'https://evil.example/https://bsky.app/chat/AbC1234',
      `https://bsky.app/chat/${'x'.repeat(65)}`,
    ]) {
      expect(strict(text), text).toBeUndefined()
    }
  })

  it('would catch a long document being searched through', () => {
    expect(strict(`${'word '.repeat(1000)}https://bsky.app/chat/AbC1234`)).toBeUndefined()
  })
})
