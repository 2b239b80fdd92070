import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KeptFile } from '../../shared/contract/messages'
import { fail, ok } from '../../shared/contract/result'
import { createFileBytes } from '../store/file-bytes'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, filesOf, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
let saved: { name: string; text: string } | undefined
let answer: () => Promise<string | undefined>

beforeEach(() => {
  saved = undefined
  answer = () => Promise.resolve('/home/ann/outbox.csv')
  bench = createOutboxBench(createOutbox, {
    saveTextFile: (name, text) => {
      saved = { name, text }
      return answer()
    },
  })
})

afterEach(async () => {
  await bench.dispose()
})

async function send(input: Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]): Promise<void> {
  await bench.outbox.handlers['outbox.enqueue'](input)
  await bench.time.settle()
}

async function keep(file: KeptFile): Promise<void> {
  await (await createFileBytes(filesOf(bench.temp)).begin(file.fileId)).finish()
  bench.temp.store.keptFiles.insert(file, '2026-01-10T00:00:00.000Z')
}

const lines = (): string[] => saved?.text.slice(1).split('\r\n') ?? []

describe('the outbox as a file', () => {
  test('has a line per message in the words of the user’s language, times as ISO, and no formula', async () => {
    const file = { fileId: '11111111-1111-4111-8111-111111111111', name: '=plan.pdf', size: 0 }
    await keep(file)
    await send({ ...toDialog('chat1', '=cmd()'), file, targetTitle: 'Отдел, "продаж"' })
    bench.service.fates.push(refused('messages.accessError'))
    await send(toPerson('5', 'two\nlines'))
    const at = new Date(bench.time.clock()).toISOString()
    expect(await bench.outbox.handlers['outbox.export']({})).toEqual(ok({ path: '/home/ann/outbox.csv' }))
    expect(saved?.name).toBe(`bellhop-outbox-${at.slice(0, 10)}.csv`)
    expect(lines()[0]).toBe(
      'createdAt account portal target text file fileBytes state reason attempts notBefore sentAt id'
        .split(' ')
        .map((column) => `outbox.export.${column}`)
        .join(','),
    )
    const [first, second] = bench.temp.store.outbox.list()
    expect(lines()[1]).toBe(
      `${at},Account a,portal.example,"Отдел, ""продаж""",'=cmd(),'=plan.pdf,0,outbox.state.sent,,1,,${at},${first?.id ?? ''}`,
    )
    expect(lines()[2]).toBe(
      `${at},Account a,portal.example,5,"two\nlines",,,outbox.state.failed,errors.messages.accessError app.unknown.seconds app.unknown.name app.unknown.newHost portal.example,1,,,${second?.id ?? ''}`,
    )
    expect(lines()[3]).toBe('')
  })

  test('holds what was asked for and nothing else', async () => {
    await send(toDialog('chat1', 'mine'))
    await send({ ...toDialog('chat1', 'other'), accountId: accountId('b') })
    await bench.outbox.handlers['outbox.export']({ accountIds: [accountId('b')], text: 'OTH' })
    expect(lines()).toHaveLength(3)
    expect(lines()[1]).toContain('other')
  })

  test('is not written when the user changes their mind', async () => {
    answer = () => Promise.resolve(undefined)
    expect(await bench.outbox.handlers['outbox.export']({})).toEqual(ok({}))
  })

  test('that cannot be written says so', async () => {
    answer = () => Promise.reject(new Error('ENOSPC'))
    expect(await bench.outbox.handlers['outbox.export']({})).toEqual(fail('outbox.exportFailed', 'user'))
  })
})
