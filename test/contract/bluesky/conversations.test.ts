// Lists of conversations, messages, the log and read marks, with both official clients.
import type { Client } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { refusal, useHarness } from './harness'

const harness = useHarness()

type Message = chat.bsky.convo.defs.MessageView

async function listAll(client: Client, params: Partial<chat.bsky.convo.listConvos.$Params> = {}) {
  const convos: chat.bsky.convo.defs.ConvoView[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    const page = await client.call(chat.bsky.convo.listConvos, {
      ...params,
      ...(cursor === undefined ? {} : { cursor }),
    })
    convos.push(...page.convos)
    cursor = page.cursor
    pages += 1
  } while (cursor !== undefined)
  return { convos, pages }
}

/** The conversation with the long history. */
const longOne = async (client: Client): Promise<string> => {
  const { convos } = await client.call(chat.bsky.convo.listConvos, { kind: 'group' })
  for (const { id } of convos) {
    const { cursor } = await client.call(chat.bsky.convo.getMessages, { convoId: id, limit: 100 })
    if (cursor !== undefined) return id
  }
  throw new Error('no conversation has more than 100 messages')
}

describe('listConvos', () => {
  it('pages through everything once, newest first', async () => {
    const { convos, pages } = await listAll(await harness().chatAs('anna'))
    expect(pages).toBe(2)
    expect(convos.length).toBeGreaterThan(60)
    expect(new Set(convos.map((convo) => convo.id)).size).toBe(convos.length)
    const revs = convos.map((convo) => convo.rev)
    expect(revs).toEqual([...revs].sort().reverse())
  })

  it('skips and repeats nothing when a conversation moves up between two pages', async () => {
    const client = await harness().chatAs('anna')
    const first = await client.call(chat.bsky.convo.listConvos, { limit: 50 })
    const seen = first.convos.at(-1)
    harness().practice.hooks.account({ group: seen?.id ?? '', message: 'up!' })
    const second = await client.call(chat.bsky.convo.listConvos, { cursor: first.cursor ?? '' })
    const ids = [...first.convos, ...second.convos].map((convo) => convo.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('filters by kind, status, lock and unread', async () => {
    const client = await harness().chatAs('anna')
    const everything = (await listAll(client)).convos
    const kind = (convo: chat.bsky.convo.defs.ConvoView): unknown => convo.kind?.$type?.split('#')[1]
    const direct = (await listAll(client, { kind: 'direct' })).convos
    expect(direct.length).toBe(everything.filter((convo) => kind(convo) === 'directConvo').length)
    expect(direct.every((convo) => kind(convo) === 'directConvo' && convo.members.length === 2)).toBe(true)
    const invited = (await listAll(client, { status: 'request' })).convos
    expect(invited.length).toBe(4)
    const unread = (await listAll(client, { readState: 'unread' })).convos
    expect(unread.length).toBe(everything.filter((convo) => convo.unreadCount > 0).length)
    expect(unread.length).toBeGreaterThan(0)
    const locked = (await listAll(client, { lockStatus: 'locked' })).convos
    expect(locked.length).toBeGreaterThan(0)
    expect(locked.every((convo) => (convo.kind as chat.bsky.convo.defs.GroupConvo).lockStatus === 'locked')).toBe(true)
  })

  it('serves AtpAgent the same', async () => {
    const agent = await harness().atpAs('anna')
    const [did = ''] = harness().practice.info.chatService.split('#')
    const { data } = await agent.withProxy('bsky_chat', did).chat.bsky.convo.listConvos({ limit: 100 })
    expect(data.convos.length).toBe((await listAll(await harness().chatAs('anna'))).convos.length)
  })

  it('refuses a limit out of bounds', async () => {
    const session = await harness().login('anna')
    const raw = await session.fetchHandler('/xrpc/chat.bsky.convo.listConvos?limit=101', {
      headers: { 'atproto-proxy': harness().practice.info.chatService },
    })
    expect([raw.status, await raw.json()]).toMatchObject([400, { error: 'InvalidRequest' }])
  })
})

describe('an invitation', () => {
  it('is accepted once, and the second time has no rev', async () => {
    const client = await harness().chatAs('anna')
    const { requests } = await client.call(chat.bsky.convo.listConvoRequests)
    const invited = requests.find((entry) => entry.$type === 'chat.bsky.convo.defs#convoView')
    const convoId = (invited as chat.bsky.convo.defs.ConvoView).id
    expect((await client.call(chat.bsky.convo.acceptConvo, { convoId })).rev).toBeDefined()
    expect((await client.call(chat.bsky.convo.acceptConvo, { convoId })).rev).toBeUndefined()
    expect((await client.call(chat.bsky.convo.getConvo, { convoId })).convo.status).toBe('accepted')
  })
})

describe('messages', () => {
  it('page back through a long history without gap or repeat', async () => {
    const client = await harness().chatAs('anna')
    const convoId = await longOne(client)
    const texts: Message[] = []
    let cursor: string | undefined
    do {
      const page: chat.bsky.convo.getMessages.$OutputBody = await client.call(chat.bsky.convo.getMessages, {
        convoId,
        ...(cursor === undefined ? {} : { cursor }),
      })
      texts.push(...(page.messages as Message[]))
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(texts.length).toBe(130)
    expect(new Set(texts.map((one) => one.id)).size).toBe(130)
  })

  it('are sent, answered and seen by the other side and in both logs', async () => {
    const anna = await harness().chatAs('anna')
    const boris = await harness().chatAs('boris')
    const code = harness().code('open')
    const { convo } = await anna.call(chat.bsky.group.requestJoin, { code })
    await boris.call(chat.bsky.group.requestJoin, { code })
    const convoId = convo?.id ?? ''
    const { cursor = '' } = await boris.call(chat.bsky.convo.getLog)
    const text = 'Привет 👋 <b>all</b>'
    const sent = await anna.call(chat.bsky.convo.sendMessage, { convoId, message: { text } })
    expect(sent).toMatchObject({ text, sender: { did: harness().account('anna').did } })
    const reply = await boris.call(chat.bsky.convo.sendMessage, {
      convoId,
      message: { text: 'Да', replyTo: { messageId: sent.id } },
    })
    expect(reply.replyTo).toMatchObject({ $type: 'chat.bsky.convo.defs#messageView', id: sent.id })
    const { logs } = await boris.call(chat.bsky.convo.getLog, { cursor })
    expect(logs.map((event) => (event as { message?: { id: string } }).message?.id)).toEqual([sent.id, reply.id])
    const { messages, relatedProfiles } = await anna.call(chat.bsky.convo.getMessages, { convoId, limit: 2 })
    expect(messages.map((one) => (one as Message).id)).toEqual([reply.id, sent.id])
    expect(relatedProfiles?.map((one) => one.handle).sort()).toEqual(['anna.practice.test', 'boris.practice.test'])
  })

  it('refuses an unknown reply target, a foreign conversation and texts over the size', async () => {
    const client = await harness().chatAs('anna')
    const [first] = (await client.call(chat.bsky.convo.listConvos, { kind: 'direct' })).convos
    const convoId = first?.id ?? ''
    const answer = client.call(chat.bsky.convo.sendMessage, {
      convoId,
      message: { text: 'x', replyTo: { messageId: 'none' } },
    })
    expect((await refusal(answer))[1]).toBe('ReplyTargetNotFound')
    const foreign = client.call(chat.bsky.convo.sendMessage, { convoId: 'none', message: { text: 'x' } })
    expect((await refusal(foreign))[1]).toBe('InvalidConvo')
    const session = await harness().login('anna')
    const raw = await session.fetchHandler('/xrpc/chat.bsky.convo.sendMessage', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'atproto-proxy': harness().practice.info.chatService },
      body: JSON.stringify({ convoId, message: { text: '👩‍👩‍👧‍👦'.repeat(1001) } }),
    })
    expect([raw.status, await raw.json()]).toMatchObject([400, { error: 'InvalidRequest' }])
  })

  it('carry a join link as its preview', async () => {
    const client = await harness().chatAs('anna')
    const [first] = (await client.call(chat.bsky.convo.listConvos, { kind: 'direct' })).convos
    const sent = await client.call(chat.bsky.convo.sendMessage, {
      convoId: first?.id ?? '',
      message: { text: 'join us', embed: { $type: 'chat.bsky.embed.joinLink', code: harness().code('open') } },
    })
    expect(sent.embed).toMatchObject({
      $type: 'chat.bsky.embed.joinLink#view',
      joinLinkPreview: { code: harness().code('open'), name: 'Open Source Lunch' },
    })
  })
})

describe('reading', () => {
  it('clears the counts, and muting takes a conversation out of them', async () => {
    const client = await harness().chatAs('anna')
    const before = await client.call(chat.bsky.convo.getUnreadCounts)
    expect(before.unreadAcceptedConvos).toBeGreaterThan(2)
    const unread = (await listAll(client, { readState: 'unread', status: 'accepted', lockStatus: 'unlocked' })).convos
    const [first, second] = unread
    const read = await client.call(chat.bsky.convo.updateRead, { convoId: first?.id ?? '' })
    expect(read.convo.unreadCount).toBe(0)
    const muted = await client.call(chat.bsky.convo.muteConvo, { convoId: second?.id ?? '' })
    expect(muted.convo.muted).toBe(true)
    const after = await client.call(chat.bsky.convo.getUnreadCounts)
    expect(after.unreadAcceptedConvos).toBe(before.unreadAcceptedConvos - 2)
    await client.call(chat.bsky.convo.unmuteConvo, { convoId: second?.id ?? '' })
    expect((await client.call(chat.bsky.convo.getUnreadCounts)).unreadAcceptedConvos).toBe(
      before.unreadAcceptedConvos - 1,
    )
  })

  it('marks up to one message only when one is named', async () => {
    const client = await harness().chatAs('anna')
    const { convos } = await listAll(client, { readState: 'unread', kind: 'group' })
    const convo = convos.find((one) => one.unreadCount === 2)
    const { messages } = await client.call(chat.bsky.convo.getMessages, { convoId: convo?.id ?? '' })
    const messageId = (messages[1] as Message).id
    const read = await client.call(chat.bsky.convo.updateRead, { convoId: convo?.id ?? '', messageId })
    expect(read.convo.unreadCount).toBe(1)
  })
})

describe('getLog', () => {
  it('begins at now, then tells everything in pages with rising revs', async () => {
    const client = await harness().chatAs('anna')
    const start = await client.call(chat.bsky.convo.getLog)
    expect(start.logs).toEqual([])
    for (let i = 0; i < 60; i += 1) harness().practice.hooks.account({ group: 'member', message: `news ${i}` })
    const revs: string[] = []
    let cursor = start.cursor ?? ''
    for (;;) {
      const page = await client.call(chat.bsky.convo.getLog, { cursor })
      if (page.logs.length === 0) break
      revs.push(...page.logs.map((event) => (event as { rev: string }).rev))
      cursor = page.cursor ?? ''
    }
    expect(revs.length).toBe(60)
    expect(revs).toEqual([...new Set(revs)].sort())
  })
})

describe('getStatus', () => {
  it('tells the member limit, and that chat was switched off', async () => {
    const client = await harness().chatAs('anna')
    const usual = { chatDisabled: false, canCreateGroups: true, groupMemberLimit: 100 }
    expect(await client.call(chat.bsky.actor.getStatus)).toEqual(usual)
    harness().practice.hooks.account({ account: 'anna', chatDisabled: true })
    expect(await client.call(chat.bsky.actor.getStatus)).toMatchObject({ chatDisabled: true, canCreateGroups: false })
    const made = client.call(chat.bsky.group.createGroup, { name: 'x', members: [] })
    expect((await refusal(made))[1]).toBe('AccountSuspended')
  })
})
