import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { answer, CONVO, message } from './chat-views.fixtures'
import { ALICE, FakeBluesky, OWNER, testAccount, testWorld, xrpcError, type Answer } from './bluesky.fixtures'

const READ = 'chat.bsky.convo.getMessages'
const TARGET = { kind: 'convo' as const, convoId: CONVO }
const page = (messages: JsonObject[], extra: JsonObject = {}): Answer => answer(READ, { messages, ...extra })
const joined = (id: string): JsonObject => ({
  $type: 'chat.bsky.convo.defs#systemMessageView',
  id,
  rev: '3krev00000009',
  sentAt: '2026-11-20T10:00:03.000Z',
  data: { $type: 'chat.bsky.convo.defs#systemMessageDataMemberLeave', member: { did: OWNER } },
})
const deleted: JsonObject = {
  $type: 'chat.bsky.convo.defs#deletedMessageView',
  id: '3kmsg00000008',
  rev: '3krev00000008',
  sender: { did: OWNER },
  sentAt: '2026-11-20T10:00:02.000Z',
}
const theirs = (extra: JsonObject = {}): JsonObject =>
  message({ id: '3kmsg00000002', sender: { did: OWNER }, ...extra })

function opened(...answers: Answer[]) {
  const fake = new FakeBluesky()
  const { messages } = testWorld(fake).network.open(testAccount())
  fake.chat(READ, ...answers)
  return { fake, history: (before?: string) => messages?.history?.(TARGET, before), messages }
}

describe('what was said in a conversation', () => {
  it('is told oldest first, with who said it, as plain text, and nothing is marked as read', async () => {
    const profiles = [{ did: OWNER, handle: 'olga.bsky.social', displayName: 'Olga' }]
    const { history, fake } = opened(page([theirs({ text: '[b]so[/b]' }), message()], { relatedProfiles: profiles }))
    const at = '2026-11-20T10:00:01.000Z'
    expect(await history()).toEqual({
      ok: true,
      data: {
        messages: [
          { id: '3kmsg00000001', kind: 'me', text: 'Hello', plain: true, at, authorId: ALICE },
          {
            id: '3kmsg00000002',
            kind: 'other',
            text: '[b]so[/b]',
            plain: true,
            at,
            authorId: OWNER,
            authorName: 'Olga',
          },
        ],
      },
    })
    expect(fake.sent.filter(({ nsid }) => nsid.startsWith('chat.')).map(({ nsid }) => nsid)).toEqual([READ])
  })

  it('leaves out who came, went or deleted something, and reads on where a page is nothing else', async () => {
    const { history, fake } = opened(page([joined('1')], { cursor: 'a' }), page([deleted, theirs()], { cursor: 'b' }))
    expect(await history()).toMatchObject({ ok: true, data: { messages: [{ id: '3kmsg00000002' }], older: 'b' } })
    expect(fake.calls(READ).map(({ url }) => url.searchParams.get('cursor'))).toEqual([null, 'a'])
    let n = 0
    const endless = opened()
    endless.fake.chat(READ, () => page([joined('1')], { cursor: `c${(n += 1)}` }))
    expect(await endless.history()).toEqual({ ok: true, data: { messages: [], older: 'c3' } })
  })

  it('goes on from where the last page ended, and ends where the service repeats itself', async () => {
    const { history, fake } = opened(page([message()], { cursor: 'same' }))
    expect(await history('same')).toMatchObject({ ok: true, data: { messages: { length: 1 } } })
    expect((await history('same'))?.ok).toBe(true)
    expect(fake.calls(READ)[0]?.url.searchParams.get('cursor')).toBe('same')
    const again = await history('same')
    expect(again?.ok === true && again.data).not.toHaveProperty('older')
  })

  it('reads what is embedded in a message that is nothing else', async () => {
    const preview = { $type: 'chat.bsky.group.defs#invalidJoinLinkPreviewView', code: 'AbC1234' }
    const embed = { $type: 'chat.bsky.embed.joinLink#view', joinLinkPreview: preview }
    const { history } = opened(page([theirs({ text: '', embed })]))
    expect(await history()).toMatchObject({ data: { messages: [{ text: 'https://bsky.app/chat/AbC1234' }] } })
  })

  it.each([
    [xrpcError(400, 'InvalidConvo'), 'messages.convoNotFound'],
    [xrpcError(429, 'RateLimitExceeded'), 'net.rateLimited'],
    [{ json: { messages: {} } }, 'net.badAnswer'],
  ])('that cannot be had says why', async (given, code) => {
    expect(await opened(given).history()).toMatchObject({ ok: false, error: { code } })
  })

  it('survives messages without id, sender or time', async () => {
    const odd = [
      null,
      5,
      {},
      { ...message(), id: undefined },
      { ...message(), sentAt: 'soon' },
      { ...message(), sender: null },
    ]
    const { history } = opened({
      json: { messages: [...odd, message()] as JsonObject[], relatedProfiles: [null, 'x'] },
    })
    expect(await history()).toMatchObject({ ok: true, data: { messages: [{ id: '3kmsg00000001' }] } })
  })

  it('is had of conversations only', async () => {
    const { messages } = opened(page([]))
    expect(await messages?.history?.({ kind: 'dialog', dialogId: 'chat1' })).toMatchObject({
      error: { code: 'accounts.noPort' },
    })
  })
})
