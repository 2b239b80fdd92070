import { rmSync, truncateSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { KeptFile } from '../../shared/contract/messages'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail } from '../../shared/contract/result'
import { refused } from '../testing/fake-messages'
import { toDialog } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { BYTES, openFilesBench } from '../testing/files-bench'
import { createOutbox, type OutboxCapability } from './outbox'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

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

async function enqueue(fields: Partial<Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]>) {
  const added = await files.bench.outbox.handlers['outbox.enqueue']({ ...toDialog('chat1'), ...fields })
  if (!added.ok) throw new Error(added.error.code)
  return added.data
}

const at = (hours: number): string => new Date(files.bench.time.clock() + hours * HOUR).toISOString()
const item = (id: string): OutboxItem | undefined => files.bench.temp.store.outbox.get(id)

async function sentBytes(index = 0): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of files.bench.service.sends[index]?.file?.read() ?? []) parts.push(part)
  return Buffer.concat(parts)
}

describe('a message with a file', () => {
  test('takes it along byte by byte, under the name it was taken in with, and is removed once it has left', async () => {
    const file = await files.keep()
    files.bench.service.fates.push('hangs')
    const lied = { ...file, name: 'payroll.exe', size: 1 }
    const added = await enqueue({ text: '', file: lied })
    expect(added.file).toEqual(file)
    await files.bench.time.settle()
    expect(files.bench.service.sends[0]?.file).toMatchObject({ name: 'report.pdf', size: BYTES.length })
    expect(await sentBytes()).toEqual(BYTES)

    await files.bench.outbox.handlers['outbox.dropFile']({ fileId: file.fileId })
    expect(files.isThere(file)).toBe(true)
    await files.bench.restart()
    await files.bench.time.advance(10_000)
    expect(item(added.id)).toMatchObject({ state: 'sent', file })
    await files.bench.time.advance(MINUTE)
    await isGone(file)
  })

  test('to several goes to each, and the file stays until the last has it', async () => {
    const file = await files.keep()
    files.bench.service.fates.push('sent', refused('messages.accessError'))
    const answer = await files.bench.outbox.handlers['outbox.enqueueMany']({
      accountId: accountId('a'),
      text: 'both',
      file,
      targets: ['chat1', 'chat2'].map((dialogId) => ({ target: { kind: 'dialog', dialogId } })),
    })
    await files.bench.time.settle()
    const [first, second] = files.bench.temp.store.outbox.list()
    expect([answer.ok, first?.state, second?.state]).toEqual([true, 'sent', 'failed'])
    expect(files.isThere(file)).toBe(true)
    await files.bench.outbox.handlers['outbox.retry']({ id: second?.id ?? '' })
    await files.bench.time.advance(MINUTE + 1_000)
    await isGone(file)
  })

  test('stays a minute after it has left, so that a recipient who was refused at once can still be given it', async () => {
    const file = await files.keep()
    await enqueue({ file })
    await files.bench.time.advance(MINUTE - 1_000)
    const again = await enqueue({ file, target: { kind: 'dialog', dialogId: 'chat2' } })
    await files.bench.time.advance(MINUTE - 1_000)
    expect(item(again.id)).toMatchObject({ state: 'sent', file })
    expect(files.isThere(file)).toBe(true)
    await files.bench.time.advance(2_000)
    await isGone(file)
  })

  test('taken back keeps its file for an hour, so that it can be sent anew; then it goes', async () => {
    const file = await files.keep()
    const held = await enqueue({ file, holdSeconds: 5 })
    await files.bench.outbox.handlers['outbox.cancel']({ id: held.id })
    await files.bench.time.advance(HOUR - 1_000)
    expect(files.isThere(file)).toBe(true)
    await files.bench.time.advance(2_000)
    await isGone(file)
    expect(await files.bench.outbox.handlers['outbox.enqueue']({ ...toDialog('chat1'), file })).toEqual(
      fail('messages.fileGone', 'user'),
    )
  })

  test('written anew takes the same file along, also where the first one is over', async () => {
    const file = await files.keep()
    files.bench.service.fates.push(refused('messages.accessError'))
    const failed = await enqueue({ file })
    await files.bench.time.settle()
    const anew = await enqueue({ file, text: 'better', replaces: failed.id, notBefore: at(3) })
    expect([item(failed.id)?.state, item(anew.id)?.file]).toEqual(['cancelled', file])
    await files.bench.time.advance(2 * HOUR)
    expect(item(anew.id)).toMatchObject({ state: 'queued' })
    expect(files.isThere(file)).toBe(true)
    await files.bench.time.advance(2 * HOUR)
    expect(item(anew.id)).toMatchObject({ state: 'sent' })
    await isGone(file)
  })

  test.each([
    ['deleted', (path: string) => rmSync(path)],
    ['cut short', (path: string) => truncateSync(path, 3)],
  ])('whose file was %s meanwhile is not sent without it: it fails, and says so', async (_, harm) => {
    const file = await files.keep()
    const held = await enqueue({ file, holdSeconds: 5 })
    harm(files.pathOf(file))
    await files.bench.time.advance(6_000)
    expect(item(held.id)).toMatchObject({ state: 'failed', reason: 'messages.fileGone', attempts: 0 })
    expect(files.bench.service.sends).toEqual([])
    expect(files.bench.told).toHaveLength(1)
  })

  test('is found by the name of its file, and the file is in the list that is saved', async () => {
    const file = await files.keep('Смета.xlsx')
    await enqueue({ file, text: 'see', holdSeconds: 5 })
    await enqueue({ text: 'nothing', holdSeconds: 5 })
    expect(files.bench.temp.store.outbox.list({ text: 'СМЕТА see' }).map((found) => found.file?.name)).toEqual([
      'Смета.xlsx',
    ])
  })
})

