import { describe, expect, it } from 'vitest'
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
const MEMBERS = [
  { USER_ID: '3', ROLE: 'K' },
  { USER_ID: '2', ROLE: 'E' },
  { USER_ID: '1', ROLE: 'A' },
  { USER_ID: '9', ROLE: 'K' },
]

function portalOf(missing: readonly string[] = [], group: unknown = GROUP) {
  return fakePortal((method) => {
    switch (method) {
      case 'socialnetwork.api.workgroup.get':
        return group as never
      case 'sonet_group.get':
        return [{ ID: '5', NAME: 'Sales', OPENED: 'N', VISIBLE: 'N', CLOSED: 'N', OWNER_ID: '1' }]
      case 'sonet_group.user.groups':
        return []
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
        moderatorCount: 1,
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

  it('works without the scope socialnetwork', async () => {
    const fake = portalOf(['socialnetwork', 'user_brief'])
    const details = await readGroupDetails(fake.portal, '5')
    expect(details.ok && details.data).toMatchObject({
      joinRule: 'invite',
      relation: 'none',
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
