// Bellhop as a group's owner, guest and member against the practice chat: decisions, invitations, leaving, join links.
import { beforeEach, describe, expect, it } from 'vitest'
import type { PortIncomingRequest } from '../../../src/main/networks/ports'
import { must, ourClient, type OurClient } from './our-client'
import { useHarness } from './harness'

const harness = useHarness()
let anna: OurClient

interface GroupState {
  readonly convoId: string
  readonly name: string
  readonly requests: readonly string[]
  readonly members: readonly string[]
  readonly linkEnabled: boolean
}
const stateOf = (group: string): GroupState => harness().practice.hooks.state({ group }) as unknown as GroupState
const ownOf = (name: string): GroupState => {
  const all = harness().practice.hooks.state({ owner: 'anna' }) as unknown as GroupState[]
  const found = all.find((group) => group.name === name)
  if (!found) throw new Error(`anna owns no ${name}`)
  return found
}
const change = (what: Record<string, string | number | boolean>): void => {
  expect(harness().practice.hooks.account(what)).toEqual({ ok: true })
}
/** The work is done and its answer lost. */
const lose = (method: string, times = 1): void => {
  harness().faults.add({
    service: 'bluesky',
    portal: 'chat',
    method: `chat.bsky.${method}`,
    times,
    effect: { kind: 'reset', processed: true },
  })
}
const spoil = (method: string): void => {
  harness().faults.add({
    service: 'bluesky',
    portal: 'chat',
    method: `chat.bsky.${method}`,
    effect: { kind: 'reset' },
  })
}

beforeEach(async () => {
  anna = await ourClient(harness(), 'anna')
  anna.arrived()
})

