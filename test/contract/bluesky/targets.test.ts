// Bellhop's own client on the practice chat: conversations to write to, what was said in them, mentions of members.
import { beforeEach, describe, expect, it } from 'vitest'
import { chat } from '@bsky/sdk/lexicons'
import type { PortTarget } from '../../../src/main/networks/ports'
import { must, ourClient, type OurClient } from './our-client'
import { useHarness } from './harness'

const harness = useHarness()
let anna: OurClient

beforeEach(async () => {
  anna = await ourClient(harness(), 'anna')
  anna.arrived()
})

const find = async (text: string): Promise<PortTarget[]> => must(await anna.messages.find(text, {}))
const convoOf = ({ target }: PortTarget): string => (target.kind === 'convo' ? target.convoId : '')
const outgoing = (convoId: string, text: string) => ({
  id: crypto.randomUUID(),
  target: { kind: 'convo' as const, convoId },
  text,
  urlPreview: true,
})
const lose = (method: string, processed: boolean, times = 1): void => {
  harness().faults.add({
    portal: 'chat',
    method: `chat.bsky.convo.${method}`,
    effect: { kind: 'reset', processed },
    times,
  })
}

/** Everything the service lists that I have not only been invited to, by id. */
async function listed(): Promise<Map<string, chat.bsky.convo.defs.ConvoView>> {
  const client = await harness().chatAs('anna')
  const convos = new Map<string, chat.bsky.convo.defs.ConvoView>()
  let cursor: string | undefined
  do {
    const page = await client.call(chat.bsky.convo.listConvos, {
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const convo of page.convos) if (convo.status !== 'request') convos.set(convo.id, convo)
    cursor = page.cursor
  } while (cursor !== undefined)
  return convos
}

describe('conversations to write to', () => {
  it('are groups and direct ones, and each that is not blocked takes a message', async () => {
    const convos = await listed()
    const hits = await find('')
    expect(hits).toHaveLength(Math.min(50, convos.size))
    const direct = hits.find(({ hint }) => hint !== undefined)
    const group = hits.find(({ memberCount, blocked }) => memberCount !== undefined && blocked === undefined)
    for (const hit of [direct, group]) {
      if (hit === undefined) throw new Error('the practice data has both kinds')
      expect(await anna.messages.send(outgoing(convoOf(hit), 'hello'))).toMatchObject({ kind: 'sent' })
    }
  })

  it('that are locked say so, and rightly: the service refuses a message there', async () => {
    const locked = [...(await listed()).values()].filter(
      ({ kind }) => kind !== undefined && 'lockStatus' in kind && kind.lockStatus !== 'unlocked',
    )
    expect(locked.length).toBeGreaterThan(0)
    const [one] = locked
    const name = one?.kind !== undefined && 'name' in one.kind ? String(one.kind.name) : ''
    const hit = (await find(name)).find((candidate) => convoOf(candidate) === one?.id)
    expect(hit).toMatchObject({ blocked: 'locked' })
    expect(await anna.messages.send(outgoing(one?.id ?? '', 'hello'))).toMatchObject({
      kind: 'failed',
      error: { code: 'messages.convoLocked' },
    })
  })

  it('are found by the person’s handle', async () => {
    const handle = (await find('')).find(({ hint }) => hint !== undefined)?.hint ?? ''
    expect((await find(handle)).map(({ hint }) => hint)).toContain(handle)
  })

  it('are read once for all the letters of a name', async () => {
    await find('t')
    const pages = anna.arrived()
    await find('te')
    await find('tea')
    expect([new Set(pages), anna.arrived()]).toEqual([new Set(['listConvos']), []])
  })

  it('are found although an answer was lost, and an outage is said, not shown as nothing', async () => {
    lose('listConvos', true)
    expect((await find('')).length).toBeGreaterThan(0)
    const later = await ourClient(harness(), 'anna')
    lose('listConvos', false, 9)
    expect(await later.messages.find('', {})).toMatchObject({ ok: false })
  })
})

describe('what was said', () => {
  it('is read to the beginning, oldest first, without gap or repeat, and stays unread', async () => {
    const client = await harness().chatAs('anna')
    const convos = await listed()
    let longest = { id: '', count: 0 }
    for (const id of convos.keys()) {
      const { messages } = await client.call(chat.bsky.convo.getMessages, { convoId: id, limit: 100 })
      if (messages.length > longest.count) longest = { id, count: messages.length }
    }
    anna.arrived()
    const ids: string[] = []
    let before: string | undefined
    do {
      const page = must(await anna.messages.history({ kind: 'convo', convoId: longest.id }, before))
      const times = page.messages.map(({ at }) => at)
      expect(times).toEqual([...times].sort())
      expect(page.messages.every(({ kind, authorName }) => kind === 'me' || authorName !== undefined)).toBe(true)
      ids.unshift(...page.messages.map(({ id }) => id))
      before = page.older
    } while (before !== undefined)
    expect(ids.length).toBeGreaterThan(100)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(anna.arrived())).toEqual(new Set(['getMessages']))
    const after = await client.call(chat.bsky.convo.getConvo, { convoId: longest.id })
    expect(after.convo.unreadCount).toBe(convos.get(longest.id)?.unreadCount)
  })

  it('is had although an answer was lost, and an outage is said', async () => {
    const target = { kind: 'convo' as const, convoId: convoOf((await find(''))[0] ?? expect.fail()) }
    const usual = must(await anna.messages.history(target))
    lose('getMessages', true)
    expect(must(await anna.messages.history(target))).toEqual(usual)
    lose('getMessages', false, 9)
    expect(await anna.messages.history(target)).toMatchObject({ ok: false })
  })

  it('in a conversation that is not mine is not there for me', async () => {
    expect(await anna.messages.history({ kind: 'convo', convoId: '3knothing0001' })).toMatchObject({
      ok: false,
      error: { code: 'messages.convoNotFound' },
    })
  })
})

it('a member’s handle in a message is a mention the lexicon accepts, a stranger’s is text', async () => {
  const group = (await find('')).find(({ memberCount = 0, blocked }) => memberCount > 1 && blocked === undefined)
  const convoId = group === undefined ? '' : convoOf(group)
  const client = await harness().chatAs('anna')
  const { members } = await client.call(chat.bsky.convo.getConvoMembers, { convoId })
  const other = members.find(({ handle }) => handle !== 'anna.practice.test')
  const text = `@${other?.handle ?? ''} and @stranger.example.com, look`
  expect(await anna.messages.send(outgoing(convoId, text))).toMatchObject({ kind: 'sent' })
  const { messages } = await client.call(chat.bsky.convo.getMessages, { convoId, limit: 1 })
  expect(messages).toMatchObject([
    { text, facets: [{ features: [{ $type: 'app.bsky.richtext.facet#mention', did: other?.did }] }] },
  ])
})
