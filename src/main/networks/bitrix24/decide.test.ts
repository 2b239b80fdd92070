import { describe, expect, it } from 'vitest'
import { decide } from './decide'
import { lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { REQUEST_METHODS, requestNotice, waitingPortal } from './waiting.fixtures'
import type { FakeWorld } from './waiting.fixtures'

const CONFIRM = 'im.notify.confirm'
const ALL = Object.values(REQUEST_METHODS)
const REQUEST = { requestId: '5:3', groupId: '5', userId: '3', userName: 'Bob' }

function worldOf(change: Partial<FakeWorld> = {}) {
  const people: Record<string, string> = { '7': 'A', '3': 'Z/U', '4': 'Z/U' }
  return {
    notices: [requestNotice(100, '3', '5'), requestNotice(101, '4', '5')],
    ...change,
    groups: { '5': { name: 'Sales', people } },
  }
}

describe('by notification', () => {
  it.each([
    [true, 'Y', 'K'],
    [false, 'N', undefined],
  ] as const)('approve %s is one confirmation with %s', async (approve, value, role) => {
    const world = worldOf()
    const { portal, writes, requests } = waitingPortal(world)
    expect(await decide(portal, REQUEST, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(writes).toEqual([[CONFIRM, { NOTIFY_ID: 100, NOTIFY_VALUE: value }]])
    expect(world.groups['5'].people).toEqual({ '7': 'A', '4': 'Z/U', ...(role && { '3': role }) })
    expect(requests).toHaveLength(3)
  })

  it('works where only the scope im is there', async () => {
    const { portal, writes } = waitingPortal(worldOf({ missing: ['socialnetwork'] }))
    expect(await decide(portal, REQUEST, true)).toMatchObject({ data: { outcome: 'done' } })
    expect(writes).toHaveLength(1)
    const other = waitingPortal(worldOf({ missing: ['socialnetwork'] }))
    expect(await decide(other.portal, REQUEST, false)).toMatchObject({ data: { outcome: 'done' } })
  })

  it.each<[string, (world: ReturnType<typeof worldOf>) => void]>([
    ['is a member already', (world) => (world.groups['5'].people['3'] = 'K')],
    ['was declined elsewhere', (world) => (delete world.groups['5'].people['3'], world.notices.splice(0, 1))],
  ])('nothing is sent for one who %s', async (_, change) => {
    const world = worldOf()
    change(world)
    const { portal, writes } = waitingPortal(world)
    expect(await decide(portal, REQUEST, true)).toEqual({ ok: true, data: { outcome: 'gone' } })
    expect(writes).toEqual([])
  })

  it('a notification that is gone when it is confirmed did nothing', async () => {
    const world = worldOf({ instead: { [CONFIRM]: () => (gone(world), { result_message: false }) } })
    const gone = (one: ReturnType<typeof worldOf>): void =>
      void (delete one.groups['5'].people['3'], one.notices.splice(0, 1))
    const { portal } = waitingPortal(world)
    expect(await decide(portal, REQUEST, true)).toEqual({ ok: true, data: { outcome: 'gone' } })
  })

  it('one that is not mine, while the request waits: the other way is taken where there is one', async () => {
    const instead = { [CONFIRM]: { result_message: false } }
    const { portal, writes } = waitingPortal(worldOf({ instead, has: ALL }))
    expect(await decide(portal, REQUEST, true)).toMatchObject({ data: { outcome: 'done' } })
    expect(writes.map(([method]) => method)).toEqual([CONFIRM, REQUEST_METHODS.approve])
    const without = waitingPortal(worldOf({ instead }))
    expect(await decide(without.portal, REQUEST, true)).toMatchObject({
      data: { outcome: 'failed', reason: 'requests.answerElsewhere' },
    })
  })

  it('a text for an answer is no proof: the request still waits', async () => {
    const instead = { [CONFIRM]: { result_message: ['You have no rights'] } }
    const { portal, writes, slept } = waitingPortal(worldOf({ instead }))
    expect(await decide(portal, REQUEST, true)).toEqual({
      ok: true,
      data: { outcome: 'failed', reason: 'bitrix24.refused' },
    })
    expect(writes).toHaveLength(1)
    expect(slept).toHaveLength(1)
  })

  it('nor is it where only notifications can be read', async () => {
    const instead = { [CONFIRM]: { result_message: ['You have no rights'] } }
    const { portal } = waitingPortal(worldOf({ instead, missing: ['socialnetwork'] }))
    expect(await decide(portal, REQUEST, false)).toMatchObject({
      data: { outcome: 'failed', reason: 'bitrix24.refused' },
    })
  })

  it('where nothing can be read afterwards, the portal’s word counts', async () => {
    let asked = false
    const confirm = () => ((asked = true), { result_message: ['Done'] })
    const members = () => (asked ? lost() : [])
    const { portal } = waitingPortal(worldOf({ instead: { [CONFIRM]: confirm, 'sonet_group.user.get': members } }))
    expect(await decide(portal, REQUEST, true)).toEqual({ ok: true, data: { outcome: 'done' } })
  })

  it.each<[string, Answer, object]>([
    [
      'a refusal',
      refuse('ACCESS_DENIED', 'no'),
      { ok: true, data: { outcome: 'failed', reason: 'bitrix24.accessDenied' } },
    ],
    ['what never left', unsent(), { ok: false, error: { code: 'net.refused' } }],
    [
      'a lost answer without effect',
      lost(),
      { ok: true, data: { outcome: 'unknown', reason: 'requests.unknownOutcome' } },
    ],
  ])('%s is told as such, and nothing is repeated', async (_, answer, outcome) => {
    const { portal, writes } = waitingPortal(worldOf({ instead: { [CONFIRM]: answer }, has: ALL }))
    expect(await decide(portal, REQUEST, true)).toMatchObject(outcome)
    expect(writes).toHaveLength(1)
  })

  it.each([
    [true, 'K', 'done'],
    [true, undefined, 'gone'],
    [false, undefined, 'done'],
    [false, 'K', 'gone'],
  ] as const)('after a lost answer to %s, with the person then being %s: %s', async (approve, role, outcome) => {
    const world = worldOf({ instead: { [CONFIRM]: () => (happen(), lost()) } })
    const happen = (): void => {
      world.notices.splice(0, 1)
      if (role === undefined) delete world.groups['5'].people['3']
      else world.groups['5'].people['3'] = role
    }
    const { portal, slept } = waitingPortal(world)
    expect(await decide(portal, REQUEST, approve)).toMatchObject({ ok: true, data: { outcome } })
    expect(slept.length).toBeGreaterThan(0)
  })

  it('after a lost answer whose effect cannot be read it is not known', async () => {
    let reads = 0
    const instead = { [CONFIRM]: lost(), 'sonet_group.user.get': () => (reads++ === 0 ? [] : lost()) }
    const { portal } = waitingPortal(worldOf({ instead }))
    expect(await decide(portal, REQUEST, true)).toMatchObject({ data: { outcome: 'unknown' } })
  })

  it('takes the notification of this very request, not one that talks of it', async () => {
    const notices = [
      requestNotice(90, '4', '5', { text: 'SOCNET|REQUEST_GROUP|3|5|5003|7' }),
      requestNotice(91, '3', '6'),
      requestNotice(92, '3', '5', { notify_module: 'rest' }),
      requestNotice(93, '3', '5', { notify_tag: 'SOCNET|REQUEST_GROUP|3|5|5003|8' }),
      requestNotice(100, '3', '5'),
    ]
    const { portal, writes } = waitingPortal(worldOf({ notices }))
    await decide(portal, REQUEST, false)
    expect(writes).toEqual([[CONFIRM, { NOTIFY_ID: 100, NOTIFY_VALUE: 'N' }]])
  })
})

describe('without a notification', () => {
  it.each([
    [true, REQUEST_METHODS.approve],
    [false, REQUEST_METHODS.decline],
  ] as const)('approve %s is %s, where the portal has it', async (approve, method) => {
    const { portal, writes } = waitingPortal(worldOf({ notices: [], has: ALL }))
    expect(await decide(portal, REQUEST, approve)).toEqual({ ok: true, data: { outcome: 'done' } })
    expect(writes).toEqual([[method, { groupId: 5, userIds: [3] }]])
  })

  it('works without the scope im', async () => {
    const { portal } = waitingPortal(worldOf({ missing: ['im'], has: ALL }))
    expect(await decide(portal, REQUEST, true)).toMatchObject({ data: { outcome: 'done' } })
  })

  it.each<[string, Partial<FakeWorld>]>([
    ['it does not have it', {}],
    [
      'it is gone when it is called',
      { has: ALL, instead: { [REQUEST_METHODS.approve]: refuse('ERROR_METHOD_NOT_FOUND') } },
    ],
  ])('where %s, it has to be answered elsewhere', async (_, change) => {
    const { portal, writes } = waitingPortal(worldOf({ notices: [], ...change }))
    for (let at = 0; at < 2; at += 1) {
      expect(await decide(portal, REQUEST, true)).toEqual({
        ok: true,
        data: { outcome: 'failed', reason: 'requests.answerElsewhere' },
      })
    }
    // What turned out not to be there is not tried again.
    expect(writes.length).toBeLessThanOrEqual(1)
  })

  it('somebody who is not among the ten that are listed may still wait', async () => {
    const world = worldOf({ notices: [], has: ALL })
    for (let id = 100; id < 112; id += 1) world.groups['5'].people[String(id)] = 'Z/U'
    const { portal } = waitingPortal(world)
    const request = { requestId: '5:111', groupId: '5', userId: '111', userName: 'Zoe' }
    expect(await decide(portal, request, true)).toEqual({ ok: true, data: { outcome: 'done' } })
  })

  it('with neither scope nothing can be told, nor done', async () => {
    const { portal, writes } = waitingPortal(worldOf({ missing: ['im', 'socialnetwork'] }))
    expect(await decide(portal, REQUEST, true)).toMatchObject({ data: { reason: 'requests.answerElsewhere' } })
    expect(writes).toEqual([])
  })
})

it.each([
  [{ ...REQUEST, userId: 'x' }],
  [{ ...REQUEST, groupId: '5;6' }],
  [{ requestId: '5:3', groupId: '5', userName: 'Bob' }],
])('%j names nobody, and nothing is asked', async (request) => {
  const { portal, ran } = waitingPortal(worldOf())
  expect(await decide(portal, request, true)).toEqual({ ok: true, data: { outcome: 'gone' } })
  expect(ran).toEqual([])
})

it('where nothing can be read, nothing is decided', async () => {
  const { portal, writes } = waitingPortal(worldOf({ instead: { 'sonet_group.user.get': lost() } }))
  expect(await decide(portal, REQUEST, true)).toMatchObject({ ok: false, error: { code: 'net.reset' } })
  expect(writes).toEqual([])
})
