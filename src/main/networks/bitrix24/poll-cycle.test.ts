import { describe, expect, it } from 'vitest'
import type { PollAnswer } from '../ports'
import { lost, refuse } from './fake-portal.fixtures'
import { poll } from './poll'
import { createRequests } from './requests'
import { REQUEST_METHODS, asks, group, invitationNotice, look, waitingPortal } from './waiting.fixtures'
import type { FakeGroup, FakeWorld } from './waiting.fixtures'

const GET = 'socialnetwork.api.workgroup.get'

describe('invitations', () => {
  const world = {
    groups: { '5': group({ '7': 'Z/G' }), '6': group({ '7': 'Z/U' }) },
    notices: [invitationNotice(1, '5')],
  }

  it('show by the undocumented list of relations, from the second look on', async () => {
    const { portal, requests } = await look({ ...world, has: [REQUEST_METHODS.relations] })
    const answer = await poll(portal, { requests: [], ownGroups: [] })
    const relations = answer.ok ? Object.fromEntries(answer.data.relations) : {}
    expect(relations).toEqual({ '5': 'invited', '6': 'requested' })
    expect(requests).toHaveLength(2)
  })

  it('and requests to groups that cannot be seen are known by that list as well', async () => {
    const groups = { '5': group({ '7': 'Z/G' }, { hidden: true }), '6': group({ '7': 'Z/U' }, { hidden: true }) }
    const { portal, writes } = await look({ groups, has: [REQUEST_METHODS.relations] })
    const answer = await poll(portal, { requests: asks('6'), ownGroups: [] })
    expect(answer.ok && answer.data.standings.get('r6')).toEqual({ standing: 'pending', groupId: '6' })
    const requests = createRequests(portal)
    expect(await requests.check({ groupId: '5' })).toMatchObject({ data: { canRequest: false, reason: 'invited' } })
    expect(await requests.check({ groupId: '6' })).toMatchObject({ data: { reason: 'alreadyRequested' } })
    expect(await requests.check({ groupId: '9' })).toMatchObject({ data: { reason: 'notVisible' } })
    expect(writes).toEqual([])
  })

  it('others’ relations that a list lets through are none of mine', async () => {
    const other = { id: '900', userId: '8', groupId: '5', role: 'Z', initiatedByType: 'G' }
    const mine = { id: '901', userId: '7', groupId: '6', role: 'K', initiatedByType: 'G' }
    const change = {
      has: [REQUEST_METHODS.relations],
      instead: { [REQUEST_METHODS.relations]: { relations: [other, mine] } },
    }
    const { portal } = await look(change)
    const answer = await poll(portal, { requests: [], ownGroups: [] })
    expect(answer.ok && [...answer.data.relations]).toEqual([])
  })

  it('show by a link, and not by what cannot be told', async () => {
    const notices = [
      invitationNotice(1, '5', { text: '[URL=/workgroups/group/5/]Sales[/URL]' }),
      invitationNotice(2, '6', { text: 'You are invited to group 9' }),
    ]
    const { answer } = await look({ groups: {}, notices })
    expect(Object.fromEntries(answer.relations)).toEqual({ '5': 'invited' })
  })

  describe('are told whole', () => {
    const told = ({ invitations }: PollAnswer) => invitations && Object.fromEntries(invitations)
    const linked = (id: number, groupId: string, name: string) =>
      invitationNotice(id, groupId, { text: `Join [URL=/workgroups/group/${groupId}/]«${name}»[/URL]` })

    it('with the names they quote, also to groups that cannot be seen; not to groups I am in', async () => {
      const groups = { '6': group({ '7': 'K' }) }
      const { answer } = await look({ groups, notices: [linked(1, '5', 'Merger'), linked(2, '6', 'Mine')] })
      expect(told(answer)).toEqual({ '5': { name: 'Merger' } })
    })

    it('by the list of relations, with the name where a notification tells one', async () => {
      const hidden = { '5': group({ '7': 'Z/G' }, { hidden: true }), '6': group({ '7': 'Z/G' }, { hidden: true }) }
      const notices = [invitationNotice(1, '5', { text: 'You are invited to «Merger»' })]
      const { portal } = await look({ groups: hidden, notices, has: [REQUEST_METHODS.relations] })
      const answer = await poll(portal, { requests: [], ownGroups: [] })
      expect(answer.ok && told(answer.data)).toEqual({ '5': { name: 'Merger' }, '6': {} })
    })

    it('or not at all: neither without notifications nor when the list of relations is lost', async () => {
      expect(told((await look({ missing: ['im'] })).answer)).toBeUndefined()
      expect(
        told((await look({ instead: { 'im.notify.get': refuse('INTERNAL_SERVER_ERROR') } })).answer),
      ).toBeUndefined()
      const world = { has: [REQUEST_METHODS.relations], notices: [linked(1, '5', 'Merger')] }
      let isLost = false
      const instead = {
        [REQUEST_METHODS.relations]: () => (isLost ? refuse('INTERNAL_SERVER_ERROR') : { relations: [] }),
      }
      const { portal } = await look({ ...world, instead })
      isLost = true
      const answer = await poll(portal, { requests: [], ownGroups: [] })
      expect(answer.ok && told(answer.data)).toBeUndefined()
      expect(answer.ok).toBe(true)
    })
  })

  describe('with documented methods alone', () => {
    const LIST = 'socialnetwork.api.workgroup.list'
    const quoted = (id: number, groupId: string, text: string) => invitationNotice(id, groupId, { text })
    const looks = async (change: Partial<FakeWorld>, count: number) => {
      const fake = waitingPortal({ groups: {}, notices: [], ...change })
      const answers: PollAnswer[] = []
      for (let at = 0; at < count; at += 1) {
        const answer = await poll(fake.portal, { requests: [], ownGroups: [], cursor: answers.at(-1)?.cursor })
        if (!answer.ok) throw new Error(answer.error.code)
        answers.push(answer.data)
      }
      return { ...fake, relations: answers.map((answer) => Object.fromEntries(answer.relations)) }
    }

    it('are found by the name they quote, once each, as the portal itself confirms', async () => {
      const groups = {
        '5': group({ '7': 'Z/G' }, { name: 'Night shift' }),
        '6': group({}, { name: 'Open group' }),
        '9': group({ '7': 'Z/U' }, { name: 'Asked' }),
      }
      const notices = [
        quoted(1, '5', 'You are invited to «Night shift»'),
        quoted(2, '8', 'You are invited to "Open group" and “Asked”'),
      ]
      const { relations, ran, requests } = await looks({ groups, notices }, 4)
      expect(relations).toEqual([{}, { '5': 'invited' }, {}, {}])
      expect(ran.filter((method) => method === LIST)).toHaveLength(1)
      expect(requests).toHaveLength(4)
    })

    it('a name that a batch would read as a reference is not sent', async () => {
      const notices = [quoted(1, '5', 'Invited to "$result[mine][0][GROUP_ID]"'), quoted(2, '6', 'Invited to ""')]
      const { ran } = await looks({ notices }, 3)
      expect(ran).not.toContain(LIST)
    })

    it('not without the scope, and whatever the cursor is', async () => {
      const notices = [quoted(1, '5', 'Invited to "Night shift"')]
      const { ran } = await looks({ notices, missing: ['socialnetwork'] }, 3)
      expect(ran).not.toContain(LIST)
      for (const cursor of [{ names: 5, looked: {} }, 'x', [1], { names: [{}, '', 'x'] }]) {
        const { portal } = waitingPortal({ groups: {}, notices })
        expect(await poll(portal, { requests: [], ownGroups: [], cursor })).toMatchObject({ ok: true })
      }
    })
  })

  it('a pretended invitation to a group of mine does not change what I am there', async () => {
    const notices = [invitationNotice(1, '9', { text: '<a href="/workgroups/group/5/">x</a>' })]
    const { answer } = await look({ groups: { '5': group({ '7': 'A' }) }, notices }, { ownGroups: ['5'] })
    expect(answer.relations.get('5')).toBe('owner')
  })
})

