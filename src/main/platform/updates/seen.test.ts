// Would catch: a damaged file or a full disk that stops updates for good, and a version that is forgotten between starts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordLog } from '../../testing/recorders'
import { seenIn as seenWith } from './seen'

const seenIn = (path: string) => seenWith(path, recordLog())

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

test('one that cannot be written stops nothing, and what was remembered stays', () => {
  const path = join(dir, 'updates.json')
  const seen = { version: '1.2.3', released: '2026-11-20T12:00:00.000Z' }
  seenIn(path).remember(seen)
  // Written beside it first: there stands something that cannot be written over.
  mkdirSync(`${path}.new`)
  seenIn(path).remember({ ...seen, version: '1.2.4' })
  expect(seenIn(path).seen()).toEqual(seen)
})
