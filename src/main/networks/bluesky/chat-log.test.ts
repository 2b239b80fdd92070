import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { PollAnswer } from '../ports'
import { answer, CONVO, convoView, groupConvo, joinRequest, owner, pendingRequests } from './chat-views.fixtures'
import { FakeBluesky, htmlError, lostConnection, testAccount, testWorld, xrpcError } from './bluesky.fixtures'

const LOG = 'chat.bsky.convo.getLog'
const REQUESTS = 'chat.bsky.convo.listConvoRequests'
const INCOMING = 'chat.bsky.group.listJoinRequests'
const ONE = 'chat.bsky.convo.getConvo'

const rev = (n: number): string => `3krev${String(n).padStart(8, '0')}`
const event = (n: number, name: string, extra: JsonObject = {}): JsonObject => ({
  $type: `chat.bsky.convo.defs#${name}`,
  rev: rev(n),
  convoId: CONVO,
  ...extra,
})
const begin = (n: number): JsonObject => event(n, 'logBeginConvo')
const asked = (n: number): JsonObject => event(n, 'logIncomingJoinRequest', { member: owner() })

interface LogPage {
  readonly logs: JsonObject[]
  readonly cursor?: string
}

/** A port over a log of these pages, told one after the other. */
function opened(...pages: LogPage[]) {
  const fake = new FakeBluesky()
  fake.chat(LOG, ...pages.map((page) => answer(LOG, { ...page })))
  fake.chat(REQUESTS, pendingRequests())
  fake.chat(INCOMING, answer(INCOMING, { requests: [] }))
  const world = testWorld(fake)
  const { requests } = world.network.open(testAccount())
  if (!requests?.poll) throw new Error('the port is missing')
  const { poll } = requests
  const look = async (cursor?: JsonValue, ask: Partial<Parameters<typeof poll>[0]> = {}): Promise<PollAnswer> => {
    const read = await poll({ requests: [], ownGroups: [], ...ask, ...(cursor === undefined ? {} : { cursor }) })
    if (!read.ok) throw new Error(read.error.code)
    return read.data
  }
  const cursors = (): (string | null)[] => fake.calls(LOG).map(({ url }) => url.searchParams.get('cursor'))
  return { fake, poll, look, cursors, world }
}

describe('the log of what happened', () => {
  it('would catch events being asked for without a cursor, or the cursor not being kept', async () => {
    const { look, cursors } = opened({ logs: [], cursor: rev(5) }, { logs: [], cursor: rev(5) })
    const first = await look()
    expect(first.cursor).toEqual({ log: rev(5) })
    await look(first.cursor)
    expect(cursors()).toEqual([null, rev(5)])
  })

  it('would catch events beyond the first page being lost', async () => {
    const many = (from: number, count: number): JsonObject[] =>
      Array.from({ length: count }, (_, i) => event(from + i, 'logCreateMessage', { message: deleted }))
    const { look, cursors } = opened(
      { logs: many(10, 50), cursor: rev(59) },
      { logs: [...many(60, 49), asked(109)], cursor: rev(109) },
      { logs: [], cursor: rev(109) },
    )
    const seen = await look({ log: rev(9) })
    expect(cursors()).toEqual([rev(9), rev(59), rev(109)])
    expect(seen.cursor).toEqual({ log: rev(109) })
    expect(seen.incoming).toEqual([])
  })

  it('would catch a server that repeats a page being asked for ever', async () => {
    const page = { logs: Array.from({ length: 30 }, (_, i) => begin(i)), cursor: rev(29) }
    const { look, cursors } = opened(page)
    await look({ log: rev(1) })
    expect(cursors()).toEqual([rev(1), rev(29)])
  })

  it('would catch an old event being told anew: revs are compared as the strings they are', async () => {
    const { look } = opened({ logs: [begin(3), event(4, 'logLeaveConvo')], cursor: rev(9) })
    expect((await look({ log: rev(9) })).relations.size).toBe(0)
    const later = opened({ logs: [event(10, 'logLeaveConvo')], cursor: rev(10) })
    expect((await later.look({ log: rev(9) })).relations.get(CONVO)).toBe('none')
  })

  it('would catch an event of a kind we do not know, or one without a conversation, stopping the others', async () => {
    const { fake, look } = opened()
    const odd = [
      { $type: 'chat.bsky.convo.defs#logFromTheFuture', rev: rev(2), convoId: CONVO },
      { rev: rev(3) },
      7,
      {},
    ]
    fake.chat(LOG, { json: { logs: [...odd, event(4, 'logLeaveConvo')], cursor: rev(4) } })
    const seen = await look({ log: rev(1) })
    expect(seen.relations.get(CONVO)).toBe('none')
    expect(seen.cursor).toEqual({ log: rev(4) })
  })

  it.each([
    ['refused by the service', { log: 'stale' }, xrpcError(400, 'InvalidRequest', 'Invalid cursor')],
    ['not one of ours', 17, undefined],
    ['empty', { log: '' }, undefined],
  ] as const)('would catch a cursor that is %s ending the following for good', async (_name, cursor, refusal) => {
    const { fake, look, cursors } = opened()
    const now = answer(LOG, { logs: [], cursor: rev(7) })
    fake.chat(LOG, ...(refusal ? [refusal, now] : [now]))
    expect((await look(cursor)).cursor).toEqual({ log: rev(7) })
    expect(cursors().at(-1)).toBeNull()
  })

  it('would catch what the log cannot tell any more not being read from the list', async () => {
    const { fake, look } = opened()
    const now = answer(LOG, { logs: [], cursor: rev(7) })
    fake.chat(LOG, now, xrpcError(400, 'InvalidRequest', 'Invalid cursor'), now)
    await look({ log: rev(6) })
    await look({ log: rev(7) })
    expect(fake.calls(REQUESTS)).toHaveLength(2)
  })

  it('would catch a look that begins anew skipping what happened since the last one', async () => {
    const { fake, look, cursors } = opened(
      { logs: [], cursor: rev(5) },
      { logs: [event(6, 'logLeaveConvo')], cursor: rev(6) },
    )
    await look({ log: rev(4) })
    const anew = await look()
    expect(cursors()).toEqual([rev(4), rev(5)])
    expect(anew.relations.get(CONVO)).toBe('none')
    expect(fake.calls(REQUESTS)).toHaveLength(2)
  })

  it.each([
    ['the service is busy', htmlError(503), 'bluesky.temporarilyOffline'],
    ['the connection breaks', lostConnection(), 'net.reset'],
    ['the answer is none', { json: { cursor: 'x' } }, 'net.badAnswer'],
    ['the password lacks the right', xrpcError(400, 'InvalidToken', 'Bad token method'), 'bluesky.noDmAccess'],
  ])('would catch the place being lost when %s: from nothing it would begin with now', async (_name, failure, code) => {
    const { fake, poll, cursors } = opened()
    fake.chat(LOG, failure)
    const read = await poll({ requests: [], ownGroups: [], cursor: { log: rev(1) } })
    expect(read).toMatchObject({ ok: false, error: { code } })
    expect(new Set(cursors())).toEqual(new Set([rev(1)]))
  })
})

