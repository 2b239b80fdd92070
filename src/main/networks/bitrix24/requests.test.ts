import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { fakePortal, lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createRequests } from './requests'

const REQUEST = 'sonet_group.user.request'
const GET = 'socialnetwork.api.workgroup.get'
const TARGET = { groupId: '5' }
const group = (user: JsonValue, extra: JsonObject = {}): JsonObject => ({
  ID: '5',
  NAME: 'Sales',
  OPENED: 'N',
  VISIBLE: 'Y',
  CLOSED: 'N',
  USER_DATA: user,
  ACTIONS: { JOIN: true },
  OWNER_DATA: { ID: 1, FORMATTED_NAME: 'Ann' },
  ...extra,
})
const NONE = { ROLE: false, INITIATED_BY_TYPE: false }
const PENDING = { ROLE: 'Z', INITIATED_BY_TYPE: 'U' }

interface Stage {
  readonly mine?: Answer
  readonly group?: Answer
}

/** A portal whose state may change with the request. */
function setUp(before: Stage, asked: Answer = true, after: Stage = before, missing: readonly string[] = []) {
  let now = before
  const fake = fakePortal((method) => {
    if (method === 'sonet_group.user.groups') return now.mine ?? []
    if (method === REQUEST) return ((now = after), asked)
    if (method === 'method.get') return { isExisting: false, isAvailable: false }
    return now.group ?? group(NONE)
  }, missing)
  return { ...fake, batches: fake.requests, requests: createRequests(fake.portal) }
}
const role = (ROLE: string) => ({ mine: [{ GROUP_ID: '5', ROLE }] })

