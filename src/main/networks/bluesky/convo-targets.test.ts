import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { alice, answer, CONVO, convoView, groupConvo, owner } from './chat-views.fixtures'
import {
  ALICE,
  FakeBluesky,
  htmlError,
  OWNER,
  testAccount,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'

const LIST = 'chat.bsky.convo.listConvos'
const DIRECT = { $type: 'chat.bsky.convo.defs#directConvo' }
const bob = (extra: JsonObject = {}): JsonObject => ({
  did: OWNER,
  handle: 'bob.bsky.social',
  displayName: 'Боб Ёлкин',
  ...extra,
})
const me: JsonObject = { did: ALICE, handle: 'alice.bsky.social' }
const direct = (id: string, other: JsonObject = bob(), extra: JsonObject = {}): JsonObject =>
  convoView({ id, members: [me, other], ...extra }, DIRECT)
const page = (convos: JsonObject[], cursor?: string): Answer =>
  answer(LIST, { convos, ...(cursor === undefined ? {} : { cursor }) })

function opened(...answers: Answer[]) {
  const fake = new FakeBluesky()
  const world = testWorld(fake)
  const { messages } = world.network.open(testAccount())
  if (messages?.find === undefined) throw new Error('the port finds nothing')
  const { find } = messages
  fake.chat(LIST, ...answers)
  return { fake, world, find: (text: string) => find(text, {}), messages }
}

describe('conversations to write to', () => {
  it('are my groups and direct conversations, the latest first, with who it is', async () => {
    const { find, fake } = opened(page([convoView(), direct('3kdirect00001')]))
    expect(await find('')).toEqual({
      ok: true,
      data: [
        { target: { kind: 'convo', convoId: CONVO }, title: 'Team', kind: 'convo', memberCount: 12 },
        {
          target: { kind: 'convo', convoId: '3kdirect00001' },
          title: 'Боб Ёлкин',
          kind: 'convo',
          hint: '@bob.bsky.social',
        },
      ],
    })
    expect(fake.calls(LIST)[0]?.url.searchParams.has('kind')).toBe(false)
  })

  it.each(['боб', 'ЕЛКИН боб', '@bob.bsky', 'bob', ',j,'])(
    'are found by name and handle as people type: %s',
    async (text) => {
      const { find } = opened(page([convoView(), direct('3kdirect00001')]))
      expect(await find(text)).toMatchObject({ ok: true, data: [{ title: 'Боб Ёлкин' }] })
    },
  )

  it('are asked for once while a name is typed, and again after a minute', async () => {
    const { find, fake, world } = opened(page([convoView()]))
    await Promise.all([find('t'), find('te')])
    await find('tea')
    expect(fake.calls(LIST)).toHaveLength(1)
    world.pass(61_000)
    await find('team')
    expect(fake.calls(LIST)).toHaveLength(2)
  })

  it('that take no messages cannot be chosen, and say why', async () => {
    const past = { ...alice(), kind: { $type: 'chat.bsky.actor.defs#pastGroupConvoMember' } }
    const { find } = opened(
      page([
        convoView({}, groupConvo({ lockStatus: 'locked' })),
        convoView({ id: '3kconvo000002', members: [owner(), past] }),
        direct('3kdirect00001', bob({ chatDisabled: true })),
        direct('3kdirect00002', bob({ viewer: { blockedBy: true } })),
      ]),
    )
    const found = await find('')
    expect(found.ok && found.data.map(({ blocked }) => blocked)).toEqual(['locked', 'locked', 'inactive', 'locked'])
  })

  it('leave out what I was only invited to, myself, and kinds nobody knows yet', async () => {
    const unknown = convoView(
      { id: '3kconvo000003', members: [me, bob(), owner()] },
      { $type: 'chat.bsky.convo.defs#newConvo' },
    )
    const { find } = opened(page([convoView({ status: 'request' }), direct('3kdirect00001', me), unknown]))
    expect(await find('')).toEqual({ ok: true, data: [] })
  })

  it('are read page by page, each once, and a list without end ends', async () => {
    const { find } = opened(page([convoView()], 'next'), page([convoView(), direct('3kdirect00001')]))
    expect(await find('')).toMatchObject({ ok: true, data: { length: 2 } })
    const endless = new FakeBluesky()
    let count = 0
    endless.chat(LIST, () => page([convoView({ id: `3kconvo${String((count += 1)).padStart(6, '0')}` })], `c${count}`))
    const port = testWorld(endless).network.open(testAccount()).messages
    expect(await port?.find?.('', {})).toMatchObject({ ok: true, data: { length: 10 } })
  })

  it('that cannot be read are an error with its reason, not a list that is empty, and are asked for again', async () => {
    const { find, fake } = opened(xrpcError(429, 'RateLimitExceeded'), page([convoView()]))
    expect(await find('x')).toMatchObject({ ok: false, error: { code: 'net.rateLimited' } })
    expect(fake.calls(LIST)).toHaveLength(1)
    const busy = opened(htmlError(503))
    expect(await busy.find('x')).toMatchObject({ ok: false, error: { code: 'bluesky.temporarilyOffline' } })
    busy.fake.chat(LIST, page([convoView()]))
    expect(await busy.find('team')).toMatchObject({ ok: true, data: [{ title: 'Team' }] })
  })

  it('survive a service that answers nonsense', async () => {
    const { find } = opened({ json: { convos: [null, 5, {}, { id: '' }, { id: 'x', kind: 7 }, convoView()] } })
    expect(await find('')).toMatchObject({ ok: true, data: [{ title: 'Team' }] })
    expect(await opened({ json: { convos: 'none' } }).find('')).toMatchObject({ error: { code: 'net.badAnswer' } })
    const hostile = direct('3kdirect00001', bob({ displayName: '<script>alert(1)</script>'.repeat(2) }))
    expect(await opened({ json: { convos: [hostile] } }).find('script')).toMatchObject({
      ok: true,
      data: { length: 1 },
    })
  })

  it('have a name one can see and a hint the contract takes, whatever somebody calls himself', async () => {
    const blank = direct('3kdirect00001', bob({ displayName: ' \t ' }))
    const long = direct('3kdirect00002', bob({ displayName: '', handle: 'x'.repeat(3000) }))
    const { find } = opened({ json: { convos: [convoView({}, groupConvo({ name: '  ' })), blank, long] } })
    const found = await find('')
    expect(found.ok && found.data.map(({ title }) => title)).toEqual([CONVO, OWNER, 'x'.repeat(2000)])
    expect(found.ok && found.data[2]?.hint).toHaveLength(2000)
  })

  it('have no lines to write through', async () => {
    const { messages } = opened(page([]))
    expect(await messages.find?.('x', { lineCode: 'c'.repeat(32) })).toMatchObject({
      error: { code: 'accounts.noPort' },
    })
  })
})
