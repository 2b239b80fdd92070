import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import type { MessagesPort } from '../networks/ports'
import { openMessagesBench } from '../testing/messages-bench'
import { accountId } from '../testing/records'
import { createMessageCheck } from './check'
import { DRAFT_BYTES } from './drafts'
import { createMessages } from './messages'

const open = (port?: Partial<MessagesPort>) => openMessagesBench({ createMessageCheck, createMessages }, port)

let bench: ReturnType<typeof open>
const key = { accountId: accountId('a'), targetKey: 'network:x:5' }

beforeEach(() => {
  bench = open()
})

afterEach(() => {
  bench.temp.dispose()
})

const bodies = (): unknown[] =>
  bench.temp
    .reopen()
    .drafts.list()
    .map(({ body }) => body)

test('are kept per account and target, through a restart, and the newest is first', async () => {
  await bench.handlers['drafts.save']({ ...key, body: { text: 'old' } })
  await bench.time.advance(1_000)
  await bench.handlers['drafts.save']({ ...key, targetKey: 'dialog:1', body: { text: 'other' } })
  await bench.time.advance(1_000)
  await bench.handlers['drafts.save']({ ...key, body: { text: 'new' } })
  expect(bodies()).toEqual([{ text: 'new' }, { text: 'other' }])
})

test('are committed when they are answered: what another connection to the file sees then, a crash cannot take', async () => {
  const other = new DatabaseSync(bench.temp.path, { readOnly: true })
  expect(await bench.handlers['drafts.save']({ ...key, body: 'kept' })).toMatchObject({ ok: true })
  expect(other.prepare('SELECT body FROM drafts').all()).toMatchObject([{ body: '"kept"' }])
  other.close()
})

test('go when they are removed, with their account, and are not kept for one that is gone', async () => {
  await bench.handlers['drafts.save']({ ...key, body: 'x' })
  expect(await bench.handlers['drafts.remove'](key)).toEqual(ok({}))
  expect(await bench.handlers['drafts.list']({})).toEqual(ok([]))
  const gone = { ...key, accountId: accountId('z'), body: 'x' }
  expect(await bench.handlers['drafts.save'](gone)).toEqual(fail('accounts.notFound'))
  await bench.handlers['drafts.save']({ ...key, body: 'x' })
  bench.temp.store.accounts.remove(key.accountId)
  expect(await bench.handlers['drafts.list']({})).toEqual(ok([]))
})

test('may be as large as any message that can be sent, and not larger: the last good one stays', async () => {
  const largest = 'я'.repeat((DRAFT_BYTES - 2) / 2)
  expect(await bench.handlers['drafts.save']({ ...key, body: largest })).toMatchObject({ ok: true })
  expect(await bench.handlers['drafts.save']({ ...key, body: `${largest}я` })).toEqual(
    fail('messages.draftTooLarge', 'user'),
  )
  expect(bodies()).toEqual([largest])
})

test('that the disk refuses are said not to be kept', async () => {
  bench.temp.store.close()
  expect(await bench.handlers['drafts.save']({ ...key, body: 'x' })).toMatchObject({ error: { code: 'store.failed' } })
})
