import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import type { PortGroup } from '../ports'
import { failWith, fakePortal, page, refuse } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { readAllGroups } from './group-reader'
import { netFailure } from './wire-errors'

const LIST = 'socialnetwork.api.workgroup.list'
const row = (id: number, extra: JsonObject = {}): JsonObject => ({
  id: String(id),
  name: `G${id}`,
  opened: 'N',
  visible: 'Y',
  closed: 'N',
  numberOfMembers: '3',
  type: 'group',
  ...extra,
})
const rows = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => row(from + i + 1))

function portalOf(
  total: () => number,
  answer: (start: number) => Answer = (start) => {
    const end = Math.min(total(), start + 50)
    return page({ workgroups: rows(start, end) }, total(), end < total() ? end : undefined)
  },
) {
  return fakePortal((method, params) => {
    if (method === 'sonet_group.user.groups')
      return [
        { GROUP_ID: '1', ROLE: 'A' },
        { GROUP_ID: 2, ROLE: 'K' },
      ]
    return answer(Number(params['start']))
  })
}

async function readAll(fake: ReturnType<typeof fakePortal>, signal?: AbortSignal) {
  const groups: PortGroup[] = []
  const progress: unknown[] = []
  const result = await readAllGroups(fake.portal, (some, at) => (groups.push(...some), progress.push(at)), signal)
  return { groups, progress, result }
}

describe('reading all groups', () => {
  it('takes 2,500 groups per request', async () => {
    const fake = portalOf(() => 10_000)
    const { groups, result, progress } = await readAll(fake)
    expect(result).toEqual({ ok: true, data: undefined })
    expect(new Set(groups.map((one) => one.groupId)).size).toBe(10_000)
    expect(fake.requests.map((one) => one.length)).toEqual([3, 50, 50, 50, 49])
    expect(progress.at(-1)).toEqual({ loaded: 10_000, total: 10_000 })
  })

  it.each([0, 1, 49, 50, 51, 100])('reads a portal of %i groups', async (total) => {
    const { groups, result } = await readAll(portalOf(() => total))
    expect(result.ok).toBe(true)
    expect(groups).toHaveLength(total)
  })

  it('knows my role from my groups, and pending requests and invitations from the list', async () => {
    const list = [
      row(1),
      row(2),
      row(3, { additionalData: { role: 'Z', initiatedByType: 'U' } }),
      row(4, { additionalData: { role: 'Z', initiatedByType: 'G' } }),
      row(5, { additionalData: { role: false } }),
    ]
    const { groups } = await readAll(
      portalOf(
        () => 5,
        () => page({ workgroups: list }, 5),
      ),
    )
    expect(groups.map((one) => one.relation)).toEqual(['owner', 'member', 'requested', 'invited', 'none'])
  })

  it('reports a group that moved to a later page once', async () => {
    const pages = [rows(0, 50), rows(49, 99), rows(99, 105)]
    const { groups } = await readAll(
      portalOf(
        () => 105,
        (start) => page({ workgroups: pages[start / 50] ?? [] }, 105),
      ),
    )
    expect(groups.map((one) => one.groupId)).toEqual(rows(0, 105).map((one) => one['id']))
  })

  it('reads on when the list grows meanwhile, and ends when it shrinks', async () => {
    let total = 60
    const growing = portalOf(() => total)
    const grown = readAllGroups(growing.portal, () => (total = 210))
    expect(await grown).toMatchObject({ ok: true })
    expect(growing.ran.filter((method) => method === LIST)).toHaveLength(5)
    let left = 5000
    const { groups, result } = await readAll(
      portalOf(
        () => left,
        (start) => (
          (left = 80),
          page({ workgroups: start < 80 ? rows(start, Math.min(80, start + 50)) : [] }, start === 0 ? 5000 : 80)
        ),
      ),
    )
    expect(result.ok).toBe(true)
    expect(groups).toHaveLength(80)
  })

  it('reads on after a short page: rights may have thinned it', async () => {
    const thin = (start: number): Answer =>
      page({ workgroups: start === 0 ? rows(0, 30) : rows(50, 60) }, 60, start === 0 ? 50 : undefined)
    expect((await readAll(portalOf(() => 60, thin))).groups).toHaveLength(40)
  })

  it('accepts [] where PHP means an empty map', async () => {
    expect(
      (
        await readAll(
          portalOf(
            () => 0,
            () => page([], 0),
          ),
        )
      ).groups,
    ).toEqual([])
  })

  it('stops at the first failure and says which', async () => {
    const fake = portalOf(
      () => 200,
      (start) => (start < 100 ? page({ workgroups: rows(start, start + 50) }, 200) : refuse('PORTAL_DELETED', '', 403)),
    )
    const { groups, result } = await readAll(fake)
    expect(result).toMatchObject({ ok: false, error: { code: 'bitrix24.portalDeleted' } })
    expect(groups).toHaveLength(50)
    const offline = portalOf(
      () => 1,
      () => failWith(netFailure('net.dns', 'notSent', 'h')),
    )
    expect((await readAll(offline)).result).toMatchObject({ ok: false, error: { code: 'net.dns' } })
  })

  it.each(['insufficient_scope', 'ERROR_METHOD_NOT_FOUND'])(
    'falls back to the older method after %s, and stays there',
    async (code) => {
      const fake = fakePortal((method) => {
        if (method === LIST) return refuse(code, '', 404)
        if (method === 'sonet_group.user.groups') return [{ GROUP_ID: '2', ROLE: 'E' }]
        return page(
          [
            {
              ID: '2',
              NAME: 'Old',
              VISIBLE: 'Y',
              OPENED: 'Y',
              CLOSED: 'Y',
              PROJECT: 'Y',
              NUMBER_OF_MEMBERS: '9',
              DATE_ACTIVITY: '2026-01-02T03:04:05+03:00',
            },
          ],
          1,
        )
      })
      const { groups } = await readAll(fake)
      expect(groups).toEqual([
        {
          groupId: '2',
          name: 'Old',
          relation: 'moderator',
          kind: 'project',
          joinRule: 'open',
          memberCount: 9,
          archived: true,
          activeAt: '2026-01-02T00:04:05.000Z',
        },
      ])
      fake.ran.length = 0
      await readAll(fake)
      expect(fake.ran).not.toContain(LIST)
    },
  )

  it('does not ask for roles without the scope for them', async () => {
    const fake = fakePortal(() => page({ workgroups: rows(0, 1) }, 1), ['sonet_group'])
    expect((await readAll(fake)).result.ok).toBe(true)
    expect(fake.ran).toEqual(['server.time', LIST])
  })
})
