import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { refuse } from './fake-portal.fixtures'
import { asks, group, look, requestNotice } from './waiting.fixtures'
import type { FakeWorld } from './waiting.fixtures'

const GET = 'socialnetwork.api.workgroup.get'
describe('my requests', () => {
  it('each stands as the portal shows it now', async () => {
    const { answer, requests } = await look(
      {
        groups: {
          '1': group({ '7': 'Z/U' }),
          '2': group({ '7': 'K' }),
          '3': group({}),
          '4': group({ '7': 'Z/G' }),
          '5': group({ '7': 'T' }),
          '6': group({ '7': 'Z/U' }, { hidden: true }),
          '8': group({ '7': 'A' }),
        },
      },
      { requests: asks('1', '2', '3', '4', '5', '6', '8') },
    )
    expect(Object.fromEntries([...answer.standings].map(([id, { standing }]) => [id, standing]))).toEqual({
      r1: 'pending',
      r2: 'joined',
      r3: 'none',
      r4: 'invited',
      r5: 'none',
      r6: 'none',
      r8: 'joined',
    })
    expect(Object.fromEntries(answer.relations)).toEqual({
      '1': 'requested',
      '2': 'member',
      '3': 'none',
      '4': 'invited',
      '5': 'banned',
      '6': 'none',
      '8': 'owner',
    })
    expect(requests).toHaveLength(1)
  })

  it('one whose group could not be read has no standing: it is not ended by that', async () => {
    const { answer } = await look(
      { groups: { '1': group({ '7': 'Z/U' }) }, instead: { [GET]: refuse('INTERNAL_SERVER_ERROR') } },
      { requests: asks('1') },
    )
    expect([...answer.standings]).toEqual([])
    expect([...answer.relations]).toEqual([])
  })

  it('none has a standing while my own groups cannot be read', async () => {
    const { answer } = await look(
      { groups: { '1': group({ '7': 'K' }) }, instead: { 'sonet_group.user.groups': refuse('', 'x') } },
      { requests: asks('1') },
    )
    expect([...answer.standings]).toEqual([])
  })

  it('without the scope socialnetwork: granted, vanished, or not known', async () => {
    const { answer, requests } = await look(
      {
        missing: ['socialnetwork'],
        groups: { '1': group({ '7': 'Z/U' }), '2': group({ '7': 'K' }), '3': group({}, { hidden: true }) },
      },
      { requests: asks('1', '2', '3') },
    )
    expect([...answer.standings.values()].map(({ standing }) => standing)).toEqual(['notKnown', 'joined', 'none'])
    expect(requests).toEqual([['sonet_group.user.groups', 'im.notify.get', 'sonet_group.get']])
    expect(answer.relations.has('1')).toBe(false)
  })

  it('two requests to one group take one command; a link or a word for a group none', async () => {
    const { answer, ran } = await look(
      { groups: { '1': group({ '7': 'Z/U' }) } },
      {
        requests: [
          ...asks('1'),
          { id: 'again', target: { groupId: '1' } },
          { id: 'link', target: { link: 'https://x' } },
          { id: 'word', target: { groupId: 'x' } },
        ],
      },
    )
    expect([...answer.standings.keys()]).toEqual(['r1', 'again'])
    expect(ran.filter((method) => method === GET)).toHaveLength(1)
  })
})

