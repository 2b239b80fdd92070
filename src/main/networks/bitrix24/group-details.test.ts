import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { GroupDetails } from '../../../shared/contract/groups'
import { fakePortal, refuse } from './fake-portal.fixtures'
import { readGroupDetails } from './group-details'

const GROUP = {
  ID: '5',
  NAME: 'Sales',
  DESCRIPTION: 'We sell',
  OPENED: 'N',
  VISIBLE: 'Y',
  CLOSED: 'N',
  TYPE: 'collab',
  OWNER_ID: '1',
  NUMBER_OF_MEMBERS: 4,
  OWNER_DATA: { ID: 1, FORMATTED_NAME: 'Ann Owner' },
  TAGS: ['a', 'b'],
  LIST_OF_MEMBERS: [{ id: 2, name: 'Bob' }],
  USER_DATA: { ROLE: 'Z', INITIATED_BY_TYPE: 'U' },
  MODERATOR_MEMBERS: ['2'],
}
const NO_METHOD = { isExisting: false, isAvailable: false }
const MEMBERS = [
  { USER_ID: '3', ROLE: 'K' },
  { USER_ID: '2', ROLE: 'E' },
  { USER_ID: '1', ROLE: 'A' },
  { USER_ID: '9', ROLE: 'K' },
]

function portalOf(
  missing: readonly string[] = [],
  group: unknown = GROUP,
  has: unknown = NO_METHOD,
  mine: unknown = [],
) {
  return fakePortal((method) => {
    switch (method) {
      case 'method.get':
        return has as never
      case 'server.time':
        return '2026-03-02T11:00:00+02:00'
      case 'socialnetwork.api.workgroup.get':
        return group as never
      case 'sonet_group.get':
        return [{ ID: '5', NAME: 'Sales', OPENED: 'N', VISIBLE: 'N', CLOSED: 'N', OWNER_ID: '1' }]
      case 'sonet_group.user.groups':
        return mine as never
      case 'sonet_group.user.get':
        return MEMBERS
      default:
        return [{ ID: '3', NAME: 'Cyd', LAST_NAME: 'Third' }]
    }
  }, missing)
}

