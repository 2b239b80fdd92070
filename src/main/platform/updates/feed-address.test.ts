// Would catch: a feed over http, a password in an address that is logged, a feed file asked for beside its folder.
import { expect, test } from 'vitest'
import { feedFile, feedFolder } from './feed-address'

test.each([
  '',
  'example.org',
  'http://example.org/feed/',
  'file:///etc/',
  'https://user:secret@example.org/',
  'https://example.org/?a=b',
  'https://example.org/#a',
])('%j is no feed', (text) => {
  expect(feedFolder(text)).toBeUndefined()
})

test.each(['https://example.org/bellhop', 'https://example.org/bellhop/'])(
  'the file stands in the folder %s',
  (text) => {
    const folder = feedFolder(text)
    expect(folder && feedFile(folder, { system: 'linux', arch: 'x64' }).href).toBe(
      'https://example.org/bellhop/linux-x64.json',
    )
  },
)
