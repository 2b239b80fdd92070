import { readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { KeptFile } from '../../shared/contract/messages'
import { fail, ok } from '../../shared/contract/result'
import { BYTES, openFilesBench } from '../testing/files-bench'
import { createOutbox, type OutboxCapability } from './outbox'

let files: ReturnType<typeof openFilesBench<OutboxCapability>>

beforeEach(() => {
  files = openFilesBench(createOutbox)
})

const isGone = (file: KeptFile): Promise<void> =>
  vi.waitFor(() => {
    expect(files.isThere(file)).toBe(false)
  })

afterEach(async () => {
  await files.bench.dispose()
})

describe('taking a file in', () => {
  test('part by part, whole only with the last one, and for its owner alone', async () => {
    const file = await files.begin('/home/ann/C:\\plans\\report\u202E.pdf', BYTES.length)
    expect(file.name).toBe('report.pdf')
    expect(await files.append(file.fileId, 0, BYTES.subarray(0, 5))).toEqual(ok({ kept: false }))
    expect(files.isThere(file)).toBe(false)
    expect(await files.append(file.fileId, 5, BYTES.subarray(5))).toEqual(ok({ kept: true }))
    expect(readFileSync(files.pathOf(file))).toEqual(BYTES)
    expect(statSync(files.pathOf(file)).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['an empty one, or a folder', 0, fail('outbox.fileEmpty', 'user')],
    ['one over the limit', 25_000_001, fail('outbox.fileTooLarge', 'user', { megabytes: 25 })],
  ])('%s is refused before any of it comes', async (_, size, answer) => {
    expect(await files.bench.outbox.handlers['outbox.keepFile']({ name: 'a', size })).toEqual(answer)
    expect(files.onDisk()).toEqual([])
  })

  test.each<[string, (file: KeptFile) => Promise<unknown>]>([
    [
      'a part twice',
      async ({ fileId }) => [await files.append(fileId, 0, BYTES.subarray(0, 4)), await files.append(fileId, 0, BYTES)],
    ],
    ['a gap', ({ fileId }) => files.append(fileId, 1, BYTES.subarray(1))],
    ['more than was said', ({ fileId }) => files.append(fileId, 0, Buffer.concat([BYTES, BYTES]))],
    ['nothing', ({ fileId }) => files.append(fileId, 0, new Uint8Array())],
    [
      'two parts at a time',
      ({ fileId }) => Promise.all([files.append(fileId, 0, BYTES.subarray(0, 4)), files.append(fileId, 0, BYTES)]),
    ],
  ])('%s ends it, and leaves nothing behind', async (_, wrong) => {
    const file = await files.begin('report.pdf', BYTES.length)
    await wrong(file)
    expect(await files.append(file.fileId, 0, BYTES)).toEqual(fail('outbox.fileNotKept', 'user'))
    await vi.waitFor(() => {
      expect(files.onDisk()).toEqual([])
    })
    expect(files.bench.temp.store.keptFiles.ids()).toEqual([])
  })

  test('a window that only ever begins takes no more than a few places', async () => {
    const first = await files.begin('1', 10)
    for (let number = 0; number < 8; number += 1) await files.begin('more', 10)
    expect(await files.append(first.fileId, 0, new Uint8Array(10))).toEqual(fail('outbox.fileNotKept', 'user'))
    expect(files.onDisk()).toHaveLength(8)
  })

  test('what is taken out again is gone at once, whole or half', async () => {
    const whole = await files.keep()
    const half = await files.begin('half', 10)
    await files.append(half.fileId, 0, new Uint8Array(3))
    for (const { fileId } of [whole, half]) await files.bench.outbox.handlers['outbox.dropFile']({ fileId })
    await isGone(whole)
    expect(files.onDisk()).toEqual([])
    expect(files.bench.temp.store.keptFiles.ids()).toEqual([])
  })
})