describe('what nobody holds', () => {
  test('goes at the next start; what a draft, quick-send or a message holds stays, and strangers in the folder too', async () => {
    const [unused, drafted, waiting] = [await files.keep('1'), await files.keep('2'), await files.keep('3')]
    const aside = await files.keep('5')
    const quick = { message: { targets: [], text: '' }, aside: [{ targets: [], text: '', file: aside }] }
    files.bench.temp.store.keyValues.set('quicksend.kept', quick)
    const half = await files.begin('4', 10)
    await files.append(half.fileId, 0, new Uint8Array(3))
    files.bench.temp.store.drafts.save({
      accountId: accountId('a'),
      targetKey: 'dialog:chat1',
      body: { text: '', file: drafted },
      updatedAt: '2026-01-10T00:00:00.000Z',
    })
    await enqueue({ file: waiting, notBefore: at(1) })
    const held = [drafted, waiting, aside].map(({ fileId }) => fileId).sort()
    await files.bench.restart()
    await isGone(unused)
    await vi.waitFor(() => {
      expect(files.onDisk().sort()).toEqual(held)
    })
    expect(files.bench.temp.store.keptFiles.ids().sort()).toEqual(held)
  })

  test('goes after a day, where the app never stops', async () => {
    const file = await files.keep()
    const never = await enqueue({ text: 'something happens', holdSeconds: 5 })
    await files.bench.outbox.handlers['outbox.cancel']({ id: never.id })
    await files.bench.time.advance(23 * HOUR)
    expect(files.isThere(file)).toBe(true)
    await files.bench.time.advance(2 * HOUR)
    await isGone(file)
  })

  test('makes room for what comes, oldest first; what is held does not', async () => {
    const [old, held, young] = [await files.keep('old'), await files.keep('held'), await files.keep('young')]
    await enqueue({ file: held, holdSeconds: 5 })
    const store = files.bench.temp.store.keptFiles
    const large = { fileId: '99999999-9999-4999-8999-999999999999', name: 'large', size: 249_999_940 }
    store.insert(large, new Date(files.bench.time.clock() + 1).toISOString())
    await files.begin('one more', 20)
    expect(store.ids().sort()).toEqual([held.fileId, young.fileId, large.fileId].sort())
    await isGone(old)
  })
})

describe('a crash', () => {
  test.each(['outbox.afterFileBytes', 'outbox.afterFileKept', 'outbox.duringEnqueueCommit'])(
    'at %s leaves no message without its file, and no file without its message',
    async (point) => {
      files.bench.dieAt(point)
      const file = await files.begin('report.pdf', BYTES.length)
      await expect(
        (async () => {
          await files.append(file.fileId, 0, BYTES)
          const added = await enqueue({ file })
          return added
        })(),
      ).rejects.toThrow()
      await files.bench.restart()
      expect(files.bench.temp.store.outbox.list()).toEqual([])
      await isGone(file)
      expect(files.bench.temp.store.keptFiles.ids()).toEqual([])
    },
  )

  test('once the message is in the journal loses neither', async () => {
    const file = await files.keep()
    files.bench.dieAt('outbox.afterEnqueueCommit')
    await expect(enqueue({ file })).rejects.toThrow()
    files.bench.service.fates.push('hangs')
    await files.bench.restart()
    expect(files.bench.service.sends[0]?.file?.name).toBe('report.pdf')
    expect(await sentBytes()).toEqual(BYTES)
  })
})
