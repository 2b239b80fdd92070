// Would catch: a feed signed by us that the app does not believe.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readManifest } from '../../src/main/platform/updates/manifest'
import { newKeys, signFeed } from './feed.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'feed-'))
})
afterEach(() => {
  rmSync(dir, { recursive: true })
})

const FEED = { version: '2.0.0', system: 'linux', arch: 'x64', released: '2026-11-20T12:00:00.000Z' }

it('is believed by the app, file by file, with the key that goes with it and no other', () => {
  const path = join(dir, 'Bellhop-2.0.0-linux-x86_64.AppImage')
  writeFileSync(path, 'hello')
  const { privateKey, publicKey } = newKeys()
  const text = signFeed({ ...FEED, files: [path] }, privateKey)
  expect(readManifest(text, publicKey, FEED)).toMatchObject({
    ok: true,
    data: {
      version: '2.0.0',
      files: [
        {
          name: 'Bellhop-2.0.0-linux-x86_64.AppImage',
          size: 5,
          // printf hello | openssl dgst -sha512 -binary | base64
          sha512: 'm3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==',
        },
      ],
    },
  })
  expect(readManifest(text, newKeys().publicKey, FEED)).toMatchObject({ ok: false })
})

it('takes no key of another kind', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(() => signFeed({ ...FEED, files: [] }, pem)).toThrow('rsa')
})
