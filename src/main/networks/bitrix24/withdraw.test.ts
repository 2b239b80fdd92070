import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { fakePortal, lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createRequests } from './requests'
import { leave } from './withdraw'

const CANCEL = 'socialnetwork.api.usertogroup.cancelIncomingRequest'
const LEAVE = 'socialnetwork.api.usertogroup.leave'
const OLDER = 'socialnetwork.api.workgroup.leave'
const TARGET = { groupId: '5' }

interface Stage {
  readonly role?: string | false
  readonly by?: string
  readonly extra?: JsonObject
  readonly hidden?: boolean
}

interface Options {
  readonly before: Stage
  readonly after?: Stage
  readonly answer?: Answer
  readonly has?: readonly string[]
  readonly missing?: readonly string[]
  /** Reads of the group that still show what was. */
  readonly lag?: number
}

/** A portal with one group; what I am to it changes with the first write. */
function setUp({ before, after = {}, answer = true, has = [CANCEL, LEAVE], missing = [], lag = 0 }: Options) {
  let written = false
  let late = lag
  const fake = fakePortal((method, params) => {
    if (method === 'method.get') {
      const isExisting = has.some((name) => name.toLowerCase() === params['name'])
      return { isExisting, isAvailable: isExisting }
    }
    if (method === 'socialnetwork.api.workgroup.get' || method === 'sonet_group.get') return groupOf(now())
    if (method !== 'sonet_group.user.groups') return ((written = true), answer)
    if (written) late -= 1
    const { role } = now()
    return typeof role === 'string' && role !== 'Z' ? [{ GROUP_ID: '5', ROLE: role }] : []
  }, missing)
  const now = (): Stage => (written && late < 0 ? after : before)
  return { ...fake, requests: createRequests(fake.portal) }
}

function groupOf({ role = false, by = 'U', extra = {}, hidden = false }: Stage): Answer {
  if (hidden) return refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND')
  return { ID: '5', NAME: 'Sales', USER_DATA: { ROLE: role, INITIATED_BY_TYPE: by }, ...extra }
}

