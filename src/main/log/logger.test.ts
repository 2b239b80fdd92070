// Would catch: a secret that reaches the log by a key, a value, an error, a cut, an encoding or an odd object.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../shared/contract/common'
import { Secret } from '../../shared/domain/secret'
import { createLogger, type LogLine, type LogLevel, type RedactingLogger } from './logger'
import { redactData } from './redact-data'

function make(level: LogLevel = 'debug'): { log: RedactingLogger; lines: LogLine[]; text: () => string } {
  const lines: LogLine[] = []
  const log = createLogger({ write: (line) => lines.push(line), clock: () => Date.UTC(2026, 10, 20), level })
  return { log, lines, text: () => JSON.stringify(lines) }
}

const as = (value: unknown): JsonObject => value as JsonObject
const same = (text: string): string => text

test('writes level, ISO time, message and data, and nothing below its level', () => {
  const { log, lines } = make('info')
  log.debug('hidden')
  log.info('seen', { n: 1, list: [true, null] })
  log.error('bad')
  expect(lines).toEqual([
    { at: '2026-11-20T00:00:00.000Z', level: 'info', message: 'seen', data: { n: 1, list: [true, null] } },
    { at: '2026-11-20T00:00:00.000Z', level: 'error', message: 'bad' },
  ])
})

test('a write that fails does not fail the caller', () => {
  const log = createLogger({
    write: () => {
      throw new Error('ENOSPC')
    },
    clock: () => 0,
    level: 'debug',
  })
  expect(() => {
    log.error('x', { a: 1 })
  }).not.toThrow()
})

test('a registered secret is taken out of messages, values, keys and every usual encoding', () => {
  const { log, text } = make()
  const secret = 'p/ä"ss & wörd?'
  log.registerSecret(secret)
  const spellings = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    JSON.stringify(secret),
  ]
  for (const spelling of spellings) {
    log.info(`typed ${spelling}.`, { [spelling]: 1, deep: [{ value: `<${spelling}>` }] })
    expect(text()).not.toContain('wörd')
    expect(text()).not.toContain('rd%3F')
    expect(text()).not.toContain('rd%253F')
  }
})

test('registering a webhook address also guards its code, and a session its tokens', () => {
  const { log, text } = make()
  log.registerSecret('https://acme.bitrix24.com/rest/1/abc123def456/')
  log.registerSecret(
    JSON.stringify({ did: 'did:plc:x', accessJwt: 'tok.en.one', nested: { refreshJwt: 'tok.en.two' } }),
  )
  log.info('code abc123def456, then tok.en.one and tok.en.two of did:plc:x')
  expect(text()).toContain('code [secret], then [secret] and [secret] of did:plc:x')
})

test('a secret too short to be one does not blank out the log', () => {
  const { log, lines } = make()
  log.registerSecret('1')
  log.registerSecret('')
  log.info('attempt 1 of 10')
  expect(lines[0]?.message).toBe('attempt 1 of 10')
})

test('values under a name that smells of a secret go, whatever they are; yes and no stay', () => {
  const { log, lines } = make()
  log.info(
    'x',
    as({ appPassword: 'hunter2', token: { a: 1 }, authorization: ['b'], passwordSet: true, secret: null, pin: 5 }),
  )
  expect(lines[0]?.data).toEqual({
    ...{ appPassword: '[secret]', token: '[secret]', authorization: '[secret]' },
    ...{ passwordSet: true, secret: null, pin: 5 },
  })
})

test('errors show name, message, code and causes, all of them redacted', () => {
  const { log, text } = make()
  const cause = Object.assign(new Error('GET https://h/rest/1/code1234567890/x'), { code: 'ECONNRESET' })
  log.error('failed', as({ error: new AggregateError([new Error('token=abcdef123')], 'outer', { cause }) }))
  expect(text()).toContain('ECONNRESET')
  expect(text()).toContain('outer')
  expect(text()).not.toMatch(/code1234567890|abcdef123/)
})

