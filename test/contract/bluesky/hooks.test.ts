// What `control` can do to the practice Bluesky: other people's decisions, movement, reset, summaries.
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { OUTCOME_KEYS } from '../../../src/practice/bluesky/outcomes'
import { refusal, useHarness } from './harness'

const harness = useHarness()

interface State {
  readonly unexpected: readonly string[]
  readonly accounts: Readonly<Record<string, { readonly identifier: string; readonly appPassword: string }>>
  readonly outcomes: Readonly<
    Record<string, { readonly code: string; readonly answer: string; readonly requests?: string[] }>
  >
}

const state = (): State => harness().practice.hooks.state({}) as unknown as State

describe('state', () => {
  it('says which code shows which outcome, and how to sign in as whom', () => {
    const { outcomes, accounts, unexpected } = state()
    expect(Object.keys(outcomes)).toEqual(OUTCOME_KEYS)
    expect(outcomes['full']).toMatchObject({ code: harness().code('full'), answer: 'MemberLimitReached' })
    expect(outcomes['mine']?.requests).toHaveLength(5)
    const { info } = harness().practice
    expect(accounts['anna']).toMatchObject({ identifier: info.identifier, appPassword: info.appPassword })
    expect(info.joinLinks).toEqual(OUTCOME_KEYS.map((key) => `https://bsky.app/chat/${harness().code(key)}`))
    expect(unexpected).toEqual([])
  })

  it('counts what was delivered to a conversation', async () => {
    const client = await harness().chatAs('anna')
    const { convo } = await client.call(chat.bsky.group.requestJoin, { code: harness().code('open') })
    await client.call(chat.bsky.convo.sendMessage, { convoId: convo?.id ?? '', message: { text: 'only once' } })
    const texts = harness().practice.hooks.state({ messages: 'open' }) as unknown as { text: string; sender: string }[]
    expect(texts.filter((one) => one.text === 'only once')).toMatchObject([{ sender: harness().account('anna').did }])
    const group = harness().practice.hooks.state({ group: 'open' })
    expect(group).toMatchObject({ name: 'Open Source Lunch', owner: 'olga' })
    expect(harness().practice.hooks.state({ group: 'no such' })).toBeNull()
  })
})

describe('account', () => {
  it('changes what the next request meets', async () => {
    const { hooks } = harness().practice
    const client = await harness().chatAs('anna')
    const ask = (): Promise<unknown> =>
      client.call(chat.bsky.group.requestJoin, { code: harness().code('follow') }).then((said) => said.status)
    expect((await refusal(ask()))[1]).toBe('FollowRequired')
    expect(hooks.account({ group: 'follow', follow: 'anna' })).toEqual({ ok: true })
    expect(hooks.account({ group: 'follow', lock: 'locked' })).toEqual({ ok: true })
    expect((await refusal(ask()))[1]).toBe('ConvoLocked')
    hooks.account({ group: 'follow', lock: 'unlocked' })
    hooks.account({ group: 'follow', linkEnabled: false })
    expect((await refusal(ask()))[1]).toBe('LinkDisabled')
    hooks.account({ group: 'follow', linkEnabled: true })
    expect(await ask()).toBe('joined')
    expect(hooks.account({ group: 'follow', kick: 'anna' })).toEqual({ ok: true })
    expect((await refusal(ask()))[1]).toBe('UserKicked')
  })

  it('refuses what makes no sense, and says why', () => {
    const { hooks } = harness().practice
    expect(hooks.account({ account: 'nobody', revokeSessions: true })).toMatchObject({ ok: false })
    expect(hooks.account({ account: 'anna', status: 'asleep' })).toMatchObject({ ok: false })
    expect(hooks.account({ group: 'open', approve: 'anna' })).toEqual({ ok: false, reason: 'no such request' })
    expect(hooks.account({ group: 'open', approve: 'nobody' })).toMatchObject({ ok: false })
    expect(hooks.account({ group: 'nowhere' })).toMatchObject({ ok: false })
    expect(hooks.account({ group: 'open', explode: true })).toMatchObject({ ok: false })
  })
})

describe('advance', () => {
  it('makes people write, in the same way for the same seed', async () => {
    const client = await harness().chatAs('anna')
    const { cursor = '' } = await client.call(chat.bsky.convo.getLog)
    harness().practice.hooks.advance({ ms: 0, steps: 5 })
    const { logs } = await client.call(chat.bsky.convo.getLog, { cursor })
    const types = logs.map((event) => event.$type?.split('#')[1])
    expect(types.filter((type) => type === 'logCreateMessage')).toHaveLength(5)
    expect(types.filter((type) => type === 'logIncomingJoinRequest')).toHaveLength(1)
  })

  it('lets owners decide everything that waits', async () => {
    const client = await harness().chatAs('anna')
    harness().practice.hooks.advance({ ms: 0, decide: 'accept' })
    const codes = [harness().code('requested')]
    const { joinLinkPreviews } = await client.call(chat.bsky.group.getJoinLinkPreviews, { codes })
    expect(joinLinkPreviews[0]).toHaveProperty('convo')
    expect(state().outcomes['mine']?.requests).toHaveLength(5)
  })
})

describe('reset', () => {
  it('brings the seed back and keeps codes, passwords and conversation ids', async () => {
    const client = await harness().chatAs('anna')
    const before = (await client.call(chat.bsky.convo.listConvos, { limit: 100 })).convos.map((convo) => convo.id)
    const joined = await client.call(chat.bsky.group.requestJoin, { code: harness().code('open') })
    harness().practice.hooks.account({ account: 'anna', status: 'deactivated' })
    harness().practice.hooks.reset()
    const after = await client.call(chat.bsky.convo.listConvos, { limit: 100 })
    expect(after.convos.map((convo) => convo.id)).toEqual(before)
    expect(before).not.toContain(joined.convo?.id)
    expect((await harness().login('anna')).session.active).toBe(true)
    expect(state().outcomes['open']?.code).toBe(harness().code('open'))
  })
})
