// Catches: a name that breaks out of its mention or hides another address, a link to something that is no page, and a tag
// written with half of what it needs.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extraTag, linkAddress, linkTag, mentionTag, plainName } from './bb-tags'

describe('a mention', () => {
  it('carries the id and the name', () => {
    expect(mentionTag('person', '5', 'Анна Петрова')).toBe('[USER=5]Анна Петрова[/USER]')
    expect(mentionTag('person', 'all', 'All participants')).toBe('[USER=all]All participants[/USER]')
    expect(mentionTag('chat', 'chat42', 'Team')).toBe('[CHAT=42]Team[/CHAT]')
    expect(mentionTag('chat', '42', '')).toBe('[CHAT=42]42[/CHAT]')
  })

  it.each([
    ['person', '5]x'],
    ['person', 'chat5'],
    ['chat', 'sg5'],
    ['chat', 'all'],
    ['person', ''],
  ] as const)('of a %s is not made from the id %j', (kind, id) => {
    expect(mentionTag(kind, id, 'x')).toBeUndefined()
  })

  it('is exactly one tag, whatever the name', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a[/USER][b]', 'x]y', '[USER=1]', 'line\nline', '\u202eevil', 'a\u2066b\u2069', '\u0000'),
    )
    fc.assert(
      fc.property(name, (hostile) => {
        expect(mentionTag('person', '5', hostile)).toMatch(/^\[USER=5\][^[\]\n\u202a-\u202e\u2066-\u2069]+\[\/USER\]$/)
      }),
    )
  })

  it('keeps a readable name', () => {
    expect(plainName('Группа [архив]  —\nстарая')).toBe('Группа (архив) — старая')
  })
})

describe('a link', () => {
  it.each([
    ['https://a.example/x?y=1', 'https://a.example/x?y=1'],
    ['a.example/x', 'https://a.example/x'],
    ['HTTP://a.example', 'HTTP://a.example'],
    [' https://a.example ', 'https://a.example'],
    ['localhost:8080', 'https://localhost:8080'],
    ['https://a.example/[1]', 'https://a.example/%5B1%5D'],
    ['портал.рф', 'https://портал.рф'],
  ])('to %j is %j', (typed, address) => {
    expect(linkAddress(typed)).toBe(address)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://a.example',
    'word',
    '',
    'https://',
    'two words.example',
    'https://user@evil.example',
    'mailto:a@b.example',
    'https://a.example/\n[b]',
  ])('to %j is none', (typed) => {
    expect(linkAddress(typed)).toBeUndefined()
  })

  it('has words of its own, or is just the address', () => {
    expect(linkTag('https://a.example', 'here')).toBe('[url=https://a.example]here[/url]')
    expect(linkTag('https://a.example', '')).toBe('[url]https://a.example[/url]')
    expect(linkTag('https://a.example', 'x[/url]y')).toBe('[url=https://a.example]xy[/url]')
  })
})

describe('a rarer tag', () => {
  it.each([
    ['put', '/help', '', '[put]/help[/put]'],
    ['put', '/help', 'Help', '[put=/help]Help[/put]'],
    ['send', 'yes]', 'Yes[', '[send=yes)]Yes([/send]'],
    ['call', '+7 (495) 123-45-67', '', '[call=+74951234567]+7 (495) 123-45-67[/call]'],
    ['call', '112', 'Help', '[call=112]Help[/call]'],
    ['icon', 'a.example/x.png', 'Smile', '[icon=https://a.example/x.png size=20 title=Smile]'],
  ] as const)('%s of %j and %j', (tag, value, words, written) => {
    expect(extraTag(tag, value, words)).toBe(written)
  })

  it('of a time is the moment my clock shows', () => {
    const seconds = Math.floor(new Date(2026, 10, 20, 12, 30).getTime() / 1000)
    expect(extraTag('timestamp', '2026-11-20T12:30', '')).toBe(`[timestamp=${seconds} format=SHORT_DATE_FORMAT]`)
  })

  it.each([
    ['put', ' '],
    ['send', ''],
    ['call', 'abc'],
    ['timestamp', ''],
    ['icon', 'javascript:x'],
  ] as const)('%s of %j is not written', (tag, value) => {
    expect(extraTag(tag, value, 'words')).toBeUndefined()
  })
})
