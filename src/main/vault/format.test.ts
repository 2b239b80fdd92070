// Would catch: a format that drifts (old vaults unreadable), a damaged or tampered file taken for a good one.
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { contentOf, emptyContent, nextFile, secretOf, withSecret } from './content'
import { DataKey } from './data-key'
import { encodeFile, isAuthentic, judge, type Body, type SealedFile } from './format'
import { unwrapWithPassphrase } from './passphrase-slot'

/** Written by an independent implementation (Python's `cryptography`), key = bytes 0..31. */
const golden = await readFile(new URL('testing/version-1.vault', import.meta.url))
const KEY_ID = 'DsVODa0gVqB31kEiWhC59Q=='

function goldenKey(): DataKey {
  const key = DataKey.fromUnwrapped(Buffer.from([...Array(32).keys()]), KEY_ID)
  if (!key) throw new Error('the golden key has another id')
  return key
}

function whole(bytes: Buffer): SealedFile {
  const verdict = judge(bytes)
  if (verdict.kind !== 'whole') throw new Error(`judged ${verdict.kind}`)
  return verdict.file
}

/** The file with another body and a matching checksum, as one without the key would forge it. */
function forged(change: (body: Body) => Body, mac = whole(golden).mac): Buffer {
  const body = JSON.stringify(change(whole(golden).body))
  const checksum = createHash('sha256').update(`bellhop.vault\n1\n${body}\n${mac}`).digest('base64')
  return Buffer.from(`${JSON.stringify({ format: 'bellhop.vault', version: 1, body, mac, checksum })}\n`)
}

test('a version 1 file opens by its passphrase and tells its secrets', async () => {
  const file = whole(golden)
  expect(isAuthentic(file, goldenKey())).toBe(true)
  const [slot] = file.body.slots
  const key = slot?.kind === 'passphrase' && (await unwrapWithPassphrase(slot, KEY_ID, 'correct horse battery'))
  if (!key) throw new Error('the golden passphrase does not open')
  const content = contentOf(file.body)
  const secret = (accountId: string, field: string): unknown => secretOf(content, { accountId, field }, key)
  expect(secret('a-1', 'webhookUrl')).toEqual({
    kind: 'found',
    value: 'https://portal.example/rest/1/abcdefgh12345678/',
  })
  expect(secret('a-2', 'session')).toEqual({ kind: 'found', value: 'пароль' })
  expect(secret('a-2', 'webhookUrl')).toEqual({ kind: 'missing' })
})

test('writes exactly the bytes of the golden file for the same contents', () => {
  expect(encodeFile(whole(golden).body, goldenKey()).bytes.equals(golden)).toBe(true)
})

test('every single flipped bit is noticed without any key', () => {
  for (let at = 0; at < golden.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const bytes = Buffer.from(golden)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      expect(judge(bytes).kind).not.toBe('whole')
    }
  }
})

test('cut, doubled, empty, foreign and odd files are damaged, not crashes', () => {
  for (let length = 0; length < golden.length; length += 1)
    expect(judge(golden.subarray(0, length)).kind).toBe('damaged')
  const texts = [
    '',
    'null',
    '[]',
    '{}',
    '"x"',
    '{"format":"bellhop.vault","version":0}',
    '{"format":"other","version":2}',
  ]
  const odd = [...texts.map((text) => Buffer.from(text)), Buffer.concat([golden, golden]), randomBytes(500)]
  for (const bytes of odd) expect(judge(bytes).kind).toBe('damaged')
})

test('a newer version is told from damage, an older one that never was is damage', () => {
  const text = golden.toString()
  expect(judge(Buffer.from(text.replace('"version":1', '"version":2')))).toEqual({ kind: 'newer', version: 2 })
  expect(judge(Buffer.from('{"format":"bellhop.vault","version":9,"other":"layout"}'))).toEqual({
    kind: 'newer',
    version: 9,
  })
  expect(judge(Buffer.from(text.replace('"version":1', '"version":0'))).kind).toBe('damaged')
  expect(judge(Buffer.from(text.replace('"version":1', '"version":"1"'))).kind).toBe('damaged')
})

test.each<[string, (body: Body) => Body]>([
  ['a dropped record', (body) => ({ ...body, records: body.records.slice(1) })],
  ['records in another order', (body) => ({ ...body, records: [...body.records].reverse() })],
  ['a dropped slot', (body) => ({ ...body, slots: [] })],
  ['an added keyring slot', (body) => ({ ...body, slots: [...body.slots, { kind: 'os', wrapped: 'AAAA' }] })],
  ['an older generation number', (body) => ({ ...body, generation: 6 })],
])('with a forged checksum, %s is still caught by the MAC', (_, change) => {
  const verdict = judge(forged(change))
  expect(verdict.kind === 'whole' && isAuthentic(verdict.file, goldenKey())).toBe(false)
})

test('twins of a record or a slot are damage, even before the MAC', () => {
  expect(judge(forged((body) => ({ ...body, records: [...body.records, ...body.records] }))).kind).toBe('damaged')
  expect(judge(forged((body) => ({ ...body, slots: [...body.slots, ...body.slots] }))).kind).toBe('damaged')
})

test('records swapped between accounts or fields never open, even under a right MAC', () => {
  const key = goldenKey()
  const names = [
    { accountId: 'a', field: 'one' },
    { accountId: 'a', field: 'two' },
    { accountId: 'b', field: 'one' },
    // Joined without separators these would be equal.
    { accountId: 'a","o', field: 'ne' },
    { accountId: 'a', field: '","one' },
  ]
  let content = emptyContent(key)
  for (const [n, name] of names.entries())
    content = withSecret(content, { ...name, value: `v${String(n)}` }, { key, randomBytes })
  const { body } = nextFile(content, key).file
  for (const [i, from] of body.records.entries()) {
    for (const [j, to] of names.entries()) {
      const moved = { account: to.accountId, field: to.field, iv: from.iv, data: from.data }
      const found = secretOf(contentOf({ ...body, records: [moved] }), to, key)
      expect(found).toEqual(i === j ? { kind: 'found', value: `v${String(i)}` } : { kind: 'corrupt' })
    }
  }
})
