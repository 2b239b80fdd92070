// Join links and requests to join, from the requester's side, with both official clients.
import { ChatBskyGroupRequestJoin } from '@atproto/api'
import { XrpcResponseError, type Client } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { OUTCOME_KEYS, OUTCOMES, type OutcomeKey } from '../../../src/practice/bluesky/outcomes'
import { refusal, useHarness } from './harness'

const harness = useHarness()

type Preview = chat.bsky.group.defs.JoinLinkPreviewView

const previewsOf = async (client: Client, ...codes: string[]): Promise<readonly Preview[]> =>
  (await client.call(chat.bsky.group.getJoinLinkPreviews, { codes })).joinLinkPreviews as unknown as readonly Preview[]

const previewOf = async (client: Client, key: OutcomeKey): Promise<Preview> => {
  const [preview] = await previewsOf(client, harness().code(key))
  if (!preview) throw new Error('no preview')
  return preview
}

const isError = (answer: string): boolean => answer !== 'joined' && answer !== 'pending'

describe('getJoinLinkPreviews', () => {
  it('answers one view per code in the order asked, each of the kind its link is in', async () => {
    const client = await harness().chatAs('anna')
    const keys = [...OUTCOME_KEYS].reverse()
    const previews = await previewsOf(client, ...keys.map((key) => harness().code(key)))
    const kinds = {
      open: 'joinLinkPreviewView',
      disabled: 'disabledJoinLinkPreviewView',
      invalid: 'invalidJoinLinkPreviewView',
    }
    expect(previews.map((view) => [view.code, view.$type?.split('#')[1]])).toEqual(
      keys.map((key) => [harness().code(key), kinds[OUTCOMES[key].preview]]),
    )
  })

  it('shows what a client decides by: rule, fullness, membership, the own request, whether the owner follows me', async () => {
    const client = await harness().chatAs('anna')
    const full = await previewOf(client, 'full')
    expect(full.memberCount).toBe(full.memberLimit)
    expect((await previewOf(client, 'member')).convo?.status).toBe('accepted')
    expect((await previewOf(client, 'requested')).viewer?.requestedAt).toMatch(/^2026-11-19T/)
    expect((await previewOf(client, 'approval')).viewer).toEqual({})
    expect((await previewOf(client, 'approval')).requireApproval).toBe(true)
    const follow = await previewOf(client, 'follow')
    expect(follow.joinRule).toBe('followedByOwner')
    expect(follow.owner.viewer?.followedBy).toBeUndefined()
    expect(follow.owner.viewer?.following).toMatch(/^at:\/\//)
    expect((await previewOf(client, 'followed')).owner.viewer?.followedBy).toMatch(/^at:\/\//)
  })

  it('works without any session straight at the chat service, and then knows no viewer', async () => {
    const { info } = harness().practice
    const answer = await harness().xrpc(
      `/xrpc/chat.bsky.group.getJoinLinkPreviews?codes=${harness().code('member')}&codes=nothing`,
      { origin: info.chatUrl },
    )
    const { joinLinkPreviews } = (await answer.json()) as { joinLinkPreviews: Preview[] }
    expect(joinLinkPreviews.map((view) => view.$type?.split('#')[1])).toEqual([
      'joinLinkPreviewView',
      'invalidJoinLinkPreviewView',
    ])
    expect(joinLinkPreviews[0]).not.toHaveProperty('viewer')
    expect(joinLinkPreviews[0]).not.toHaveProperty('convo')
  })

  it('refuses more than 50 codes and none at all', async () => {
    const { chatUrl } = harness().practice.info
    const ask = (codes: string): Promise<Response> =>
      harness().xrpc(`/xrpc/chat.bsky.group.getJoinLinkPreviews${codes}`, { origin: chatUrl })
    const many = await ask(`?${Array.from({ length: 51 }, (_, i) => `codes=c${i}`).join('&')}`)
    expect([many.status, await many.json()]).toMatchObject([400, { error: 'InvalidRequest' }])
    expect((await ask('')).status).toBe(400)
  })
})

describe('requestJoin', () => {
  it.each(OUTCOME_KEYS.filter((key) => !isError(OUTCOMES[key].answer)))('%s: answers its status', async (key) => {
    const client = await harness().chatAs('anna')
    const said = await client.call(chat.bsky.group.requestJoin, { code: harness().code(key) })
    expect(said.status).toBe(OUTCOMES[key].answer)
    // A pending request tells no convo id: it has to come from the preview.
    expect(said.convo?.id).toBe(said.status === 'joined' ? (await previewOf(client, key)).convoId : undefined)
    if (said.status === 'joined') expect((await previewOf(client, key)).convo?.id).toBe(said.convo?.id)
    else expect((await previewOf(client, key)).viewer?.requestedAt).toBeDefined()
  })

  it.each(OUTCOME_KEYS.filter((key) => isError(OUTCOMES[key].answer)))('%s: refuses by name', async (key) => {
    const client = await harness().chatAs('anna')
    const failure: unknown = await client
      .call(chat.bsky.group.requestJoin, { code: harness().code(key) })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(XrpcResponseError)
    expect(failure).toMatchObject({ status: 400, error: OUTCOMES[key].answer })
    expect((failure as XrpcResponseError).matchesSchemaErrors()).toBe(true)
  })

  it('gives AtpAgent the error classes of each name, and its answers', async () => {
    const agent = await harness().atpAs('anna')
    const [did = ''] = harness().practice.info.chatService.split('#')
    const { group } = agent.withProxy('bsky_chat', did).chat.bsky
    const fails = (key: OutcomeKey): Promise<unknown> =>
      group.requestJoin({ code: harness().code(key) }).catch((error: unknown) => error)
    expect(await fails('invalid')).toBeInstanceOf(ChatBskyGroupRequestJoin.InvalidCodeError)
    expect(await fails('disabled')).toBeInstanceOf(ChatBskyGroupRequestJoin.LinkDisabledError)
    expect(await fails('kicked')).toBeInstanceOf(ChatBskyGroupRequestJoin.UserKickedError)
    expect(await fails('locked')).toBeInstanceOf(ChatBskyGroupRequestJoin.ConvoLockedError)
    expect(await fails('full')).toBeInstanceOf(ChatBskyGroupRequestJoin.MemberLimitReachedError)
    expect(await fails('follow')).toBeInstanceOf(ChatBskyGroupRequestJoin.FollowRequiredError)
    const joined = await group.requestJoin({ code: harness().code('open') })
    expect(joined.data.status).toBe('joined')
  })

  it('minds the case of a code and refuses input that breaks the lexicon', async () => {
    const client = await harness().chatAs('anna')
    const code = harness().code('open')
    const other = code === code.toLowerCase() ? code.toUpperCase() : code.toLowerCase()
    expect((await refusal(client.call(chat.bsky.group.requestJoin, { code: other })))[1]).toBe('InvalidCode')
    const session = await harness().login('anna')
    const raw = await session.fetchHandler('/xrpc/chat.bsky.group.requestJoin', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'atproto-proxy': harness().practice.info.chatService },
      body: '{"cod":"x"}',
    })
    expect([raw.status, await raw.json()]).toMatchObject([400, { error: 'InvalidRequest' }])
  })

  it('leaves one request however often it is asked, and tells both sides of it once', async () => {
    const anna = await harness().chatAs('anna')
    const olga = await harness().chatAs('olga')
    const from = await anna.call(chat.bsky.convo.getLog)
    const olgaFrom = await olga.call(chat.bsky.convo.getLog)
    const code = harness().code('approval')
    for (let i = 0; i < 3; i += 1) await anna.call(chat.bsky.group.requestJoin, { code })
    const types = (logs: readonly { $type?: string }[]): unknown[] => logs.map((event) => event.$type?.split('#')[1])
    const mine = await anna.call(chat.bsky.convo.getLog, { cursor: from.cursor ?? '' })
    expect(types(mine.logs)).toEqual(['logOutgoingJoinRequest'])
    const hers = await olga.call(chat.bsky.convo.getLog, { cursor: olgaFrom.cursor ?? '' })
    expect(types(hers.logs)).toEqual(['logIncomingJoinRequest'])
    const { convoId } = await previewOf(anna, 'approval')
    const { requests } = await olga.call(chat.bsky.group.listJoinRequests, { convoId })
    expect(requests.map((request) => request.requestedBy.did)).toEqual([anna.did])
  })
})

