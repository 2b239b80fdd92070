// Bellhop's look at everything that waits, against the practice chat: what it costs, and that nothing is missed.
import { beforeEach, describe, expect, it } from 'vitest'
import { must, ourClient, type OurClient } from './our-client'
import { useHarness } from './harness'

const harness = useHarness()
let anna: OurClient

interface GroupState {
  readonly convoId: string
  readonly name: string
  readonly requests: readonly string[]
}
const stateOf = (group: string): GroupState => harness().practice.hooks.state({ group }) as unknown as GroupState
const change = (what: Record<string, string | number | boolean>): void => {
  expect(harness().practice.hooks.account(what)).toEqual({ ok: true })
}
const mine = (): string => stateOf('mine').convoId

beforeEach(async () => {
  anna = await ourClient(harness(), 'anna')
  anna.arrived()
})

describe('what a cycle costs', () => {
  it('would catch a quiet cycle asking for more than the log', async () => {
    await anna.poll({ ownGroups: [mine()] })
    expect(anna.arrived()).toEqual(['getLog', 'listConvoRequests', 'listJoinRequests'])
    for (let i = 0; i < 5; i += 1) await anna.poll({ ownGroups: [mine()] })
    expect(anna.arrived()).toEqual(Array.from({ length: 5 }, () => 'getLog'))
  })

  it('would catch an open request costing more than one list besides, or any look at a group by itself', async () => {
    const requests = { r1: { groupId: stateOf('requested').convoId } }
    await anna.poll({ requests })
    anna.arrived()
    const { standings } = await anna.poll({ requests })
    expect(anna.arrived()).toEqual(['getLog', 'listConvoRequests'])
    expect(standings.get('r1')).toEqual({ standing: 'pending', groupId: requests.r1.groupId })
  })

  it('would catch many groups of mine being asked one by one instead of by their counts', async () => {
    const owned = harness().practice.hooks.state({ owner: 'anna' }) as unknown as GroupState[]
    const ownGroups = owned.map(({ convoId }) => convoId)
    const waiting = owned.reduce((sum, { requests }) => sum + requests.length, 0)
    expect([ownGroups.length, waiting]).toEqual([6, 32])
    const { incoming } = await anna.poll({ ownGroups })
    expect(incoming).toHaveLength(waiting)
    // 60 conversations are one page; three of the six groups have requests.
    expect(anna.arrived()).toEqual([
      'getLog',
      'listConvoRequests',
      'listConvos',
      ...Array.from({ length: 3 }, () => 'listJoinRequests'),
    ])
  })

  it('would catch messages and other people’s events leading to lists', async () => {
    await anna.poll({ ownGroups: [mine()] })
    anna.arrived()
    change({ group: 'member', message: 'hello' })
    change({ group: 'member', lock: 'locked' })
    await anna.poll({ ownGroups: [mine()] })
    expect(anna.arrived()).toEqual(['getLog'])
  })

  it('would catch a change that the log never told staying unseen: every tenth cycle reads all', async () => {
    const ask = { ownGroups: [mine()] }
    for (let i = 0; i < 10; i += 1) await anna.poll(ask)
    anna.arrived()
    await anna.poll(ask)
    expect(anna.arrived()).toEqual(['getLog', 'listConvoRequests', 'listJoinRequests'])
  })
})

describe('my requests', () => {
  const asked = async () => {
    const link = `https://bsky.app/chat/${harness().code('approval')}`
    const sent = must(await anna.requests.send({ link }, undefined))
    expect(sent).toEqual({ state: 'pending', groupId: stateOf('approval').convoId })
    const target = { groupId: sent.groupId ?? '' }
    expect((await anna.poll({ requests: { r1: target } })).standings.get('r1')?.standing).toBe('pending')
    anna.arrived()
    return target
  }

  it('would catch a rejection, which nobody is told of, leaving the request pending for ever', async () => {
    const target = await asked()
    change({ group: 'approval', reject: 'anna' })
    const { standings } = await anna.poll({ requests: { r1: target } })
    expect(standings.get('r1')).toEqual({ standing: 'none', ...target })
    expect(anna.arrived()).toEqual(['getLog', 'listConvoRequests', 'getConvo'])
  })

  it('would catch an approval being told as a rejection', async () => {
    const target = await asked()
    change({ group: 'approval', approve: 'anna' })
    const { standings } = await anna.poll({ requests: { r1: target } })
    expect(standings.get('r1')).toEqual({ standing: 'joined', ...target })
  })

  it('would catch an invitation by the owner instead of an approval being told as joined', async () => {
    const target = await asked()
    change({ group: 'approval', invite: 'anna' })
    const { standings, relations } = await anna.poll({ requests: { r1: target } })
    expect(standings.get('r1')).toEqual({ standing: 'invited', ...target })
    expect(relations.get(target.groupId)).toBe('invited')
  })

  it('would catch the conversation not being kept for withdrawing, or the withdrawal not being seen', async () => {
    const target = await asked()
    expect(await anna.requests.withdraw(target)).toEqual({ ok: true, data: undefined })
    expect(anna.arrived()).toEqual(['withdrawJoinRequest'])
    expect(stateOf('approval').requests).toEqual([])
    const { relations } = await anna.poll({})
    expect(relations.get(target.groupId)).toBe('none')
  })

  it('would catch a request known by its link alone being forgotten', async () => {
    const link = `https://bsky.app/chat/${harness().code('requested')}`
    const { standings } = await anna.poll({ requests: { r1: { link } } })
    expect(standings.get('r1')).toEqual({ standing: 'pending', groupId: stateOf('requested').convoId })
  })

  it('would catch what happened during a failed look being lost', async () => {
    const target = await asked()
    change({ group: 'approval', approve: 'anna' })
    for (const method of ['chat.bsky.convo.listConvoRequests', 'chat.bsky.convo.getLog']) {
      harness().faults.add({ service: 'bluesky', portal: 'chat', method, times: 3, effect: { kind: 'reset' } })
    }
    const failed = await anna.requests.poll({ requests: [{ id: 'r1', target }], ownGroups: [] })
    const seen = failed.ok ? failed.data.standings.get('r1') : undefined
    expect(seen).toBeUndefined()
    harness().faults.clear()
    expect((await anna.poll({ requests: { r1: target } })).standings.get('r1')?.standing).toBe('joined')
  })
})

