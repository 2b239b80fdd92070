// A group owner's side: making groups and links, deciding on requests, locking, removing, leaving.
import type { Client } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { refusal, useHarness } from './harness'

const harness = useHarness()

type GroupKind = chat.bsky.convo.defs.GroupConvo

async function newGroup(client: Client, members: readonly string[] = []): Promise<string> {
  const dids = members.map((key) => harness().account(key).did)
  const { convo } = await client.call(chat.bsky.group.createGroup, { name: 'Новая группа 🎈', members: dids })
  return convo.id
}

const kindOf = async (client: Client, convoId: string): Promise<GroupKind> =>
  (await client.call(chat.bsky.convo.getConvo, { convoId })).convo.kind as GroupKind

const logTypes = async (client: Client, cursor: string | undefined): Promise<unknown[]> =>
  (await client.call(chat.bsky.convo.getLog, { cursor: cursor ?? '' })).logs.map((event) => event.$type?.split('#')[1])

describe('making a group', () => {
  it('is not idempotent, invites the members and makes the maker its owner', async () => {
    const anna = await harness().chatAs('anna')
    const first = await newGroup(anna, ['boris'])
    expect(await newGroup(anna, ['boris'])).not.toBe(first)
    const { members } = await anna.call(chat.bsky.convo.getConvoMembers, { convoId: first })
    const roles = new Map(members.map((one) => [one.did, (one.kind as chat.bsky.actor.defs.GroupConvoMember).role]))
    expect(roles).toEqual(
      new Map([
        [harness().account('anna').did, 'owner'],
        [harness().account('boris').did, 'standard'],
      ]),
    )
    const boris = await harness().chatAs('boris')
    const invited = await boris.call(chat.bsky.convo.listConvos, { status: 'request' })
    expect(invited.convos.map((convo) => convo.id)).toContain(first)
  })

  it('refuses people nobody knows and names over 50 characters', async () => {
    const anna = await harness().chatAs('anna')
    const stranger = 'did:plc:zzzzzzzzzzzzzzzzzzzzzzzz' as const
    const made = anna.call(chat.bsky.group.createGroup, { name: 'x', members: [stranger] })
    expect((await refusal(made))[1]).toBe('RecipientNotFound')
    const session = await harness().login('anna')
    const raw = await session.fetchHandler('/xrpc/chat.bsky.group.createGroup', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'atproto-proxy': harness().practice.info.chatService },
      body: JSON.stringify({ name: 'ж'.repeat(51), members: [] }),
    })
    expect([raw.status, await raw.json()]).toMatchObject([400, { error: 'InvalidRequest' }])
  })
})

describe('a join link', () => {
  it('is made once, edited, switched off and on, each with its error when it does not apply', async () => {
    const anna = await harness().chatAs('anna')
    const convoId = await newGroup(anna)
    expect((await refusal(anna.call(chat.bsky.group.enableJoinLink, { convoId })))[1]).toBe('NoJoinLink')
    const made = await anna.call(chat.bsky.group.createJoinLink, { convoId, joinRule: 'anyone' })
    expect(made.joinLink).toMatchObject({ enabledStatus: 'enabled', requireApproval: false, joinRule: 'anyone' })
    expect(made.joinLink.code).toMatch(/^[a-zA-Z0-9]{7}$/)
    const again = anna.call(chat.bsky.group.createJoinLink, { convoId, joinRule: 'anyone' })
    expect((await refusal(again))[1]).toBe('EnabledJoinLinkAlreadyExists')
    expect((await refusal(anna.call(chat.bsky.group.enableJoinLink, { convoId })))[1]).toBe('LinkAlreadyEnabled')
    const edited = await anna.call(chat.bsky.group.editJoinLink, { convoId, requireApproval: true })
    expect(edited.joinLink).toMatchObject({ requireApproval: true, joinRule: 'anyone' })
    const off = await anna.call(chat.bsky.group.disableJoinLink, { convoId })
    expect(off.joinLink).toMatchObject({ code: made.joinLink.code, enabledStatus: 'disabled' })
    const on = await anna.call(chat.bsky.group.enableJoinLink, { convoId })
    expect(on.joinLink).toMatchObject({ code: made.joinLink.code, enabledStatus: 'enabled' })
  })

  it("is the owner's alone", async () => {
    const boris = await harness().chatAs('boris')
    const anna = await harness().chatAs('anna')
    const convoId = await newGroup(anna, ['boris'])
    const tried = boris.call(chat.bsky.group.createJoinLink, { convoId, joinRule: 'anyone' })
    expect((await refusal(tried))[1]).toBe('InsufficientRole')
    const olga = await harness().chatAs('olga')
    expect((await refusal(olga.call(chat.bsky.group.disableJoinLink, { convoId })))[1]).toBe('InvalidConvo')
  })
})