describe('withdraw', () => {
  it('withdraws once, and looks', async () => {
    const { requests, writes, slept } = setUp({ before: { role: 'Z' } })
    expect(requests.canWithdraw).toBe(false)
    expect(await requests.withdraw(TARGET)).toEqual({ ok: true, data: undefined })
    expect(writes).toEqual([[CANCEL, { userId: '7', groupId: 5 }]])
    expect(slept).toEqual([])
    expect(requests.canWithdraw).toBe(true)
  })

  it('a reading that lags behind is given time', async () => {
    const { requests, writes, slept } = setUp({ before: { role: 'Z' }, lag: 1 })
    expect(await requests.withdraw(TARGET)).toMatchObject({ ok: true })
    expect(slept).toHaveLength(1)
    expect(writes).toHaveLength(1)
  })

  it.each<[string, Partial<Options>]>([
    ['has no such method', { has: [] }],
    ['says so only when it is called', { answer: refuse('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404) }],
    ['hides requests without the scope', { missing: ['socialnetwork'] }],
  ])('where the portal %s it cannot be done', async (_, options) => {
    const { requests } = setUp({ before: { role: 'Z' }, ...options })
    expect(await requests.withdraw(TARGET)).toMatchObject({ ok: false, error: { code: 'requests.notWithdrawable' } })
    expect(requests.canWithdraw).toBe(false)
  })

  it.each<[string, Stage]>([
    ['a member', { role: 'K' }],
    ['the owner', { role: 'A' }],
    ['invited', { role: 'Z', by: 'G' }],
    ['nothing to the group', {}],
    ['banned', { role: 'T' }],
  ])('for one who is %s nothing waits, and nothing is sent', async (_, before) => {
    const { requests, writes } = setUp({ before })
    expect(await requests.withdraw(TARGET)).toMatchObject({ error: { code: 'requests.invalidJoinRequest' } })
    expect(writes).toEqual([])
  })

  it.each<[string, Partial<Options>, string]>([
    ['is refused', { answer: refuse('ACCESS_DENIED', 'Access denied.') }, 'bitrix24.accessDenied'],
    ['never left', { answer: unsent() }, 'net.refused'],
    ['is lost and nothing changed', { answer: lost(), after: { role: 'Z' } }, 'requests.unknownOutcome'],
    ['is granted meanwhile', { after: { role: 'K' } }, 'requests.invalidJoinRequest'],
    ['changes nothing', { after: { role: 'Z' } }, 'requests.unknownOutcome'],
  ])('one that %s is told as such and not repeated', async (_, options, code) => {
    const { requests, writes } = setUp({ before: { role: 'Z' }, ...options })
    expect(await requests.withdraw(TARGET)).toMatchObject({ ok: false, error: { code } })
    expect(writes).toHaveLength(1)
  })

  it('one whose answer was lost is done where the request is gone', async () =>
    expect(await setUp({ before: { role: 'Z' }, answer: lost() }).requests.withdraw(TARGET)).toMatchObject({
      ok: true,
    }))
})

describe('leave', () => {
  it('leaves once, and looks', async () => {
    const { portal, writes } = setUp({ before: { role: 'K' } })
    expect(await leave(portal, '5')).toEqual({ ok: true, data: undefined })
    expect(writes).toEqual([[LEAVE, { params: { groupId: 5 } }]])
  })

  it('leaves a secret group, which cannot be seen afterwards', async () => {
    const { portal } = setUp({ before: { role: 'E' }, after: { hidden: true } })
    expect(await leave(portal, '5')).toMatchObject({ ok: true })
  })

  it('by the older method where there is only that', async () => {
    const { portal, writes } = setUp({ before: { role: 'K' }, has: [OLDER] })
    expect(await leave(portal, '5')).toMatchObject({ ok: true })
    expect(writes).toEqual([[OLDER, { groupId: 5 }]])
  })

  it('an owner cannot, and nothing is sent', async () => {
    const { portal, writes } = setUp({ before: { role: 'A' } })
    expect(await leave(portal, '5')).toMatchObject({ error: { code: 'groups.ownerCannotLeave' } })
    expect(writes).toEqual([])
  })

  it('one who is not in it has left already', async () => {
    const { portal, writes } = setUp({ before: { role: 'Z' } })
    expect(await leave(portal, '5')).toMatchObject({ ok: true })
    expect(writes).toEqual([])
  })

  it.each<[string, Partial<Options>, string, number]>([
    ['the portal has no method', { has: [] }, 'groups.cannotLeave', 0],
    ['its scope is missing', { missing: ['socialnetwork'] }, 'groups.cannotLeave', 0],
    ['the method is gone', { answer: refuse('ERROR_METHOD_NOT_FOUND', '', 404) }, 'groups.cannotLeave', 1],
    [
      'the group does not let go',
      { before: { role: 'K', extra: { ACTIONS: { LEAVE: false } } } },
      'groups.cannotLeave',
      0,
    ],
    ['it said yes without effect', { after: { role: 'K' } }, 'groups.cannotLeave', 1],
    ['it is refused', { answer: refuse('ACCESS_DENIED', 'no') }, 'bitrix24.accessDenied', 1],
    ['it never left', { answer: unsent() }, 'net.refused', 1],
    ['the answer was lost, and I am still in', { answer: lost(), after: { role: 'K' } }, 'groups.unknownOutcome', 1],
    ['the group is not there', { before: { hidden: true } }, 'groups.notFound', 0],
  ])('where %s it fails', async (_, options, code, sent) => {
    const { portal, writes } = setUp({ before: { role: 'K' }, ...options })
    expect(await leave(portal, '5')).toMatchObject({ ok: false, error: { code } })
    expect(writes).toHaveLength(sent)
  })

  it('a lost answer whose effect can be seen is done', async () =>
    expect(await leave(setUp({ before: { role: 'K' }, answer: lost() }).portal, '5')).toMatchObject({ ok: true }))

  it.each(['', '0', '-1', '5 or 6', '1e3'])('%j is no group', async (groupId) => {
    const { portal, ran } = setUp({ before: { role: 'K' } })
    expect(await leave(portal, groupId)).toMatchObject({ error: { code: 'groups.notFound' } })
    expect(ran).toEqual([])
  })
})