describe('requests to my groups', () => {
  it('would catch somebody who waits, or their name, picture or time being lost', async () => {
    const { incoming = [] } = await anna.poll({ ownGroups: [mine()] })
    expect(incoming).toHaveLength(5)
    for (const request of incoming) {
      expect(request).toMatchObject({ groupId: mine(), requestId: `${mine()} ${request.userId ?? ''}` })
      expect(request.askedAt).toMatch(/^2026-11-19T/)
      expect(request.userHandle).toMatch(/\.practice\.test$/)
      expect(request.userName).not.toBe('')
    }
    const [picture] = incoming.flatMap(({ avatarUrl }) => avatarUrl ?? [])
    expect(picture?.startsWith(`${harness().practice.info.serviceUrl}/avatars/`)).toBe(true)
    const fetched = must(await anna.groups.avatar(picture ?? ''))
    expect([fetched.type, fetched.bytes.length > 100]).toEqual(['image/png', true])
  })

  it('would catch a newcomer, or one who withdrew, being noticed by the safety net only', async () => {
    await anna.poll({ ownGroups: [mine()] })
    anna.arrived()
    change({ group: 'mine', request: 'olga' })
    const first = await anna.poll({ ownGroups: [mine()] })
    expect(first.incoming?.map(({ userId }) => userId)).toContain(harness().account('olga').did)
    expect(anna.arrived()).toEqual(['getLog', 'listJoinRequests'])
    change({ group: 'mine', reject: 'olga' })
    const second = await anna.poll({ ownGroups: [mine()] })
    expect(second.incoming).toHaveLength(5)
    // Quiet again: what waits is told all the same, from memory.
    expect((await anna.poll({ ownGroups: [mine()] })).incoming).toHaveLength(5)
    expect(anna.arrived()).toEqual(['getLog', 'listJoinRequests', 'getLog'])
  })

  it('would catch a group of mine that no list has told of yet being passed over', async () => {
    await anna.poll({})
    change({ group: 'mine', request: 'olga' })
    expect((await anna.poll({})).incoming).toHaveLength(6)
  })

  it('would catch people being told as gone because a list could not be read', async () => {
    const others = (harness().practice.hooks.state({ owner: 'anna' }) as unknown as GroupState[])
      .filter(({ requests }) => requests.length === 3)
      .map(({ convoId }) => convoId)
    const ownGroups = [mine(), ...others]
    await anna.poll({ ownGroups })
    change({ group: 'mine', request: 'olga' })
    const method = 'chat.bsky.group.listJoinRequests'
    harness().faults.add({ service: 'bluesky', portal: 'chat', method, times: 3, effect: { kind: 'reset' } })
    const half = await anna.poll({ ownGroups })
    expect([half.incoming?.length, half.incomingCovers]).toEqual([3, others])
    harness().faults.clear()
    const whole = await anna.poll({ ownGroups })
    expect([whole.incoming?.length, whole.incomingCovers]).toEqual([9, undefined])
  })

  it('would catch a group that is not mine any more, or never was, spoiling the look', async () => {
    const others = stateOf('member').convoId
    const { incoming } = await anna.poll({ ownGroups: [mine(), others, '3kgone'] })
    expect(incoming).toHaveLength(5)
    anna.arrived()
    await anna.poll({ ownGroups: [mine(), others, '3kgone'] })
    expect(anna.arrived()).toEqual(['getLog'])
  })
})

describe('invitations', () => {
  it('would catch an invitation not being told, first and later', async () => {
    const invited = ({ relations }: { relations: ReadonlyMap<string, string> }): number =>
      [...relations.values()].filter((relation) => relation === 'invited').length
    expect(invited(await anna.poll({}))).toBe(4)
    change({ group: 'open', invite: 'anna' })
    const next = await anna.poll({})
    expect(next.relations.get(stateOf('open').convoId)).toBe('invited')
    expect(next.invitations?.size).toBe(5)
    expect(next.invitations?.get(stateOf('open').convoId)).toEqual({ name: stateOf('open').name })
    // A quiet cycle reads no list: that is no word on invitations.
    expect((await anna.poll({})).invitations).toBeUndefined()
  })
})
