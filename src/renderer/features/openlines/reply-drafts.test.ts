// Catches: a reply lost with the window, a draft with an attachment written over by a reply, a reply put back over typing.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { ok } from '../../testing/contract'
import { accountId, dialog, outboxItem } from '../../testing/sample'
import { setStage } from '../../testing/stage'
import { useReplyDrafts } from './reply-drafts'

const chat = dialog('5', { title: 'Client' })
const updatedAt = '2026-11-20T10:00:00.000Z'

function stage(first: Readonly<Record<string, JsonObject>> = {}) {
  const kept = new Map(Object.entries(first))
  const { fake } = setStage({
    'drafts.list': () =>
      ok([...kept].map(([targetKey, body]) => ({ accountId: accountId('acme'), targetKey, body, updatedAt }))),
    'drafts.save': (draft) => {
      kept.set(draft.targetKey, draft.body as JsonObject)
      return ok({ ...draft, updatedAt })
    },
    'drafts.remove': ({ targetKey }) => {
      kept.delete(targetKey)
      return ok({})
    },
  })
  return { kept, fake, drafts: useReplyDrafts() }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('keeps what is typed as the draft of the dialog, with its name for the composer', async () => {
  const { kept, drafts } = stage()
  drafts.set(chat, 'one')
  drafts.set(chat, 'one two')
  await vi.advanceTimersByTimeAsync(1000)
  expect([...kept]).toEqual([
    [
      'dialog:chat5',
      {
        text: 'one two',
        recipients: [{ target: { kind: 'dialog', dialogId: 'chat5' }, title: 'Client', kind: 'openline' }],
      },
    ],
  ])
})

it('brings it back, with what else the composer kept there', async () => {
  const { kept, drafts } = stage({ 'dialog:chat5': { text: 'kept', urlPreview: false } })
  await drafts.read(chat)
  expect(drafts.of(chat)).toBe('kept')
  drafts.set(chat, 'changed')
  await vi.advanceTimersByTimeAsync(1000)
  expect([...kept]).toEqual([['dialog:chat5', { text: 'changed', urlPreview: false }]])
})

it('saves at once when the window goes, without asking anything before', async () => {
  const { fake, drafts } = stage()
  await drafts.read(chat)
  drafts.set(chat, 'last words')
  drafts.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(fake.calls.map(({ route }) => route)).toEqual(['drafts.list', 'drafts.save'])
})

it('does not touch a draft that it cannot show', async () => {
  const rich = { text: 'with a picture', attach: '[{"MESSAGE":"x"}]' }
  const { kept, drafts } = stage({ 'dialog:chat5': rich })
  await drafts.read(chat)
  expect(drafts.of(chat)).toBe('')
  drafts.set(chat, 'plain')
  await vi.advanceTimersByTimeAsync(1000)
  expect([kept.get('dialog:chat5'), kept.get('dialog:chat5~2')?.['text']]).toEqual([rich, 'plain'])
})

it('does not write over what is being typed while it reads', async () => {
  const { drafts } = stage({ 'dialog:chat5': { text: 'kept' } })
  const reading = drafts.read(chat)
  drafts.set(chat, 'typed')
  await reading
  expect(drafts.of(chat)).toBe('typed')
})

it('forgets what was sent, and takes it back into an empty box only', async () => {
  const { kept, drafts } = stage()
  drafts.set(chat, 'sent')
  await vi.advanceTimersByTimeAsync(1000)
  drafts.sent(chat, { id: 'o', text: 'sent' })
  await flushPromises()
  expect([drafts.of(chat), kept.size]).toEqual(['', 0])
  const item = outboxItem('o', { text: 'sent' })
  expect(drafts.putBack(outboxItem('elsewhere'))).toBe(false)
  drafts.set(chat, 'the next one')
  expect([drafts.putBack(item), drafts.of(chat)]).toEqual([false, 'the next one'])
  drafts.set(chat, ' ')
  expect([drafts.putBack(item), drafts.of(chat)]).toEqual([true, 'sent'])
})

it('keeps what was typed on while it was being sent', async () => {
  const { kept, drafts } = stage()
  drafts.set(chat, 'sent, and more')
  drafts.sent(chat, { id: 'o', text: 'sent' })
  await flushPromises()
  expect([drafts.of(chat), kept.get('dialog:chat5')?.['text']]).toEqual([', and more', ', and more'])
})