describe('a pending request', () => {
  const pendingIds = async (client: Client): Promise<unknown[]> =>
    (await client.call(chat.bsky.convo.listConvoRequests)).requests.flatMap((entry) =>
      entry.$type === 'chat.bsky.group.defs#joinRequestConvoView'
        ? [(entry as chat.bsky.group.defs.JoinRequestConvoView).convoId]
        : [],
    )

  it('is listed, can be withdrawn by convo id once, and asked again', async () => {
    const client = await harness().chatAs('anna')
    const code = harness().code('approval')
    const { convoId } = await previewOf(client, 'approval')
    await client.call(chat.bsky.group.requestJoin, { code })
    expect(await pendingIds(client)).toContain(convoId)
    await client.call(chat.bsky.group.withdrawJoinRequest, { convoId })
    expect(await pendingIds(client)).not.toContain(convoId)
    expect((await refusal(client.call(chat.bsky.group.withdrawJoinRequest, { convoId })))[1]).toBe('InvalidJoinRequest')
    expect((await client.call(chat.bsky.group.requestJoin, { code })).status).toBe('pending')
  })

  it('becomes a conversation when approved, and both events say so', async () => {
    const client = await harness().chatAs('anna')
    const { convoId } = await previewOf(client, 'approval')
    const { cursor = '' } = await client.call(chat.bsky.convo.getLog)
    await client.call(chat.bsky.group.requestJoin, { code: harness().code('approval') })
    expect(harness().practice.hooks.account({ group: 'approval', approve: 'anna' })).toEqual({ ok: true })
    const { logs } = await client.call(chat.bsky.convo.getLog, { cursor })
    expect(logs.map((event) => event.$type?.split('#')[1])).toEqual([
      'logOutgoingJoinRequest',
      'logBeginConvo',
      'logMemberJoin',
    ])
    expect(await pendingIds(client)).not.toContain(convoId)
    expect((await client.call(chat.bsky.convo.getConvo, { convoId })).convo.status).toBe('accepted')
  })

  it('vanishes without a word to the requester when rejected', async () => {
    const client = await harness().chatAs('anna')
    const { convoId } = await previewOf(client, 'approval')
    await client.call(chat.bsky.group.requestJoin, { code: harness().code('approval') })
    const { cursor = '' } = await client.call(chat.bsky.convo.getLog)
    harness().practice.hooks.advance({ ms: 0, decide: 'decline' })
    expect((await client.call(chat.bsky.convo.getLog, { cursor })).logs).toEqual([])
    expect(await pendingIds(client)).toEqual([])
    expect((await refusal(client.call(chat.bsky.convo.getConvo, { convoId })))[1]).toBe('InvalidConvo')
  })
})
