// Would catch: a damaged file that stops updates for good, and one that is forgotten between starts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seenIn } from './seen'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bellhop-seen-'))
})
afterEach(() => {
  rmSync(dir, { recursive: true })
})

test('is there after a restart', () => {
  const seen = { version: '1.2.3', released: '2026-11-20T12:00:00.000Z' }
  expect(seenIn(join(dir, 'updates.json')).seen()).toBeUndefined()
  seenIn(join(dir, 'updates.json')).remember(seen)
  expect(seenIn(join(dir, 'updates.json')).seen()).toEqual(seen)
})

test.each(['', '{"version":"1.2', '{"version":"newest","released":"today"}'])('%j is as none', (text) => {
  writeFileSync(join(dir, 'updates.json'), text)
  expect(seenIn(join(dir, 'updates.json')).seen()).toBeUndefined()
})