test('cycles, depth, width, odd objects and throwing getters end in words, not in exceptions', () => {
  const cycle: Record<string, unknown> = { name: 'loop' }
  cycle['self'] = cycle
  const trap = {
    get boom(): never {
      throw new Error('getter')
    },
  }
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('proxy')
      },
    },
  )
  const deep = JSON.parse('{"a":'.repeat(50) + '1' + '}'.repeat(50)) as unknown
  const data = redactData(
    {
      ...{ cycle, trap, hostile, deep, big: 10n ** 30n, not: Number.NaN, none: undefined, fn: same, sym: Symbol('s') },
      ...{ wide: Array.from({ length: 5000 }, (_, n) => n), bytes: Buffer.from('secret'), secret: new Secret('s') },
      ...{
        map: new Map([['k', 1]]),
        set: new Set([1]),
        date: new Date(0),
        bad: new Date(Number.NaN),
        url: new URL('https://a/'),
      },
    },
    same,
  )
  expect(data).toMatchObject({
    ...{ cycle: { name: 'loop', self: '[circular]' }, trap: { boom: '[unreadable]' }, hostile: '[unreadable]' },
    ...{
      big: '1000000000000000000000000000000',
      not: 'NaN',
      none: null,
      fn: '[function]',
      sym: '[symbol]',
      bytes: '[6 bytes]',
    },
    ...{
      secret: '[secret]',
      map: { k: 1 },
      set: [1],
      date: '1970-01-01T00:00:00.000Z',
      bad: '[invalid date]',
      url: 'https://a/',
    },
  })
  expect(JSON.stringify(data).length).toBeLessThan(5000)
  expect(JSON.stringify(data)).toContain('[deeper]')
})

test('a huge structure and a huge text are bounded', () => {
  const branch = (depth: number): JsonValue =>
    depth === 0 ? 'leaf' : Array.from({ length: 20 }, () => branch(depth - 1))
  expect(JSON.stringify(redactData(branch(4), same)).length).toBeLessThan(100_000)
  expect(redactData('x'.repeat(300_000), same)).toBe('[text of 300000 characters]')
})

test('a cut leaves no half of a secret', () => {
  const { log, text } = make()
  log.registerSecret('S3CR3T-'.repeat(10))
  log.info('x'.repeat(8150) + 'S3CR3T-'.repeat(10) + 'y'.repeat(100))
  expect(text()).not.toContain('S3CR3T')
})

const alnum = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const word = fc.string({ unit: fc.constantFrom(...alnum), minLength: 12, maxLength: 40 })
const registered = fc.oneof(word, fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme-ascii' }))

/** Any nested data, with the needle put into a random string, key, error or collection of it. */
function holding(needle: string): fc.Arbitrary<unknown> {
  const text = fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + needle + after)
  const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, maxDepth: 2 }), text),
    tree: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'tree' },
      tie('leaf'),
      text,
      text.map((message) => new Error(message)),
      text.map((message) => new Error('outer', { cause: { message } })),
      fc.dictionary(fc.oneof(fc.string(), text), tie('tree'), { maxKeys: 4 }),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.tuple(text, tie('tree')).map((entry) => new Map([entry])),
      tie('tree').map((part) => new Set([part])),
    ),
  }))
  return tree
}

test('a registered secret anywhere in random nested data never comes out', () => {
  fc.assert(
    fc.property(
      registered.chain((secret) => fc.tuple(fc.constant(secret), holding(secret))),
      ([secret, data]) => {
        const { log, text } = make()
        log.registerSecret(secret)
        log.info(`before ${secret}${secret} after`, as({ data }))
        const [line] = JSON.parse(text()) as [LogLine]
        for (const found of strings(line)) expect(found).not.toContain(secret)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a webhook-shaped secret anywhere in random nested data never comes out', () => {
  fc.assert(
    fc.property(
      word.chain((code) => fc.tuple(fc.constant(code), holding(`https://acme.example/rest/1/${code}/profile`))),
      ([code, data]) => {
        const { log, text } = make()
        log.info('call', as({ data }))
        expect(text()).not.toContain(code)
      },
    ),
    { numRuns: 1000 },
  )
})

/** Every key and string of a JSON value, as the reader of the log sees them. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...strings(part)])
}
