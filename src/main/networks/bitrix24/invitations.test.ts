import { describe, expect, it } from 'vitest'
import { lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { answerInvitation } from './invitations'
import { REQUEST_METHODS, invitationNotice, waitingPortal } from './waiting.fixtures'
import type { FakeGroup, FakeWorld } from './waiting.fixtures'

const CONFIRM = 'im.notify.confirm'
const ALL = Object.values(REQUEST_METHODS)
const CONFIRMS = [REQUEST_METHODS.relations]

interface Change extends Partial<FakeWorld> {
  readonly hidden?: boolean
  readonly me?: string
  readonly name?: string
}

/** I am invited to group 5; group 6 is another. */
function worldOf({ hidden = false, me = 'Z/G', name = 'Sales', ...change }: Change = {}) {
  const five: FakeGroup = { name, hidden, people: me === '' ? { '1': 'A' } : { '1': 'A', '7': me } }
  const six: FakeGroup = { name: 'Other', people: { '2': 'A', '7': 'Z/G' } }
  return {
    notices: [invitationNotice(100, '5'), invitationNotice(101, '6')],
    ...change,
    groups: { '5': five, '6': six },
  }
}

describe('the notification', () => {
  it.each([
    [true, 'Y', 'member'],
    [false, 'N', 'none'],
  ] as const)('accept %s confirms with %s the one whose relation is the group’s', async (accept, value, relation) => {
    const { portal, writes } = waitingPortal(worldOf({ has: CONFIRMS }))
    expect(await answerInvitation(portal, '5', accept)).toEqual({ ok: true, data: relation })
    expect(writes).toEqual([[CONFIRM, { NOTIFY_ID: 100, NOTIFY_VALUE: value }]])
  })

  it('answers the invitation to a secret group, which cannot be seen', async () => {
    const { portal } = waitingPortal(worldOf({ has: CONFIRMS, hidden: true }))
    expect(await answerInvitation(portal, '5', true)).toEqual({ ok: true, data: 'member' })
    const other = waitingPortal(worldOf({ has: CONFIRMS, hidden: true }))
    expect(await answerInvitation(other.portal, '5', false)).toEqual({ ok: true, data: 'none' })
  })

  it('is the only one, and names the group', async () => {
    const notices = [invitationNotice(100, '5', { text: 'You are invited to «Sales»' })]
    const { portal, writes } = waitingPortal(worldOf({ notices }))
    expect(await answerInvitation(portal, '5', true)).toEqual({ ok: true, data: 'member' })
    expect(writes).toHaveLength(1)
  })

  it('is found by its link, also without the scope socialnetwork', async () => {
    const link = (groupId: string) => ({ text: `<a href="/workgroups/group/${groupId}/">x</a>` })
    const notices = [invitationNotice(100, '5', link('5')), invitationNotice(101, '6', link('6'))]
    const { portal, writes } = waitingPortal(worldOf({ notices, missing: ['socialnetwork'] }))
    expect(await answerInvitation(portal, '5', true)).toEqual({ ok: true, data: 'member' })
    expect(writes).toEqual([[CONFIRM, { NOTIFY_ID: 100, NOTIFY_VALUE: 'Y' }]])
  })

  it('of another invitation that pretends to be this one is not answered', async () => {
    const trick = 'You are invited to «Sales» <a href="/workgroups/group/5/">Sales</a>'
    const notices = [invitationNotice(101, '6', { text: trick }), invitationNotice(100, '5')]
    const { portal, writes } = waitingPortal(worldOf({ notices }))
    expect(await answerInvitation(portal, '5', true)).toMatchObject({ error: { code: 'requests.answerElsewhere' } })
    expect(writes).toEqual([])
  })

  it('that links to a group which does not invite me is not answered', async () => {
    const notices = [invitationNotice(101, '6', { text: '<a href="/workgroups/group/5/">Sales</a>' })]
    const { portal, writes } = waitingPortal(worldOf({ notices, me: '' }))
    expect(await answerInvitation(portal, '5', true)).toMatchObject({ error: { code: 'requests.notInvited' } })
    expect(writes).toEqual([])
  })
})

describe('the undocumented way', () => {
  it.each<[string, Change]>([
    ['it is not clear which notification it is', { has: ALL.filter((name) => name !== REQUEST_METHODS.relations) }],
    ['there is no notification', { has: ALL, notices: [] }],
    ['the scope im is missing', { has: ALL, missing: ['im'] }],
    ['the notification is gone when it is confirmed', { has: ALL, instead: { [CONFIRM]: { result_message: false } } }],
  ])('is taken where %s', async (_, change) => {
    const { portal, writes } = waitingPortal(worldOf(change))
    expect(await answerInvitation(portal, '5', true)).toEqual({ ok: true, data: 'member' })
    expect(writes.at(-1)).toEqual([REQUEST_METHODS.acceptInvitation, { groupId: 5 }])
    const other = waitingPortal(worldOf(change))
    expect(await answerInvitation(other.portal, '5', false)).toEqual({ ok: true, data: 'none' })
    expect(other.writes.at(-1)).toEqual([REQUEST_METHODS.declineInvitation, { groupId: 5 }])
  })

  it.each<[string, Change]>([
    ['there is none', { notices: [] }],
    [
      'it is gone',
      { notices: [], has: ALL, instead: { [REQUEST_METHODS.acceptInvitation]: refuse('ERROR_METHOD_NOT_FOUND') } },
    ],
    ['it hides with a missing scope', { missing: ['socialnetwork'] }],
  ])('where %s, it has to be answered elsewhere', async (_, change) =>
    expect(await answerInvitation(waitingPortal(worldOf(change)).portal, '5', true)).toMatchObject({
      ok: false,
      error: { code: 'requests.answerElsewhere', retry: 'user' },
    }),
  )
})

describe('what else may be', () => {
  it.each<[string, Change, boolean, object]>([
    ['a member accepts: done already', { me: 'K' }, true, { ok: true, data: 'member' }],
    ['a member declines', { me: 'K' }, false, { error: { code: 'requests.notInvited' } }],
    ['one who asked', { me: 'Z/U' }, true, { error: { code: 'requests.notInvited' } }],
    ['one who was not invited', { me: '', notices: [] }, true, { error: { code: 'requests.notInvited' } }],
    ['a group that is not there', { me: '', notices: [], hidden: true }, true, { error: { code: 'groups.notFound' } }],
  ])('%s: nothing is sent', async (_, change, accept, answer) => {
    const { portal, writes } = waitingPortal(worldOf(change))
    expect(await answerInvitation(portal, '5', accept)).toMatchObject(answer)
    expect(writes).toEqual([])
  })

  it.each<[string, Answer, string]>([
    ['is refused', refuse('ACCESS_DENIED', 'no'), 'bitrix24.accessDenied'],
    ['never left', unsent(), 'net.refused'],
    ['is lost without effect', lost(), 'requests.unknownOutcome'],
    ['is answered with words and has no effect', { result_message: ['No rights'] }, 'bitrix24.refused'],
  ])('an answer that %s is told as such and not repeated', async (_, answer, code) => {
    const { portal, writes } = waitingPortal(worldOf({ has: CONFIRMS, instead: { [CONFIRM]: answer } }))
    expect(await answerInvitation(portal, '5', true)).toMatchObject({ ok: false, error: { code } })
    expect(writes).toHaveLength(1)
  })

  it('an invitation taken back meanwhile', async () => {
    const world = worldOf({
      has: CONFIRMS,
      instead: { [CONFIRM]: () => (takeBack(), { result_message: false }) },
    })
    const takeBack = (): void => void (Reflect.deleteProperty(world.groups['5'].people, '7'), world.notices.shift())
    const { portal } = waitingPortal(world)
    expect(await answerInvitation(portal, '5', true)).toMatchObject({ error: { code: 'requests.notInvited' } })
  })

  it('a notification that does nothing, where there is no other way', async () => {
    const change = { has: CONFIRMS, instead: { [CONFIRM]: { result_message: false } } }
    expect(await answerInvitation(waitingPortal(worldOf(change)).portal, '5', true)).toMatchObject({
      error: { code: 'requests.answerElsewhere' },
    })
  })

  it('a decline that changes nothing is no decline, whatever shows the invitation', async () => {
    const text = { text: 'You are invited to «Sales»' }
    const words = { notices: [invitationNotice(100, '5', text)], instead: { [CONFIRM]: { result_message: ['No'] } } }
    const byNotice = waitingPortal(worldOf({ ...words, missing: ['socialnetwork'] }))
    expect(await answerInvitation(byNotice.portal, '5', false)).toMatchObject({ error: { code: 'bitrix24.refused' } })
    const ignored = { notices: [], has: ALL, instead: { [REQUEST_METHODS.declineInvitation]: true } }
    const byMethod = waitingPortal(worldOf(ignored))
    expect(await answerInvitation(byMethod.portal, '5', false)).toMatchObject({ error: { code: 'bitrix24.refused' } })
  })

  it('declining what was accepted elsewhere meanwhile', async () => {
    const world = worldOf({ has: CONFIRMS, instead: { [CONFIRM]: () => (joinThere(), { result_message: false }) } })
    const joinThere = (): void => void ((world.groups['5'].people['7'] = 'K'), world.notices.shift())
    expect(await answerInvitation(waitingPortal(world).portal, '5', false)).toMatchObject({
      error: { code: 'requests.notInvited' },
    })
  })

  it('a lost decline of a secret group’s invitation is proved by what is gone, not by what was never seen', async () => {
    const change = { has: CONFIRMS, hidden: true, instead: { [CONFIRM]: lost() } }
    const still = waitingPortal(worldOf(change))
    expect(await answerInvitation(still.portal, '5', false)).toMatchObject({
      error: { code: 'requests.unknownOutcome' },
    })
    const world = worldOf({ ...change, instead: { [CONFIRM]: () => (done(), lost()) } })
    const done = (): void => void (Reflect.deleteProperty(world.groups['5'].people, '7'), world.notices.shift())
    expect(await answerInvitation(waitingPortal(world).portal, '5', false)).toEqual({ ok: true, data: 'none' })
  })

  it.each(['', 'x', '0', '5/6'])('%j is no group', async (groupId) => {
    const { portal, ran } = waitingPortal(worldOf())
    expect(await answerInvitation(portal, groupId, true)).toMatchObject({ error: { code: 'groups.notFound' } })
    expect(ran).toEqual([])
  })
})
