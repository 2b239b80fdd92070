// Bellhop on a group's page against the practice chat: what it tells, and the join link of a group of mine.
import { beforeEach, describe, expect, it } from 'vitest'
import { must, ourClient, type OurClient } from './our-client'
import { useHarness } from './harness'

const harness = useHarness()
let anna: OurClient

interface GroupState {
  readonly convoId: string
  readonly name: string
  readonly linkEnabled: boolean
}
const stateOf = (group: string): GroupState => harness().practice.hooks.state({ group }) as unknown as GroupState
const ownOf = (name: string): GroupState => {
  const all = harness().practice.hooks.state({ owner: 'anna' }) as unknown as GroupState[]
  const found = all.find((group) => group.name === name)
  if (!found) throw new Error(`anna owns no ${name}`)
  return found
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