describe('requests to my group', () => {
  it('are counted, paged, read, approved and rejected', async () => {
    const anna = await harness().chatAs('anna')
    const [view] = (await anna.call(chat.bsky.group.getJoinLinkPreviews, { codes: [harness().code('mine')] }))
      .joinLinkPreviews as unknown as { convoId: string }[]
    const convoId = view?.convoId ?? ''
    expect(await kindOf(anna, convoId)).toMatchObject({ joinRequestCount: 5, unreadJoinRequestCount: 2 })
    const first = await anna.call(chat.bsky.group.listJoinRequests, { convoId, limit: 3 })
    const second = await anna.call(chat.bsky.group.listJoinRequests, { convoId, limit: 3, cursor: first.cursor ?? '' })
    const askers = [...first.requests, ...second.requests].map((request) => request.requestedBy.did)
    expect(new Set(askers).size).toBe(5)
    expect(second.cursor).toBeUndefined()

    await anna.call(chat.bsky.group.updateJoinRequestsRead, { convoId })
    expect(await kindOf(anna, convoId)).toMatchObject({ joinRequestCount: 5, unreadJoinRequestCount: 0 })
    const { cursor } = await anna.call(chat.bsky.convo.getLog)
    const [yes, no] = askers
    if (yes === undefined || no === undefined) throw new Error('nobody asked')
    await anna.call(chat.bsky.group.approveJoinRequest, { convoId, member: yes })
    await anna.call(chat.bsky.group.rejectJoinRequest, { convoId, member: no })
    expect(await kindOf(anna, convoId)).toMatchObject({ joinRequestCount: 3 })
    expect(await logTypes(anna, cursor)).toEqual(['logMemberJoin', 'logApproveJoinRequest', 'logRejectJoinRequest'])
    const { members } = await anna.call(chat.bsky.convo.getConvoMembers, { convoId, limit: 100 })
    expect(members.map((one) => one.did)).toContain(yes)
    expect(members.map((one) => one.did)).not.toContain(no)
  })

  it('cannot be approved into a full group', async () => {
    const anna = await harness().chatAs('anna')
    const [view] = (await anna.call(chat.bsky.group.getJoinLinkPreviews, { codes: [harness().code('mine')] }))
      .joinLinkPreviews as unknown as { convoId: string }[]
    const convoId = view?.convoId ?? ''
    harness().practice.hooks.account({ group: 'mine', memberLimit: 2 })
    const { requests } = await anna.call(chat.bsky.group.listJoinRequests, { convoId })
    const member = requests[0]?.requestedBy.did ?? harness().account('olga').did
    const tried = anna.call(chat.bsky.group.approveJoinRequest, { convoId, member })
    expect((await refusal(tried))[1]).toBe('MemberLimitReached')
  })
})

describe('members', () => {
  it('removed by the owner see a leave event and cannot come back by the link', async () => {
    const anna = await harness().chatAs('anna')
    const boris = await harness().chatAs('boris')
    const convoId = await newGroup(anna)
    const { joinLink } = await anna.call(chat.bsky.group.createJoinLink, { convoId, joinRule: 'anyone' })
    expect((await boris.call(chat.bsky.group.requestJoin, { code: joinLink.code })).status).toBe('joined')
    const { cursor } = await boris.call(chat.bsky.convo.getLog)
    await anna.call(chat.bsky.group.removeMembers, { convoId, members: [harness().account('boris').did] })
    expect(await logTypes(boris, cursor)).toEqual(['logLeaveConvo'])
    const back = boris.call(chat.bsky.group.requestJoin, { code: joinLink.code })
    expect((await refusal(back))[1]).toBe('UserKicked')
  })

  it('leave once; the owner only after locking, and then the group is locked for good', async () => {
    const anna = await harness().chatAs('anna')
    const boris = await harness().chatAs('boris')
    const convoId = await newGroup(anna, ['boris'])
    await boris.call(chat.bsky.convo.leaveConvo, { convoId })
    expect((await refusal(boris.call(chat.bsky.convo.leaveConvo, { convoId })))[1]).toBe('AlreadyLeftConvo')
    expect((await refusal(anna.call(chat.bsky.convo.leaveConvo, { convoId })))[1]).toBe('OwnerCannotLeave')
    const olga = await harness().chatAs('olga')
    await anna.call(chat.bsky.group.addMembers, { convoId, members: [harness().account('olga').did] })
    const locked = await anna.call(chat.bsky.convo.lockConvo, { convoId })
    expect((locked.convo.kind as GroupKind).lockStatus).toBe('locked')
    expect((await refusal(anna.call(chat.bsky.convo.lockConvo, { convoId })))[1]).toBe('ConvoLocked')
    const said = olga.call(chat.bsky.convo.sendMessage, { convoId, message: { text: 'anyone?' } })
    expect((await refusal(said))[1]).toBe('ConvoLocked')
    await anna.call(chat.bsky.convo.leaveConvo, { convoId })
    expect((await kindOf(olga, convoId)).lockStatus).toBe('locked-permanently')
  })

  it('see a lock, an unlock and a new name as system messages', async () => {
    const anna = await harness().chatAs('anna')
    const boris = await harness().chatAs('boris')
    const convoId = await newGroup(anna, ['boris'])
    await anna.call(chat.bsky.convo.lockConvo, { convoId })
    expect((await refusal(anna.call(chat.bsky.group.editGroup, { convoId, name: 'x' })))[1]).toBe('ConvoLocked')
    await anna.call(chat.bsky.convo.unlockConvo, { convoId })
    await anna.call(chat.bsky.group.editGroup, { convoId, name: 'Другое имя' })
    const { messages } = await boris.call(chat.bsky.convo.getMessages, { convoId })
    const kinds = messages.map((one) => (one as chat.bsky.convo.defs.SystemMessageView).data.$type.split('#')[1])
    expect(kinds).toEqual([
      'systemMessageDataEditGroup',
      'systemMessageDataUnlockConvo',
      'systemMessageDataLockConvo',
      'systemMessageDataAddMember',
    ])
    expect((await kindOf(boris, convoId)).name).toBe('Другое имя')
  })
})