describe('requests to my groups', () => {
  it('one seen by notification and in the waiting list is one, with what both know', async () => {
    const users = [{ id: 3, name: 'Bob Day', avatar: '/bob.png' }]
    const notices = { notifications: [requestNotice(100, '3', '5', { text: 'Let <b>me</b> in' })], users }
    const { answer } = await look(
      { groups: { '5': group({ '7': 'E', '3': 'Z/U', '4': 'Z/U' }) }, instead: { 'im.notify.get': notices } },
      { ownGroups: ['5'] },
    )
    expect(answer.incoming).toEqual([
      {
        requestId: '5:3',
        groupId: '5',
        groupName: 'Sales',
        userId: '3',
        userName: 'Bob Day',
        avatarUrl: 'https://h/bob.png',
        message: 'Let me in',
        askedAt: '2026-03-02T09:00:00.000Z',
      },
      { requestId: '5:4', groupId: '5', groupName: 'Sales', userId: '4', userName: 'Person 4' },
    ])
    expect(answer.incomingCovers).toBeUndefined()
  })

  it('nobody waits: known to be none', async () => {
    const { answer } = await look({ groups: { '5': group({ '7': 'A' }) } }, { ownGroups: ['5'] })
    expect(answer).toMatchObject({ incoming: [] })
    expect(answer.incomingCovers).toBeUndefined()
    expect((await look({ missing: ['im', 'socialnetwork'] })).answer.incoming).toEqual([])
  })

  it.each<[string, Partial<FakeWorld>]>([
    ['without im and socialnetwork', { missing: ['im', 'socialnetwork'] }],
    ['where both fail', { instead: { 'im.notify.get': refuse('', ''), [GET]: refuse('', '') } }],
  ])('%s they are not known', async (_, world) => {
    const { answer } = await look({ groups: { '5': group({ '7': 'A' }) }, ...world }, { ownGroups: ['5'] })
    expect(answer.incoming).toBeUndefined()
  })

  it('without im by the groups, without socialnetwork by notification', async () => {
    const world = { groups: { '5': group({ '7': 'A', '3': 'Z/U' }) }, notices: [requestNotice(100, '3', '5')] }
    for (const missing of [['im'], ['socialnetwork']]) {
      const { answer } = await look({ ...world, missing }, { ownGroups: ['5'] })
      expect(answer.incoming).toMatchObject([{ requestId: '5:3' }])
      expect(answer.incomingCovers).toBeUndefined()
    }
  })

  it('a group that could not be read is not covered: what waits there may still wait', async () => {
    const get = (): JsonObject => ({ ID: '5', COUNTERS: { workgroup_requests_in: 0 } })
    const { answer } = await look(
      { groups: { '5': group({ '7': 'A' }), '6': group({ '7': 'A' }) }, instead: { [GET]: get } },
      { ownGroups: ['5', '6'] },
    )
    expect(answer).toMatchObject({ incoming: [], incomingCovers: ['5'] })
  })

  it('more wait than are listed: covered only if notifications make up for it', async () => {
    const people = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [String(100 + i), 'Z/U']))
    const groups = { '5': group({ '7': 'A', ...people }) }
    const listed = await look({ groups }, { ownGroups: ['5'] })
    expect(listed.answer.incoming).toHaveLength(10)
    expect(listed.answer.incomingCovers).toEqual([])
    const notices = Object.keys(people).map((id, at) => requestNotice(1000 + at, id, '5'))
    const noticed = await look({ groups, notices }, { ownGroups: ['5'] })
    expect(noticed.answer.incoming).toHaveLength(12)
    expect(noticed.answer.incomingCovers).toBeUndefined()
  })

  it.each<[string, JsonObject, readonly string[], boolean]>([
    ['counters as an empty list', { COUNTERS: [] }, ['3'], true],
    ['counters as strings', { COUNTERS: { workgroup_requests_in: '1' } }, ['3'], true],
    ['the list as a map', { LIST_OF_MEMBERS_AWAITING_INVITE: { '3': { ID: '3', NAME: 'Bob' } } }, ['3'], true],
    ['the list as an empty list', { LIST_OF_MEMBERS_AWAITING_INVITE: [] }, [], false],
    ['the list as false', { LIST_OF_MEMBERS_AWAITING_INVITE: false }, [], false],
    ['neither', { COUNTERS: false, LIST_OF_MEMBERS_AWAITING_INVITE: null }, [], false],
    [
      'people without ids',
      { COUNTERS: [], LIST_OF_MEMBERS_AWAITING_INVITE: [{ name: 'x' }, { id: 0 }, 'y'] },
      [],
      true,
    ],
    ['invited people while nobody asks', { COUNTERS: { workgroup_requests_in: 0 } }, [], true],
  ])('reads %s', async (_, fields, users, covered) => {
    const groups = { '5': group({ '7': 'A', '3': 'Z/U' }, { fields }) }
    const { answer } = await look({ groups, missing: ['im'] }, { ownGroups: ['5'] })
    expect(answer.incoming?.map(({ userId }) => userId) ?? []).toEqual(users)
    expect(answer.incoming !== undefined && answer.incomingCovers === undefined).toBe(covered)
  })

  it('leaves out groups that are not mine to decide for, and takes them as read', async () => {
    const { answer } = await look(
      { groups: { '5': group({ '7': 'K', '3': 'Z/U' }) }, notices: [requestNotice(100, '3', '5')] },
      { ownGroups: ['5'] },
    )
    expect(answer).toMatchObject({ incoming: [] })
    expect(answer.incomingCovers).toBeUndefined()
  })

  it('a group that is no longer mine needs no reading to be known as such', async () => {
    const { answer } = await look(
      { groups: { '5': group({ '7': 'K' }) }, instead: { [GET]: refuse('', '') } },
      { ownGroups: ['5'] },
    )
    expect(answer).toMatchObject({ incoming: [] })
    expect(answer.incomingCovers).toBeUndefined()
  })

  it('ten that are listed without being counted may be more', async () => {
    const people = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [String(100 + i), 'Z/U']))
    const groups = { '5': group({ '7': 'A', ...people }, { fields: { COUNTERS: false } }) }
    const { answer } = await look({ groups, missing: ['im'] }, { ownGroups: ['5'] })
    expect(answer.incoming).toHaveLength(10)
    expect(answer.incomingCovers).toEqual([])
  })

  it('a notification without a name gets the one of the waiting list', async () => {
    const { answer } = await look(
      { groups: { '5': group({ '7': 'A', '3': 'Z/U' }) }, notices: [requestNotice(100, '3', '5')] },
      { ownGroups: ['5'] },
    )
    expect(answer.incoming).toMatchObject([{ requestId: '5:3', userName: 'Person 3', message: 'Please, 3' }])
  })

  it('a group that became mine just now shows by notification, and is not covered yet', async () => {
    const { answer } = await look({
      groups: { '5': group({ '7': 'E', '3': 'Z/U' }) },
      notices: [requestNotice(100, '3', '5')],
    })
    expect(answer).toMatchObject({ incoming: [{ requestId: '5:3' }], incomingCovers: [] })
    expect(answer.relations.get('5')).toBe('moderator')
  })
})
