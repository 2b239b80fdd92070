// SIGKILL of the real app while a file is taken in and while it is sent: afterwards there is the message with its file, or
// nothing, and the portal has it once at most. Would catch: a message journalled before its file is on disk, a file sent
// twice because its answer was lost, bytes nobody names left behind.
import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { digest, filesAt, keepFile, keptFiles, UPLOAD } from '../e2e/support/files'
import { follow, onDisk } from './support/journal'
import { dataOf, test, unlock } from './support/lives'
import { carriedOut, customer } from './support/targets'

const BYTES = randomBytes(300_001)

for (const point of ['outbox.afterFileBytes', 'outbox.afterFileKept'] as const) {
  test(`killed at ${point}: there is neither a message nor, after the next start, a file`, async ({
    lives,
    profile,
  }) => {
    const first = await lives.first(point)
    await first.diesOf(() => keepFile(first.app, 'report.bin', BYTES))
    expect(await keptFiles(profile)).toHaveLength(1)
    const second = await lives.locked()
    expect(dataOf(await second.app.invoke('outbox.list', {}))).toEqual([])
    await expect.poll(() => keptFiles(profile)).toEqual([])
  })
}

for (const [point, left] of [
  ['outbox.afterEnqueueCommit', 'queued'],
  ['outbox.afterSendBeforeOutcome', 'sending'],
] as const) {
  test(`killed at ${point}: the message is there with its file, and arrives once, whole`, async ({
    lives,
    practice,
    profile,
  }) => {
    const first = await lives.first(point)
    const { id: accountId } = await customer.connect(first.app, practice)
    const target = await customer.target(practice)
    const file = await keepFile(first.app, 'report.bin', BYTES)
    await first.diesOf(() => first.app.invoke('outbox.enqueue', { accountId, target, text: '', file, holdSeconds: 0 }))
    const [row] = await onDisk(profile, 'outbox')
    expect(row?.state).toBe(left)
    expect(await keptFiles(profile)).toHaveLength(1)

    const second = await lives.locked()
    const followed = await follow(second.app, 'outbox', row?.id ?? '')
    await unlock(second.app)
    await followed.until('sent')
    expect((await filesAt(practice)).map(({ name, base64 }) => [name, digest(base64)])).toEqual([
      ['report.bin', digest(BYTES)],
    ])
    expect(await carriedOut(practice, UPLOAD)).toBe(1)
    // It stays for a minute, for a recipient who was refused; nothing else is left of it.
    expect(await keptFiles(profile)).toEqual([file.fileId])
  })
}