describe('deciding on a request to my group', () => {
  const waiting = async (): Promise<PortIncomingRequest> => {
    change({ group: 'mine', request: 'olga' })
    const { incoming = [] } = await anna.poll({ ownGroups: [stateOf('mine').convoId] })
    anna.arrived()
    const found = incoming.find(({ userId }) => userId === harness().account('olga').did)
    if (!found) throw new Error('olga does not wait')
    return found
  }

  it.each([
    [true, ['olga'], 'approveJoinRequest'],
    [false, [], 'rejectJoinRequest'],
  ])('would catch "approve: %s" doing the other thing, or being done twice', async (approve, members, method) => {
    const request = await waiting()
    expect(await anna.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(stateOf('mine').requests).not.toContain('olga')
    expect(stateOf('mine').members.filter((key) => key === 'olga')).toEqual(members)
    expect(anna.arrived()).toEqual(['listJoinRequests', method])
    // And the next look shows one less.
    const { incoming } = await anna.poll({ ownGroups: [stateOf('mine').convoId] })
    expect(incoming?.map(({ requestId }) => requestId)).not.toContain(request.requestId)
  })

  it('would catch a request decided elsewhere, or withdrawn, being told as decided by me', async () => {
    const request = await waiting()
    change({ group: 'mine', reject: 'olga' })
    expect(await anna.requests.decide(request, true)).toEqual({ ok: true, data: { outcome: 'gone' } })
    expect(anna.arrived()).toEqual(['listJoinRequests'])
  })

  it('would catch a full group’s refusal being told as anything else, or costing the request', async () => {
    const request = await waiting()
    change({ group: 'mine', memberLimit: 2 })
    expect(await anna.requests.decide(request, true)).toEqual({
      ok: true,
      data: { outcome: 'failed', reason: 'requests.full' },
    })
    expect(stateOf('mine').requests).toContain('olga')
    expect(await anna.requests.decide(request, false)).toEqual({ ok: true, data: { outcome: 'done' } })
  })

  it('would catch a group that is not mine, or not there, being told as done', async () => {
    const request = await waiting()
    const { convoId } = stateOf('member')
    const failed = (reason: string) => ({ ok: true, data: { outcome: 'failed', reason } })
    expect(await anna.requests.decide({ ...request, groupId: convoId }, true)).toEqual(failed('groups.notOwner'))
    expect(await anna.requests.decide({ ...request, groupId: '3kgone' }, true)).toEqual(failed('groups.notFound'))
  })

  it.each([
    [true, 'group.approveJoinRequest'],
    [false, 'group.rejectJoinRequest'],
  ])('would catch a lost answer (approve: %s) being repeated, or guessed', async (approve, method) => {
    const request = await waiting()
    lose(method)
    expect(await anna.requests.decide(request, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(anna.arrived().filter((name) => method.endsWith(name))).toHaveLength(1)
  })

  it('would catch a decision that was not carried out being told as done', async () => {
    const request = await waiting()
    spoil('group.approveJoinRequest')
    expect(await anna.requests.decide(request, true)).toEqual({
      ok: true,
      data: { outcome: 'unknown', reason: 'requests.unknownOutcome' },
    })
    expect(stateOf('mine').requests).toContain('olga')
    expect(anna.arrived().filter((name) => name === 'approveJoinRequest')).toHaveLength(1)
  })
})

describe('an invitation', () => {
  const invited = (): string => {
    change({ group: 'open', invite: 'anna' })
    return stateOf('open').convoId
  }

  it('would catch accepting that leaves me outside, and declining that leaves me in', async () => {
    const groupId = invited()
    expect(await anna.requests.answerInvitation(groupId, true)).toEqual({ ok: true, data: 'member' })
    expect(must(await anna.groups.get(groupId)).relation).toBe('member')
    change({ group: 'approval', invite: 'anna' })
    const other = stateOf('approval').convoId
    expect(await anna.requests.answerInvitation(other, false)).toEqual({ ok: true, data: 'none' })
    expect(stateOf('approval').members).not.toContain('anna')
  })

  it('would catch declining an invitation, accepted elsewhere meanwhile, costing the membership', async () => {
    const groupId = stateOf('member').convoId
    expect(await anna.requests.answerInvitation(groupId, false)).toMatchObject({
      error: { code: 'requests.notInvited' },
    })
    expect(stateOf('member').members).toContain('anna')
    expect(await anna.requests.answerInvitation(groupId, true)).toEqual({ ok: true, data: 'member' })
    expect(anna.arrived()).toEqual(['getConvo', 'getConvo'])
  })

  it('would catch an invitation that was taken back being answered', async () => {
    const groupId = invited()
    change({ group: 'open', kick: 'anna' })
    for (const accept of [true, false]) {
      expect(await anna.requests.answerInvitation(groupId, accept)).toMatchObject({
        error: { code: 'requests.notInvited' },
      })
    }
  })

  it('would catch a lost answer being guessed or repeated', async () => {
    const groupId = invited()
    lose('convo.acceptConvo')
    expect(await anna.requests.answerInvitation(groupId, true)).toEqual({ ok: true, data: 'member' })
    change({ group: 'approval', invite: 'anna' })
    spoil('convo.leaveConvo')
    const other = stateOf('approval').convoId
    expect(await anna.requests.answerInvitation(other, false)).toMatchObject({
      error: { code: 'requests.unknownOutcome' },
    })
    expect(anna.arrived().filter((name) => name === 'acceptConvo' || name === 'leaveConvo')).toHaveLength(2)
  })
})

describe('leaving', () => {
  it('would catch a member staying in, or leaving twice being a failure', async () => {
    const { convoId } = stateOf('member')
    expect(must(await anna.groups.get(convoId)).canLeave).toBe(true)
    expect(await anna.groups.leave(convoId)).toEqual({ ok: true, data: undefined })
    expect(stateOf('member').members).not.toContain('anna')
    expect(await anna.groups.leave(convoId)).toEqual({ ok: true, data: undefined })
    expect(await anna.groups.leave('3kgone')).toMatchObject({ error: { code: 'groups.notFound' } })
  })

  it('would catch an owner being offered to leave what cannot be left', async () => {
    const { convoId } = stateOf('mine')
    expect(must(await anna.groups.get(convoId)).canLeave).toBe(false)
    expect(await anna.groups.leave(convoId)).toMatchObject({ error: { code: 'groups.ownerCannotLeave' } })
    const locked = ownOf('Finished Project').convoId
    expect(must(await anna.groups.get(locked)).canLeave).toBe(true)
    expect(await anna.groups.leave(locked)).toEqual({ ok: true, data: undefined })
  })

  it('would catch a lost answer being guessed', async () => {
    const { convoId } = stateOf('member')
    spoil('convo.leaveConvo')
    expect(await anna.groups.leave(convoId)).toMatchObject({ error: { code: 'groups.unknownOutcome' } })
    lose('convo.leaveConvo')
    expect(await anna.groups.leave(convoId)).toEqual({ ok: true, data: undefined })
  })
})

describe('the group page', () => {
  it('would catch a fact that the service tells its owner being lost', async () => {
    const details = must(await anna.groups.get(ownOf('Chess on Sundays').convoId))
    expect(details).toMatchObject({
      relation: 'owner',
      memberLimit: 100,
      locked: false,
      // Told up to 21 only.
      requestsIn: 21,
      canEditLink: true,
      canLeave: false,
      joinLink: { enabled: true, requireApproval: true, joinRule: 'followedByOwner' },
    })
    expect(details.joinLink?.url).toBe(`https://bsky.app/chat/${details.joinLink?.code ?? ''}`)
    expect(details.createdAt).toBeDefined()
    expect(details.members.find(({ role }) => role === 'owner')).toMatchObject({ handle: 'anna.practice.test' })
    expect(details.members).toHaveLength(details.memberCount)
  })

  it('would catch a member, or somebody who only asked, being offered what the owner may do', async () => {
    const member = must(await anna.groups.get(stateOf('member').convoId))
    expect(member).toMatchObject({ relation: 'member', canLeave: true, canEditLink: false })
    expect(member).not.toHaveProperty('requestsIn')
    const requested = must(await anna.groups.get(stateOf('requested').convoId))
    expect(requested).toMatchObject({ relation: 'requested', canLeave: false, canEditLink: false })
  })
})

describe('the join link of my group', () => {
  it('would catch making, changing or switching it ending elsewhere than asked', async () => {
    const { convoId } = ownOf('Без ссылки')
    const save = async (what: Parameters<typeof anna.groups.saveLink>[1]) =>
      must(await anna.groups.saveLink(convoId, what))
    const made = await save({ enabled: true, requireApproval: false, joinRule: 'followedByOwner' })
    expect(made).toMatchObject({ enabled: true, requireApproval: false, joinRule: 'followedByOwner' })
    expect(await save({ requireApproval: true })).toEqual({ ...made, requireApproval: true })
    expect(await save({ enabled: false, joinRule: 'anyone' })).toMatchObject({ enabled: false, joinRule: 'anyone' })
    anna.arrived()
    expect(await save({ enabled: true, requireApproval: false })).toMatchObject({
      code: made.code,
      enabled: true,
      requireApproval: false,
    })
    // Edited before it opens, so that nobody comes in under the old rules.
    expect(anna.arrived()).toEqual(['getConvo', 'editJoinLink', 'enableJoinLink'])
    expect(await save({ enabled: true })).toMatchObject({ enabled: true })
    expect(anna.arrived()).toEqual(['getConvo'])
  })

  it('would catch a new link letting people in unasked because a field was left out', async () => {
    const made = must(await anna.groups.saveLink(ownOf('Без ссылки').convoId, {}))
    expect(made).toMatchObject({ enabled: true, requireApproval: true, joinRule: 'anyone' })
  })

  it('would catch a group of somebody else, or none, being told as anything else', async () => {
    expect(await anna.groups.saveLink(stateOf('member').convoId, { enabled: true })).toMatchObject({
      error: { code: 'groups.notOwner' },
    })
    expect(await anna.groups.saveLink('3kgone', { enabled: true })).toMatchObject({
      error: { code: 'groups.notFound' },
    })
    expect(await anna.groups.saveLink(ownOf('Без ссылки').convoId, { enabled: false })).toMatchObject({ ok: false })
  })

  it.each(['createJoinLink', 'enableJoinLink', 'disableJoinLink', 'editJoinLink'])(
    'would catch a lost answer to %s being repeated, or told as a failure',
    async (method) => {
      const name =
        method === 'createJoinLink' ? 'Без ссылки' : method === 'enableJoinLink' ? 'Старая ссылка' : undefined
      const { convoId } = name === undefined ? stateOf('mine') : ownOf(name)
      const wanted =
        method === 'editJoinLink' ? { joinRule: 'followedByOwner' as const } : { enabled: name !== undefined }
      lose(`group.${method}`)
      expect(must(await anna.groups.saveLink(convoId, wanted))).toMatchObject(wanted)
      expect(anna.arrived().filter((called) => called === method)).toHaveLength(1)
    },
  )

  it('would catch a write that did not arrive being told as done', async () => {
    spoil('group.disableJoinLink')
    expect(await anna.groups.saveLink(stateOf('mine').convoId, { enabled: false })).toMatchObject({
      error: { code: 'groups.unknownOutcome' },
    })
    expect(stateOf('mine').linkEnabled).toBe(true)
  })

  it.each([
    ['EnabledJoinLinkAlreadyExists', 'createJoinLink', 'Без ссылки'],
    ['LinkAlreadyEnabled', 'enableJoinLink', 'Старая ссылка'],
  ])('would catch somebody faster (%s) being told as a failure', async (error, method, name) => {
    const { convoId } = ownOf(name)
    harness().faults.add({
      service: 'bluesky',
      portal: 'chat',
      method: `chat.bsky.group.${method}`,
      effect: { kind: 'error', status: 400, error, processed: true },
    })
    expect(must(await anna.groups.saveLink(convoId, { enabled: true }))).toMatchObject({ enabled: true })
    expect(anna.arrived()).toEqual(['getConvo', method, 'getConvo'])
  })
})