const deleted: JsonObject = {
  $type: 'chat.bsky.convo.defs#deletedMessageView',
  id: 'm',
  rev: rev(1),
  sender: { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' },
  sentAt: '2026-11-20T10:00:00.000Z',
}

describe('what the log says of my request', () => {
  const mine = { requests: [{ id: 'r1', target: { groupId: CONVO } }] }

  it('would catch a list that lags behind the log being read as a rejection', async () => {
    for (const name of ['logOutgoingJoinRequest', 'logBeginConvo']) {
      const { fake, look } = opened({ logs: [event(2, name)], cursor: rev(2) })
      fake.chat(ONE, xrpcError(400, 'InvalidConvo'))
      expect((await look({ log: rev(1) }, mine)).standings.get('r1')?.standing).toBe('notKnown')
    }
  })

  it('would catch an earlier coming and going deciding: the last event counts', async () => {
    const { look } = opened({
      logs: [begin(2), event(3, 'logLeaveConvo'), begin(4), event(5, 'logLeaveConvo')],
      cursor: rev(5),
    })
    expect((await look({ log: rev(1) })).relations.get(CONVO)).toBe('none')
  })

  it('would catch a group I made elsewhere being told as one I am only a member of', async () => {
    const { look } = opened({ logs: [begin(2)], cursor: rev(2) })
    expect((await look({ log: rev(1) })).relations.has(CONVO)).toBe(false)
  })

  it('would catch a request that could not be looked at being told as gone', async () => {
    const { fake, look } = opened({ logs: [], cursor: rev(2) })
    fake.chat(ONE, lostConnection())
    expect((await look({ log: rev(1) }, mine)).standings.size).toBe(0)
    fake.chat(REQUESTS, lostConnection())
    expect((await look({ log: rev(1) }, mine)).standings.size).toBe(0)
    fake.chat(REQUESTS, pendingRequests(joinRequest()))
    expect((await look({ log: rev(1) }, mine)).standings.get('r1')?.standing).toBe('pending')
  })

  it('would catch an approval being missed where the log has already been read past it', async () => {
    const { fake, look } = opened({ logs: [], cursor: rev(2) })
    fake.chat(ONE, answer(ONE, { convo: convoView({}, groupConvo()) }))
    expect((await look({ log: rev(2) }, mine)).standings.get('r1')?.standing).toBe('joined')
  })

  it('would catch a stranger’s first message being told as an invitation to a group', async () => {
    const { fake, look } = opened({ logs: [], cursor: rev(2) })
    const direct = { $type: 'chat.bsky.convo.defs#directConvo' }
    const views = [convoView({ id: 'd', status: 'request' }, direct), convoView({ id: 'g', status: 'request' })]
    fake.chat(REQUESTS, pendingRequests(...views.map((view) => ({ ...view, $type: 'chat.bsky.convo.defs#convoView' }))))
    expect([...(await look()).relations]).toEqual([['g', 'invited']])
  })
})
