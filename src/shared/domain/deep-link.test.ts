// Catches: a link that says one thing and shows another, a part that slips past the grammar, a link that cannot be read
// back, an app password taken for a code.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDeepLink, isDeepLink, MAX_DEEP_LINK, MAX_LINK_TEXT, parseDeepLink, type DeepLink } from './deep-link'

const number = fc.integer({ min: 1, max: 999_999_999 }).map(String)
const portal = fc.oneof(
  fc.domain().map((host) => host.toLowerCase()),
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })).map(([ip, port]) => (port === 443 ? ip : `${ip}:${port}`)),
  fc.constant('[::1]:8080'),
)
const convo = fc.stringMatching(/^[\w.~:-]{1,40}$/)
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((value) => !/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(value))
const account = fc.constantFrom(
  '7',
  'anna.bsky.social',
  'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  'did:web:example.com%3A8080',
)
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [key]: given }))

const link: fc.Arbitrary<DeepLink> = fc
  .tuple(
    fc.oneof(
      fc.record({
        wants: fc.constantFrom('group' as const, 'request' as const, 'dialog' as const),
        portal,
        id: number,
      }),
      fc.record({ wants: fc.constant('group' as const), id: convo }),
      fc
        .tuple(
          fc.record({
            wants: fc.constant('compose' as const),
            portal,
            id: fc.tuple(fc.constantFrom('', 'chat', 'sg'), number).map((all) => all.join('')),
          }),
          maybe('text', text),
        )
        .map(([base, more]) => ({ ...base, ...more })),
      fc
        .tuple(fc.record({ wants: fc.constant('compose' as const), id: convo }), maybe('text', text))
        .map(([base, more]) => ({ ...base, ...more })),
      fc.record({ wants: fc.constant('join' as const), id: fc.stringMatching(/^\w{1,20}$/) }),
    ),
    maybe('account', account),
  )
  .map(([base, more]) => ({ ...base, ...more }))

describe('peers 30: a link of ours', () => {
  test('is read back as it was written, in plain ASCII without a blank', () => {
    fc.assert(
      fc.property(link, (given) => {
        const written = formatDeepLink(given)
        expect(written).toMatch(/^bellhop:\/\/[!-~]+$/)
        expect(parseDeepLink(written)).toEqual({ ok: true, data: given })
      }),
    )
  })

  test('is never read as something it does not say: whatever is read is written as a link that reads the same', () => {
    const piece = fc.constantFrom(
      'portal=a.example',
      'id=5',
      'group=5',
      'chat=5',
      'to=chat5',
      'convo=c1',
      'code=abc',
      'text=x',
      'account=7',
      'id=05',
      'x=1',
      'portal=',
      'text=%E2%80%AE',
      'text=%',
      '',
      '&',
    )
    const kind = fc.constantFrom('group', 'Group', 'request', 'dialog', 'compose', 'join', 'send', '')
    fc.assert(
      fc.property(
        kind,
        fc.array(piece, { maxLength: 4 }),
        fc.constantFrom('', '/', '#x', '/x'),
        (host, parts, tail) => {
          const read = parseDeepLink(`bellhop://${host}${tail}?${parts.join('&')}`)
          if (read.ok) expect(parseDeepLink(formatDeepLink(read.data))).toEqual(read)
          else expect(read.error.code).toMatch(/^links\./)
        },
      ),
    )
  })

  test('any text at all is read or refused by name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.boolean(), (given, ours) => {
        const read = parseDeepLink(ours ? `bellhop://${given}` : given)
        if (read.ok) expect(formatDeepLink(read.data)).toMatch(/^bellhop:/)
        else expect(read.error.code).toMatch(/^links\./)
      }),
    )
  })

  test.each([
    ['bellhop://group?portal=acme.bitrix24.com&id=12', { wants: 'group', portal: 'acme.bitrix24.com', id: '12' }],
    ['BELLHOP://Group/?portal=ACME.bitrix24.com&id=12', { wants: 'group', portal: 'acme.bitrix24.com', id: '12' }],
    ['bellhop://request?group=12&portal=127.0.0.1:4000', { wants: 'request', portal: '127.0.0.1:4000', id: '12' }],
    [
      'bellhop://compose?portal=a.example&to=sg5&text=1+1%0D%0A2',
      { wants: 'compose', portal: 'a.example', id: 'sg5', text: '1+1\n2' },
    ],
    ['bellhop://compose?convo=3kxyz&text=Привет', { wants: 'compose', id: '3kxyz', text: 'Привет' }],
    [
      'bellhop://join?code=aBcDeFg&account=anna.bsky.social',
      { wants: 'join', id: 'aBcDeFg', account: 'anna.bsky.social' },
    ],
  ])('%s', (given, read) => {
    expect(parseDeepLink(given)).toEqual({ ok: true, data: read })
  })
})

const long = (count: number): string => `bellhop://compose?portal=a.example&to=5&text=${'x'.repeat(count)}`

