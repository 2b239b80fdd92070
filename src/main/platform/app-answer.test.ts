import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Logger } from '../log/port'
import type { Picture } from '../networks/ports'
import { answerApp } from './app-answer'

const KEY = '0123456789abcdef0123456789abcdef'
const picture: Picture = { bytes: Uint8Array.from([1, 2, 3]), type: 'image/webp' }
let root: string
let asked: string[]
let logged: string[]

const log: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message) => void logged.push(message),
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
})
beforeEach(() => {
  asked = []
  logged = []
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

const get = (url: string, given: { method?: string; found?: Picture | undefined } = { found: picture }) =>
  answerApp(
    { method: given.method ?? 'GET', url },
    {
      root,
      log,
      picture: (key) => {
        asked.push(key)
        return Promise.resolve(given.found)
      },
    },
  )

test('a picture comes with the type of its bytes, and may be kept for ever (each list would ask for it again)', async () => {
  const answer = await get(`app://ui/avatars/${KEY}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture.bytes)
  expect(asked).toEqual([KEY])
})

test('a picture that cannot be had, and any other address below avatars, is a bare 404 and asked of nobody', async () => {
  const missing = await get(`app://ui/avatars/${KEY}`, { found: undefined })
  expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store'])
  asked = []
  for (const url of [`app://ui/avatars/${KEY}.png`, 'app://ui/avatars/', `app://ui/avatars/..%2f${KEY}`]) {
    const answer = await get(url)
    expect([answer.status, await answer.text()]).toEqual([404, ''])
  }
  expect((await get(`app://ui/avatars/${KEY}`, { method: 'POST', found: picture })).status).toBe(404)
  expect(asked).toEqual([])
})

test('every answer has the policy, and pictures need no more than the page’s own origin', async () => {
  const urls = ['app://ui/', `app://ui/avatars/${KEY}`, 'app://ui/missing.js']
  const answers = await Promise.all(urls.map((url) => get(url)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404])
  for (const { headers } of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("img-src 'self' data:;")
    expect(policy).toContain("connect-src 'none'")
  }
  expect(logged).toEqual(['a file of the app cannot be read'])
})
