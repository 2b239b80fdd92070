// Over a real server. Would catch: a redirect followed, a half answer believed, a replayed list, a downgrade, http.
import type { RequestListener, ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { fail, ok } from '../../../shared/contract/result'
import { checkFeed, type Seen } from './check'
import { feedFolder } from './feed-address'
import { MACHINE, MANIFEST, newKeys, signed, startFeed, type FeedServer } from './feed.fixtures'
import { createFetchText } from './fetch-text'

const keys = newKeys()
const UNREACHABLE = fail('updates.unreachable', 'later')
let feed: FeedServer | undefined
afterEach(async () => {
  await feed?.close()
  feed = undefined
})

async function check(answer: RequestListener, { version = '1.0.0', seen }: { version?: string; seen?: Seen } = {}) {
  feed = await startFeed(answer)
  const remembered: Seen[] = []
  const fetchText = createFetchText(feed.fetch, 2_000)
  const folder = feedFolder('https://feed.example/bellhop')
  if (!folder) throw new Error('no folder')
  const found = await checkFeed(folder, {
    fetchText,
    machine: MACHINE,
    publicKey: keys.publicKey,
    version,
    seen: () => seen,
    remember: (one) => remembered.push(one),
  })
  return { found, remembered, asked: feed.asked }
}

const say =
  (text: string): RequestListener =>
  (_request, response) =>
    response.end(text)
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (_request: unknown, response: ServerResponse) =>
    response.writeHead(code, headers).end(signed(MANIFEST, keys))

test('a newer version is found, under the address of this machine, and remembered', async () => {
  const { found, remembered, asked } = await check(say(signed(MANIFEST, keys)))
  expect(found).toEqual(ok(MANIFEST))
  expect(asked).toEqual(['/bellhop/linux-x64.json'])
  expect(remembered).toEqual([{ version: '2.0.0', released: MANIFEST.released }])
})

test.each(['2.0.0', '2.0.1', '3.0.0-test'])('%s is not replaced by an older or equal version', async (version) => {
  expect((await check(say(signed(MANIFEST, keys)), { version })).found).toEqual(ok(undefined))
})

test.each<[string, Seen]>([
  ['an older version than was seen', { version: '2.0.1', released: '2026-11-01T00:00:00.000Z' }],
  ['an older list of the same version', { version: '2.0.0', released: '2026-11-20T12:00:01.000Z' }],
])('refused as a replay, however well signed: %s', async (_name, seen) => {
  const { found, remembered } = await check(say(signed(MANIFEST, keys)), { seen })
  expect(found).toEqual(fail('updates.replayed', 'later'))
  expect(remembered).toEqual([])
})

test('the same list again is no replay', async () => {
  const seen = { version: '2.0.0', released: MANIFEST.released }
  expect((await check(say(signed(MANIFEST, keys)), { seen })).found).toEqual(ok(MANIFEST))
})

test('what is not signed is not remembered either', async () => {
  const { found, remembered } = await check(say(signed(MANIFEST, newKeys())))
  expect([found, remembered]).toEqual([fail('updates.notSigned'), []])
})

test.each<[string, RequestListener]>([
  ['an error', status(404)],
  ['an empty answer', status(204)],
  ['a redirect, even to https', status(302, { location: 'https://elsewhere.example/' })],
  [
    'an answer cut short',
    (_request, response) => {
      const text = signed(MANIFEST, keys)
      response.writeHead(200, { 'content-length': text.length })
      response.write(text.slice(0, 50), () => response.destroy())
    },
  ],
  ['an answer without end', (_request, response) => response.write(' '.repeat(200_000))],
  ['letters that are none', (_request, response) => response.end(Buffer.from([0xff, 0xfe]))],
  ['nobody there', (request) => request.socket.destroy()],
])('could not be had: %s', async (_name, answer) => {
  expect((await check(answer)).found).toEqual(UNREACHABLE)
})

test('http is not asked at all', async () => {
  feed = await startFeed(say(signed(MANIFEST, keys)))
  await expect(createFetchText(feed.fetch)('http://feed.example/linux-x64.json')).rejects.toThrow('https')
  expect(feed.asked).toEqual([])
})