describe('peers 30: a hostile or broken link is refused by name', () => {
  test.each([
    ['another scheme', 'https://group?portal=a.example&id=5', 'links.malformed'],
    ['no slashes', 'bellhop:group?portal=a.example&id=5', 'links.malformed'],
    ['a user', 'bellhop://a@group?portal=a.example&id=5', 'links.malformed'],
    ['a port', 'bellhop://group:80?portal=a.example&id=5', 'links.malformed'],
    ['a path', 'bellhop://group/12?portal=a.example&id=5', 'links.malformed'],
    ['a fragment', 'bellhop://group?portal=a.example&id=5#x', 'links.malformed'],
    ['a second question mark', 'bellhop://group?portal=a.example?&id=5', 'links.malformed'],
    ['a blank', 'bellhop://compose?portal=a.example&to=5&text=a b', 'links.malformed'],
    ['an argument behind it', 'bellhop://group?portal=a.example&id=5 --no-sandbox', 'links.malformed'],
    ['a line end', 'bellhop://group?portal=a.example\n&id=5', 'links.malformed'],
    ['a zero byte', 'bellhop://group?portal=a.example&id=5\0', 'links.hiddenCharacters'],
    ['a turned direction', 'bellhop://compose?portal=a.example&to=5&text=%E2%80%AEevil', 'links.hiddenCharacters'],
    [
      'a turned direction in plain sight',
      'bellhop://compose?portal=a.example&to=5&text=\u202eevil',
      'links.hiddenCharacters',
    ],
    ['an unseen sign', 'bellhop://compose?portal=a.example&to=5&text=a%E2%80%8Bb', 'links.hiddenCharacters'],
    ['unseen tags', 'bellhop://compose?portal=a.example&to=5&text=a%F3%A0%81%81', 'links.hiddenCharacters'],
    ['an escape', 'bellhop://compose?portal=a.example&to=5&text=%1B%5B2J', 'links.hiddenCharacters'],
    ['a broken code', 'bellhop://compose?portal=a.example&to=5&text=%E2%80', 'links.badPart'],
    ['half a code', 'bellhop://compose?portal=a.example&to=5&text=%', 'links.badPart'],
    ['nothing after the name', 'bellhop://', 'links.unknownKind'],
    ['an unknown kind', 'bellhop://send?portal=a.example&to=5&text=x', 'links.unknownKind'],
    ['a name every object has', 'bellhop://constructor?portal=a.example&id=5', 'links.unknownKind'],
    ['an unknown part', 'bellhop://group?portal=a.example&id=5&send=1', 'links.unknownPart'],
    ['a part every object has', 'bellhop://group?portal=a.example&id=5&__proto__=1', 'links.unknownPart'],
    ['a part twice', 'bellhop://group?portal=a.example&id=5&id=6', 'links.unknownPart'],
    ['a part of another form', 'bellhop://group?convo=c1&portal=a.example', 'links.unknownPart'],
    ['a text where none belongs', 'bellhop://group?portal=a.example&id=5&text=x', 'links.unknownPart'],
    ['an empty piece', 'bellhop://group?portal=a.example&&id=5', 'links.unknownPart'],
    ['no portal', 'bellhop://group?id=5', 'links.missingPart'],
    ['no parts', 'bellhop://group', 'links.missingPart'],
    ['no id', 'bellhop://dialog?portal=a.example', 'links.missingPart'],
    ['an empty part', 'bellhop://group?portal=&id=5', 'links.badPart'],
    ['a part without a value', 'bellhop://group?portal=a.example&id', 'links.badPart'],
    ['zero', 'bellhop://group?portal=a.example&id=0', 'links.badPart'],
    ['words for an id', 'bellhop://dialog?portal=a.example&chat=chat5', 'links.badPart'],
    ['no dialog id', 'bellhop://compose?portal=a.example&to=sg', 'links.badPart'],
    ['a portal with a path', 'bellhop://group?portal=a.example/rest&id=5', 'links.badPart'],
    ['a portal with a user', 'bellhop://group?portal=me@a.example&id=5', 'links.badPart'],
    ['a portal of look-alike letters', 'bellhop://group?portal=%D0%B0.example&id=5', 'links.badPart'],
    ['a portal of a number', 'bellhop://group?portal=2130706433&id=5', 'links.badPart'],
    ['an app password for a code', 'bellhop://join?code=abcd-efgh-ijkl-mnop', 'links.badPart'],
    ['a way up', 'bellhop://join?code=..%2F..%2Fx', 'links.badPart'],
    ['too long a text', long(MAX_LINK_TEXT + 1), 'links.badPart'],
    ['too long', long(MAX_DEEP_LINK), 'links.tooLong'],
  ])('%s', (_name, given, code) => {
    expect(parseDeepLink(given)).toMatchObject({ ok: false, error: { code } })
  })

  test('tells which part, but repeats nothing that could say anything', () => {
    expect(parseDeepLink('bellhop://group?portal=a.example&id=x')).toMatchObject({ error: { params: { name: 'id' } } })
    expect(parseDeepLink('bellhop://group?Call+us+now:+555=1')).toMatchObject({ error: { params: { name: '…' } } })
    expect(parseDeepLink('bellhop://Please-pay-at-evil.example')).toMatchObject({ error: { params: { name: '…' } } })
  })

  test('a family stays one picture', () => {
    expect(parseDeepLink(`bellhop://compose?convo=c&text=${encodeURIComponent('👩‍👩‍👧')}`).ok).toBe(true)
  })
})

test('what sets out to be one of ours is told from other texts', () => {
  expect(['bellhop:x', 'Bellhop://group'].every(isDeepLink)).toBe(true)
  expect(['https://bsky.app/chat/abc', ' bellhop://x', 'bellhops://x'].some(isDeepLink)).toBe(false)
})
