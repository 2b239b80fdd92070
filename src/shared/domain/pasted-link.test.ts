// Catches: a link of somebody else's that the app takes for its own, one of its own it does not see.
import { describe, expect, test } from 'vitest'
import { formatDeepLink, MAX_DEEP_LINK } from './deep-link'
import { findPastedLink } from './pasted-link'

const JOIN = { kind: 'join', link: 'https://bsky.app/chat/aBcDeFg', code: 'aBcDeFg' }

describe('peers 30: found in a pasted text', () => {
  test.each([
    ['https://bsky.app/chat/aBcDeFg', JOIN],
    [' https://bsky.app/chat/aBcDeFg\n', JOIN],
    ['come in: https://bsky.app/chat/aBcDeFg', JOIN],
    ['bellhop://join?code=abc', { kind: 'own', link: 'bellhop://join?code=abc' }],
    ['look (bellhop://join?code=abc).', { kind: 'own', link: 'bellhop://join?code=abc' }],
    ['bellhop://what?is=this', { kind: 'own', link: 'bellhop://what?is=this' }],
    [
      'https://acme.bitrix24.com/online/?IM_DIALOG=chat123',
      {
        kind: 'chat',
        link: 'https://acme.bitrix24.com/online/?IM_DIALOG=chat123',
        host: 'acme.bitrix24.com',
        chatId: '123',
      },
    ],
  ])('%s', (text, found) => {
    expect(findPastedLink(text)).toEqual(found)
  })
})

test('peers 30: a link this app has written is found whole in a sentence, whatever its text ends with', () => {
  for (const text of ['Really?!', 'Yes.', "(that's it)", 'a;', 'b,', 'end ]']) {
    const link = formatDeepLink({ wants: 'compose', id: '3k', text })
    for (const sentence of [link, `See ${link}.`, `(${link})`, `“${link}”, he said`]) {
      expect(findPastedLink(sentence)).toEqual({ kind: 'own', link })
    }
  }
  expect(findPastedLink('bellhop://compose?convo=3k&text=By+hand.')).toMatchObject({
    link: 'bellhop://compose?convo=3k&text=By+hand.',
  })
})

describe('peers 30: left alone, though the host is one we know', () => {
  test.each([
    'https://bsky.app/profile/anna.bsky.social',
    'https://bsky.app/profile/anna.bsky.social/post/3k',
    'https://bsky.app/chat',
    'https://bsky.app/chat/abc/def',
    'https://bsky.app.evil.example/chat/abcdefg',
    'http://bsky.app/chat/abcdefg',
    'aBcDeFg',
    'https://acme.bitrix24.com/workgroups/group/12/',
    'https://acme.bitrix24.com/company/personal/user/5/',
    'https://acme.bitrix24.com/online/?IM_DIALOG=5',
    'https://acme.bitrix24.com/online/?IM_DIALOG=sg5',
    'https://acme.bitrix24.com/?chat=chat5',
    'notbellhop://join?code=abc',
    'xhttps://bsky.app/chat/abcdefg',
    'a note, and then https://acme.bitrix24.com/online/?IM_DIALOG=chat123',
    `${'x'.repeat(MAX_DEEP_LINK)} bellhop://join?code=abc`,
  ])('%s', (text) => {
    expect(findPastedLink(text)).toBeUndefined()
  })
})
