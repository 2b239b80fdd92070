// Conversations with something unread. Catches: my own message told back to me, a muted one told, an odd message that hides
// the others, more than one request.
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { ALICE, FakeBluesky, OWNER, testAccount, testWorld, type Answer } from './bluesky.fixtures'
import { answer, CONVO, convoView } from './chat-views.fixtures'

const LIST = 'chat.bsky.convo.listConvos'
const message = (extra: JsonObject = {}): JsonObject => ({
  $type: 'chat.bsky.convo.defs#messageView',
  id: '3kmessage0001',
  rev: '3krev00000002',
  text: 'Hello',
  sender: { did: OWNER },
  sentAt: '2026-11-20T09:00:00.000Z',
  ...extra,
})
const unreadOne = (extra: JsonObject = {}): JsonObject =>
  convoView({ unreadCount: 2, lastMessage: message(), ...extra })
const page = (convos: JsonObject[], cursor?: string): Answer =>
  answer(LIST, { convos, ...(cursor === undefined ? {} : { cursor }) })

function opened(given: Answer) {
  const fake = new FakeBluesky()
  const { messages } = testWorld(fake).network.open(testAccount())
  if (messages?.unread === undefined) throw new Error('the port tells nothing unread')
  fake.chat(LIST, given)
  return { fake, unread: messages.unread }
}

describe('conversations with something unread', () => {
  it('are told with their last message, in one request however many there are', async () => {
    const { fake, unread } = opened(page([unreadOne()], 'more'))
    expect(await unread()).toMatchObject({
      ok: true,
      data: {
        chats: [{ target: { kind: 'convo', convoId: CONVO }, title: 'Team', lastId: '3kmessage0001', text: 'Hello' }],
        full: false,
      },
    })
    expect(fake.calls(LIST)).toHaveLength(1)
    const asked = fake.calls(LIST)[0]?.url.searchParams
    expect([asked?.get('readState'), asked?.get('status')]).toEqual(['unread', 'accepted'])
  })

  it.each([
    ['muted', unreadOne({ muted: true })],
    ['read', unreadOne({ unreadCount: 0 })],
    ['last written to by me', unreadOne({ lastMessage: message({ sender: { did: ALICE } }) })],
    ['an invitation', unreadOne({ status: 'request' })],
    ['without a message', convoView({ unreadCount: 1 })],
  ])('are left out when %s; the others stay', async (_why, convo) => {
    const { unread } = opened(page([{ ...convo, id: '3kother000001' }, unreadOne()]))
    const told = await unread()
    expect(told.ok && told.data.chats.map(({ target }) => target)).toEqual([{ kind: 'convo', convoId: CONVO }])
  })

  it('say when there may be more of them than one page has, also where some are left out', async () => {
    const many = Array.from({ length: 99 }, (_, index) => unreadOne({ id: `3kmany${String(index).padStart(6, '0')}` }))
    const { unread } = opened(page([unreadOne({ muted: true }), ...many]))
    const told = await unread()
    expect(told.ok && [told.data.chats.length, told.data.full]).toEqual([99, true])
  })

  it('a message of a kind not known yet hides none of the others', async () => {
    const odd = { $type: 'chat.bsky.convo.defs#futureView', id: 7 }
    const { unread } = opened(
      page([{ ...convoView({ unreadCount: 1 }), id: '3kodd0000001', lastMessage: odd }, unreadOne()]),
    )
    const told = await unread()
    expect(told.ok && told.data.chats).toHaveLength(1)
  })
})