describe('check', () => {
  it('a closed group one is not in', async () => {
    const { requests, writes, requests: _ } = setUp({})
    expect(await requests.check(TARGET)).toEqual({
      ok: true,
      data: {
        relation: 'none',
        joinRule: 'approval',
        canRequest: true,
        groupId: '5',
        groupName: 'Sales',
        deciders: ['Ann'],
        takesMessage: true,
      },
    })
    expect(writes).toEqual([])
  })

  it.each<[string, Stage, string]>([
    ['owner', role('A'), 'owner'],
    ['moderator', role('E'), 'moderator'],
    ['member', role('K'), 'alreadyMember'],
    ['who asked already', { group: group(PENDING) }, 'alreadyRequested'],
    ['who was invited', { group: group({ ROLE: 'Z', INITIATED_BY_TYPE: 'G' }) }, 'invited'],
    ['who was banned', { group: group({ ROLE: 'T' }) }, 'banned'],
    ['who may not', { group: group(NONE, { ACTIONS: { JOIN: false } }) }, 'cannotRequest'],
    ['at a secret group', { group: group(NONE, { VISIBLE: 'N', ACTIONS: { JOIN: false } }) }, 'inviteOnly'],
    ['who cannot see the group', { group: refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND') }, 'notVisible'],
  ])('refuses one %s', async (_, stage, reason) => {
    const { requests } = setUp(stage)
    expect(await requests.check(TARGET)).toMatchObject({ ok: true, data: { canRequest: false, reason } })
  })

  it('membership counts even where the group itself cannot be seen', async () => {
    const { requests } = setUp({ ...role('A'), group: refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND') })
    expect(await requests.check(TARGET)).toMatchObject({ data: { canRequest: false, reason: 'owner' } })
  })

  it('my groups outweigh what the group says: a stale copy must not cost anybody their role', async () => {
    const { requests } = setUp({ ...role('A'), group: group(NONE) })
    expect(await requests.check(TARGET)).toMatchObject({ data: { relation: 'owner', canRequest: false } })
  })

  it('warns of an archive', async () =>
    expect(await setUp({ group: group(NONE, { CLOSED: 'Y' }) }).requests.check(TARGET)).toMatchObject({
      data: { canRequest: true, reason: 'archived' },
    }))

  it('says that it cannot know of a pending request without the scope', async () => {
    const { requests, ran } = setUp({ group: [{ ID: '5', NAME: 'Sales', OPENED: 'N', VISIBLE: 'Y' }] }, true, {}, [
      'socialnetwork',
    ])
    expect(await requests.check(TARGET)).toMatchObject({ data: { canRequest: true, reason: 'notKnown' } })
    expect(ran).not.toContain(GET)
  })

  it('takes one request, and asks which undocumented methods there are only the first time', async () => {
    const fake = setUp({})
    await fake.requests.check(TARGET)
    await fake.requests.check(TARGET)
    expect(fake.batches).toEqual([
      ['sonet_group.user.groups', GET, ...Array.from({ length: 8 }, () => 'method.get')],
      ['sonet_group.user.groups', GET],
    ])
  })

  it('a group that is switched off takes no requests, whichever method tells of it', async () => {
    const plain = { ID: '5', NAME: 'Sales', OPENED: 'Y', VISIBLE: 'Y', ACTIVE: 'N' }
    const refused = { data: { canRequest: false, reason: 'cannotRequest' } }
    expect(await setUp({ group: [plain] }, true, {}, ['socialnetwork']).requests.check(TARGET)).toMatchObject(refused)
    expect(await setUp({ group: group(NONE, { ACTIVE: 'N' }) }).requests.check(TARGET)).toMatchObject(refused)
  })

  it('an open group is joined at once', async () =>
    expect(await setUp({ group: group(NONE, { OPENED: 'Y' }) }).requests.check(TARGET)).toMatchObject({
      data: { canRequest: true, joinRule: 'open' },
    }))

  it.each<[string, JsonObject]>([
    ['ACTIONS as an empty list', { ACTIONS: [] }],
    ['ACTIONS as false', { ACTIONS: false }],
    ['USER_DATA as an empty list', { USER_DATA: [] }],
    ['numbers as strings', { ID: '5', OWNER_ID: '1', NUMBER_OF_MEMBERS: '7' }],
  ])('reads %s', async (_, extra) =>
    expect(await setUp({ group: group(NONE, extra) }).requests.check(TARGET)).toMatchObject({
      data: { canRequest: true, relation: 'none' },
    }),
  )

  it.each([
    [{ link: 'https://bsky.app/x' }, 'requests.badLink'],
    [{}, 'groups.notFound'],
    [{ groupId: 'x' }, 'groups.notFound'],
  ])('%j is no group here', async (target, code) =>
    expect(await setUp({}).requests.check(target)).toMatchObject({ ok: false, error: { code } }),
  )

  it('fails where my groups cannot be read: nothing may be assumed', async () =>
    expect(await setUp({ mine: refuse('insufficient_scope', '', 403) }).requests.check(TARGET)).toMatchObject({
      ok: false,
      error: { code: 'bitrix24.insufficientScope' },
    }))
})

describe('send', () => {
  it('tells a request that waits from a group joined at once, and carries the message', async () => {
    const waiting = setUp({}, true, { group: group(PENDING) })
    expect(await waiting.requests.send(TARGET, '  Please ')).toEqual({
      ok: true,
      data: { state: 'pending', groupId: '5' },
    })
    expect(waiting.writes).toEqual([[REQUEST, { GROUP_ID: 5, MESSAGE: 'Please' }]])
    const joined = setUp({}, true, role('K'))
    expect(await joined.requests.send(TARGET, undefined)).toMatchObject({ data: { state: 'joined' } })
  })

  it.each([
    [refuse('', 'Socialnetwork group not found'), 'requests.notVisible'],
    [refuse('', 'Wrong group ID'), 'groups.notFound'],
    [refuse('ERROR_CREATE_USER2GROUP', 'Ошибка'), 'requests.cannotRequest'],
    [refuse('', 'Неизвестная ошибка'), 'bitrix24.refused'],
  ])('a refusal is told by its reason', async (asked, reason) => {
    expect(await setUp({}, asked).requests.send(TARGET, undefined)).toEqual({
      ok: true,
      data: { state: 'failed', reason, groupId: '5' },
    })
  })

  it('a request that never left fails as such', async () =>
    expect(await setUp({}, unsent()).requests.send(TARGET, undefined)).toMatchObject({
      ok: false,
      error: { code: 'net.refused' },
    }))

  it.each<[string, Stage, string]>([
    ['it was done and waits', { group: group(PENDING) }, 'pending'],
    ['it was done and I am in', role('K'), 'joined'],
    ['nothing can be seen', {}, 'unknown'],
    ['nothing can be read', { mine: lost() }, 'unknown'],
  ])('after a lost answer looks once more: %s', async (_, after, state) => {
    const { requests, writes, slept } = setUp({}, lost(), after)
    expect(await requests.send(TARGET, undefined)).toMatchObject({ ok: true, data: { state } })
    expect(writes).toHaveLength(1)
    expect(slept).toHaveLength(1)
  })

  it('true without the scope to see more means: sent', async () => {
    const plain = [{ ID: '5', NAME: 'Sales', OPENED: 'N', VISIBLE: 'Y' }]
    const { requests } = setUp({ group: plain }, true, { group: plain }, ['socialnetwork'])
    expect(await requests.send(TARGET, undefined)).toMatchObject({ data: { state: 'pending' } })
  })

  it('sends at most one request whatever happens before and after', async () => {
    const answers = fc.constantFrom<Answer>(
      true,
      lost(),
      unsent(),
      refuse('', 'Wrong group ID'),
      refuse('QUERY_LIMIT_EXCEEDED', '', 503),
    )
    const stages = fc.constantFrom<Stage>(
      {},
      role('K'),
      { group: group(PENDING) },
      { mine: lost() },
      { group: refuse('X') },
    )
    await fc.assert(
      fc.asyncProperty(stages, answers, stages, async (before, asked, after) => {
        const { requests, writes } = setUp(before, asked, after)
        await requests.send(TARGET, undefined)
        expect(writes.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('standing', () => {
  it.each<[Stage, string]>([
    [{ group: group(PENDING) }, 'pending'],
    [role('K'), 'joined'],
    [role('A'), 'joined'],
    [{ group: group({ ROLE: 'Z', INITIATED_BY_TYPE: 'G' }) }, 'invited'],
    [{}, 'none'],
    [{ group: refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND') }, 'none'],
  ])('%# stands', async (stage, standing) => {
    const { requests, writes } = setUp(stage)
    expect(await requests.standing(TARGET)).toEqual({ ok: true, data: { standing, groupId: '5' } })
    expect(writes).toEqual([])
  })

  it('is not known without the scope', async () =>
    expect(await setUp({ group: [{ ID: '5' }] }, true, {}, ['socialnetwork']).requests.standing(TARGET)).toMatchObject({
      data: { standing: 'notKnown' },
    }))
})