describe('readGroupDetails', () => {
  it('lists people by rank, named from wherever a name is known', async () => {
    const fake = portalOf()
    expect(await readGroupDetails(fake.portal, '5')).toEqual({
      ok: true,
      data: {
        groupId: '5',
        name: 'Sales',
        description: 'We sell',
        relation: 'requested',
        kind: 'collab',
        joinRule: 'approval',
        memberCount: 4,
        archived: false,
        keywords: 'a, b',
        ownerName: 'Ann Owner',
        tags: ['a', 'b'],
        moderatorCount: 1,
        canLeave: false,
        canEditLink: false,
        members: [
          { userId: '1', name: 'Ann Owner', role: 'owner' },
          { userId: '2', name: 'Bob', role: 'moderator' },
          { userId: '3', name: 'Cyd Third', role: 'member' },
          { userId: '9', name: '#9', role: 'member' },
        ],
      },
    })
    expect(fake.requests).toHaveLength(2)
  })

  it('tells what only its own page shows: pictures, chat, topic, dates, counters', async () => {
    const full = {
      ...GROUP,
      AVATAR: '/upload/sales.png',
      OWNER_DATA: { ID: 1, FORMATTED_NAME: 'Ann Owner', PHOTO: 'https://evil.example/a.png' },
      LIST_OF_MEMBERS: { '0': { id: '2', name: 'Bob', photo: '/upload/bob.png' } },
      SUBJECT_DATA: { NAME: 'Trade' },
      DATE_CREATE: '03/02/2026 09:00:00',
      DATE_ACTIVITY: '02.03.2026 10:00:00',
      PROJECT_DATE_START: '03/01/2026 00:00:00',
      PROJECT_DATE_FINISH: null,
      COUNTERS: { workgroup_requests_in: '2', workgroup_requests_out: 1 },
      DIALOG_ID: 'chat42',
      NUMBER_OF_MODERATORS: '3',
    }
    const fake = portalOf([], full, { isExisting: true, isAvailable: true }, [{ GROUP_ID: '5', ROLE: 'E' }])
    const details = await readGroupDetails(fake.portal, '5')
    expect(details.ok && details.data).toMatchObject({
      relation: 'moderator',
      avatarUrl: 'https://h/upload/sales.png',
      topic: 'Trade',
      createdAt: '2026-03-02T07:00:00.000Z',
      activeAt: '2026-03-02T08:00:00.000Z',
      startsAt: '2026-02-28T22:00:00.000Z',
      requestsIn: 2,
      requestsOut: 1,
      dialogId: 'chat42',
      moderatorCount: 3,
      canLeave: true,
    })
    expect(details.ok && details.data.members.slice(0, 2)).toEqual([
      { userId: '1', name: 'Ann Owner', role: 'owner' },
      { userId: '2', name: 'Bob', role: 'moderator', avatarUrl: 'https://h/upload/bob.png' },
    ])
    expect(details.ok && Object.keys(details.data)).not.toContain('endsAt')
  })

  it.each<[string, object, object]>([
    ['counters as an empty list', { COUNTERS: [] }, {}],
    ['counters as false', { COUNTERS: false }, {}],
    ['everything empty as false', { TAGS: false, AVATAR: false, OWNER_DATA: false, LIST_OF_MEMBERS: false }, {}],
    ['a chat without its dialog', { CHAT_ID: '42' }, { dialogId: 'chat42' }],
    ['a strange dialog', { DIALOG_ID: 'chat42/../1', CHAT_ID: 0 }, {}],
    ['numbers as strings', { NUMBER_OF_MEMBERS: '12', OWNER_ID: '1' }, { memberCount: 12 }],
  ])('reads %s', async (_, extra, shown) => {
    const fake = portalOf([], { ...GROUP, ...extra }, NO_METHOD, [{ GROUP_ID: '5', ROLE: 'A' }])
    const details = await readGroupDetails(fake.portal, '5')
    if (!details.ok) throw new Error(details.error.code)
    expect(details.data).toMatchObject({ groupId: '5', ...shown })
    const keys = ['requestsIn', 'requestsOut', 'dialogId', 'avatarUrl'].filter((key) => key in details.data)
    expect(keys).toEqual(Object.keys(shown).filter((key) => key === 'dialogId'))
  })

  it.each([
    ['text', '/upload/sales.png'],
    ['an object', { SRC: '/upload/sales.png', WIDTH: '100' }],
  ])('the older method’s picture as %s', async (_, IMAGE) => {
    const row = { ID: '5', NAME: 'Sales', OWNER_ID: '1', IMAGE }
    const { portal } = fakePortal((method) => (method === 'sonet_group.get' ? [row] : []), ['socialnetwork'])
    expect(await readGroupDetails(portal, '5')).toMatchObject({ data: { avatarUrl: 'https://h/upload/sales.png' } })
  })

  it('counters are not told to those who may not decide', async () => {
    const counted = { ...GROUP, COUNTERS: { workgroup_requests_in: 2 } }
    const details = await readGroupDetails(portalOf([], counted).portal, '5')
    expect(details.ok && 'requestsIn' in details.data).toBe(false)
  })

  it.each<[string, string, object, unknown, boolean]>([
    ['a member, with the method', 'K', {}, { isExisting: true, isAvailable: true }, true],
    ['a member, without it', 'K', {}, NO_METHOD, false],
    ['an owner', 'A', {}, { isExisting: true, isAvailable: true }, false],
    [
      'a member whom the group keeps',
      'K',
      { ACTIONS: { LEAVE: false } },
      { isExisting: true, isAvailable: true },
      false,
    ],
  ])('whether %s can leave', async (_, ROLE, extra, has, canLeave) => {
    const fake = portalOf([], { ...GROUP, ...extra }, has, [{ GROUP_ID: '5', ROLE }])
    expect(await readGroupDetails(fake.portal, '5')).toMatchObject({ data: { canLeave } })
  })

  it('names of 20,000 characters and with markup in them are cut and kept as text', async () => {
    const long = `<img src=x onerror=alert(1)>${'x'.repeat(20_000)}`
    const hostile = { ...GROUP, NAME: long, TAGS: [long], LIST_OF_MEMBERS: [{ id: 2, name: long }] }
    const details = await readGroupDetails(portalOf([], hostile).portal, '5')
    if (!details.ok) throw new Error(details.error.code)
    expect(v.safeParse(GroupDetails, { ...details.data, accountId: 'a' }).issues).toBeUndefined()
    expect(details.data.name.startsWith('<img src=x')).toBe(true)
  })

  it('works without the scope socialnetwork', async () => {
    const fake = portalOf(['socialnetwork', 'user_brief'])
    const details = await readGroupDetails(fake.portal, '5')
    expect(details.ok && details.data).toMatchObject({
      joinRule: 'invite',
      relation: 'none',
      // Whether a request of mine waits is not told by the older method.
      pendingHidden: true,
      members: [{ role: 'owner' }, {}, {}, {}],
    })
    expect(fake.ran).not.toContain('socialnetwork.api.workgroup.get')
  })

  it.each(['', '0', 'abc', '5; drop', '-1', '1e3'])('an id of %j is no group, and nothing is asked', async (id) => {
    const fake = portalOf()
    expect(await readGroupDetails(fake.portal, id)).toMatchObject({ ok: false, error: { code: 'groups.notFound' } })
    expect(fake.ran).toEqual([])
  })

  it('a group that is not there, or another one in its place', async () => {
    expect(
      await readGroupDetails(portalOf([], refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND')).portal, '5'),
    ).toMatchObject({ error: { code: 'groups.notFound' } })
    expect(await readGroupDetails(portalOf([], { ...GROUP, ID: '6' }).portal, '5')).toMatchObject({
      error: { code: 'groups.notFound' },
    })
  })
})
