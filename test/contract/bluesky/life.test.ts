// The practice chat left to itself: what a client sees of other people as time goes by.
import type { Client } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { useHarness } from './harness'
import { ourClient } from './our-client'

const harness = useHarness({ life: { moveEveryMs: 45_000, decideAfterMs: 60_000 } })

const logTypes = async (client: Client, cursor: string | undefined): Promise<unknown[]> =>
  (await client.call(chat.bsky.convo.getLog, { cursor: cursor ?? '' })).logs.map((event) => event.$type?.split('#')[1])

const pendingOf = async (client: Client): Promise<number> =>
  (await client.call(chat.bsky.convo.listConvoRequests)).requests.filter((entry) =>
    entry.$type?.endsWith('joinRequestConvoView'),
  ).length

describe('left to itself', () => {
  it('has people write every 45 seconds, and no more than 40 times after a long sleep', async () => {
    const client = await harness().chatAs('anna')
    const { cursor } = await client.call(chat.bsky.convo.getLog)
    expect(await logTypes(client, cursor)).toEqual([])
    harness().pass(90_000)
    expect(await logTypes(client, cursor)).toEqual(['logCreateMessage', 'logCreateMessage'])
    expect(await logTypes(client, cursor)).toHaveLength(2)
    harness().pass(80 * 60_000)
    const { cursor: later } = await client.call(chat.bsky.convo.getLog, { cursor: cursor ?? '' })
    const all = [...(await logTypes(client, cursor)), ...(await logTypes(client, later))]
    expect(all.filter((type) => type === 'logCreateMessage')).toHaveLength(42)
  })

  it('has owners decide after a minute: one accepts, one declines silently, and what waited before keeps waiting', async () => {
    const client = await harness().chatAs('anna')
    for (const key of ['approval', 'hostile'] as const) {
      const said = await client.call(chat.bsky.group.requestJoin, { code: harness().code(key) })
      expect(said.status).toBe('pending')
    }
    expect(await pendingOf(client)).toBe(3)
    harness().pass(59_000)
    expect(await pendingOf(client)).toBe(3)
    harness().pass(1_000)
    expect(await pendingOf(client)).toBe(1)
    const codes = [harness().code('approval'), harness().code('hostile')]
    const { joinLinkPreviews } = await client.call(chat.bsky.group.getJoinLinkPreviews, { codes })
    expect(joinLinkPreviews.map((view) => 'convo' in view)).toEqual([true, false])
  })

  it('has people ask to join anna’s group, and some of them give up: she hears of both', async () => {
    const anna = await ourClient(harness(), 'anna')
    const { convoId } = harness().practice.hooks.state({ group: 'mine' }) as { convoId: string }
    const waiting = async (): Promise<string[]> =>
      ((await anna.poll({ ownGroups: [convoId] })).incoming ?? []).map(({ requestId }) => requestId)
    const before = await waiting()
    harness().pass(12 * 45_000)
    const after = await waiting()
    expect(after.filter((id) => !before.includes(id))).toHaveLength(2)
    expect(before.filter((id) => !after.includes(id))).toHaveLength(1)
  })
})