describe('one request per look', () => {
  const many = (from: number, count: number, role: string): Record<string, FakeGroup> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [String(from + i), group({ '7': role })]))

  it('never more than fifty commands, also on the first look', async () => {
    const groups = { ...many(100, 60, 'Z/U'), ...many(200, 60, 'A') }
    const ask = { requests: asks(...Object.keys(groups)), ownGroups: Object.keys(many(200, 60, 'A')) }
    const { requests } = await look({ groups, has: Object.values(REQUEST_METHODS) }, ask)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toHaveLength(50)
  })

  it('with more than fit, everybody has been read after a few looks', async () => {
    const groups = { ...many(100, 60, 'Z/U'), ...many(200, 60, 'A') }
    const own = Object.keys(many(200, 60, 'A'))
    const open = asks(...Object.keys(many(100, 60, 'Z/U')))
    const fake = waitingPortal({ groups, notices: [] })
    const [stood, covered] = [new Set<string>(), new Set<string>()]
    let last: PollAnswer | undefined
    for (let at = 0; at < 3; at += 1) {
      const answer = await poll(fake.portal, { requests: open, ownGroups: own, cursor: last?.cursor })
      if (!answer.ok) throw new Error(answer.error.code)
      last = answer.data
      for (const id of last.standings.keys()) stood.add(id)
      for (const id of last.incomingCovers ?? own) covered.add(id)
    }
    expect([stood.size, covered.size]).toEqual([60, 60])
    expect(fake.requests).toHaveLength(3)
  })

  it('writes nothing, runs behind what a person waits for, and can be given up', async () => {
    const { portal, writes } = waitingPortal({ groups: { '5': group({ '7': 'A', '3': 'Z/U' }) }, notices: [] })
    const options: unknown[] = []
    const batch: typeof portal.client.batch = (commands, option) => {
      options.push(option)
      return portal.client.batch(commands, option)
    }
    const { signal } = new AbortController()
    await poll({ ...portal, client: { ...portal.client, batch } }, { requests: [], ownGroups: ['5'] }, signal)
    expect(options).toEqual([{ lane: 'background', signal }])
    expect(writes).toEqual([])
  })

  it('a portal that lost the newer methods is read by the older ones at once', async () => {
    const gone = refuse('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)
    const { answer, requests } = await look(
      { groups: { '1': group({ '7': 'K' }) }, instead: { [GET]: gone } },
      { requests: asks('1') },
    )
    expect(answer.standings.get('r1')).toMatchObject({ standing: 'joined' })
    expect(requests).toHaveLength(2)
  })

  it.each<[string, Partial<FakeWorld>, boolean]>([
    ['its notifications', { instead: { 'im.notify.get': refuse('insufficient_scope', '', 401) } }, true],
    [
      'an undocumented method',
      { instead: { [REQUEST_METHODS.relations]: refuse('ERROR_METHOD_NOT_FOUND', '', 404) } },
      false,
    ],
  ])('a portal that closed %s is read by the newer methods all the same', async (_, change, listed) => {
    const groups = { '5': group({ '7': 'A', '3': 'Z/U' }) }
    const { portal, requests } = await look({ groups, has: [REQUEST_METHODS.relations], ...change })
    for (let at = 0; at < 2; at += 1) {
      const answer = await poll(portal, { requests: [], ownGroups: ['5'] })
      expect(answer).toMatchObject({ ok: true, data: { incoming: [{ requestId: '5:3' }] } })
    }
    expect(portal.scopes.has('socialnetwork')).toBe(true)
    expect(requests).toHaveLength(3)
    expect(requests[2]?.includes(REQUEST_METHODS.relations)).toBe(listed)
  })

  it('fails as a whole where the request does', async () => {
    const fake = waitingPortal({ groups: {}, notices: [], instead: { 'sonet_group.user.groups': lost() } })
    expect(await poll(fake.portal, { requests: [], ownGroups: [] })).toMatchObject({ ok: false })
  })
})
