// Bellhop as a group's owner, guest and member against the practice chat: decisions, invitations, leaving.
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
const lose = (method: string): void => {
  harness().faults.add({
    service: 'bluesky',
    portal: 'chat',
    method: `chat.bsky.${method}`,
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
