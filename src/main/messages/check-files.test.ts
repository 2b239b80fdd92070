// Catches: a file that is journalled where none can go, with an attachment that would be lost, or that is no longer there; a
// file without words called empty.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Composed, KeptFile } from '../../shared/contract/messages'
import { FILE_SIZE, openMessagesBench, type MessagesBench } from '../testing/messages-bench'
import { LINE_CODE, accountId } from '../testing/records'
import { createMessageCheck, type CheckMessage } from './check'
import { createMessages, type MessagesCapability } from './messages'

let bench: MessagesBench<CheckMessage, MessagesCapability['handlers']>
const KEPT: KeptFile = { fileId: '11111111-1111-4111-8111-111111111111', name: 'plan.pdf', size: FILE_SIZE }
const DIALOG = { kind: 'dialog', dialogId: 'chat1' } as const
const ATTACH = [{ MESSAGE: 'a card' }]

beforeEach(() => {
  bench = openMessagesBench({ createMessageCheck, createMessages })
  bench.temp.store.keptFiles.insert(KEPT, '2026-01-10T00:00:00.000Z')
})
afterEach(() => bench.temp.dispose())

const problems = (fields: Partial<Composed>, owner = 'a'): readonly string[] => {
  const checked = bench.check({ accountId: accountId(owner), target: DIALOG, text: '', file: KEPT, ...fields })
  return checked.ok ? checked.data.problems : [checked.error.code]
}

test.each<[string, Partial<Composed>, readonly string[], string?]>([
  ['a file without a word', {}, []],
  ['a file with a text', { text: 'See this' }, []],
  ['no file and no word', { file: undefined }, ['messages.empty']],
  ['an attachment beside it', { attach: ATTACH }, ['messages.fileAlone']],
  ['buttons beside it', { keyboard: [{ TEXT: 'a', LINK: 'https://e.com' }] }, ['messages.fileAlone']],
  ['one that was never taken in', { file: { ...KEPT, fileId: 'x' } }, ['messages.fileGone']],
  [
    'through an open channel',
    { text: 'Hi', target: { kind: 'network', lineCode: LINE_CODE, userId: '5' } },
    ['messages.noFiles'],
  ],
  ['to a conversation', { text: 'Hi', target: { kind: 'convo', convoId: 'c' } }, ['messages.noFiles'], 's'],
])('%s', (_, fields, expected, owner) => {
  expect(problems(fields, owner)).toEqual(expected)
})

test('one whose bytes are not as they were taken in is gone', () => {
  const other = { ...KEPT, fileId: '22222222-2222-4222-8222-222222222222', size: FILE_SIZE + 1 }
  bench.temp.store.keptFiles.insert(other, '2026-01-10T00:00:00.000Z')
  expect(problems({ file: other })).toEqual(['messages.fileGone'])
})

test('what the window says of a file counts for nothing', () => {
  expect(problems({ file: { ...KEPT, name: 'other.exe', size: 1 } })).toEqual([])
})
