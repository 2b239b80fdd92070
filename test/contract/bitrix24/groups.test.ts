// Groups and requests to join: who sees what, the merge that overwrites relations, empty codes, notices.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { groupNamed, startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

interface Details {
  readonly USER_DATA: { readonly ROLE: string | false; readonly INITIATED_BY_TYPE: string | false }
  readonly ACTIONS: { readonly JOIN: boolean }
  readonly PRIVACY_CODE: string
}

const details = (groupId: number): Promise<Details> =>
  bench.result<Details>('socialnetwork.api.workgroup.get', {
    params: { groupId, select: ['USER_DATA', 'ACTIONS', 'PRIVACY_TYPE'] },
  })
const ask = (groupId: number, message = ''): ReturnType<Bench['call']> =>
  bench.call('sonet_group.user.request', { GROUP_ID: groupId, MESSAGE: message })
const roleIn = async (groupId: number): Promise<string | false> => (await details(groupId)).USER_DATA.ROLE
const mine = async (): Promise<string[]> =>
  (await bench.result<{ GROUP_ID: string }[]>('sonet_group.user.groups')).map((group) => group.GROUP_ID)

describe('reading', () => {
  test('secret groups show only to members: being invited is not enough', async () => {
    const names: string[] = []
    for (const start of [0, 50, 100]) {
      const page = await bench.result<{ NAME: string }[]>('sonet_group.get', { start })
      names.push(...page.map((group) => group.NAME))
    }
    expect(names).toContain('Salary review')
    expect(names).not.toContain('Merger talks')
    expect(names).not.toContain('Crisis room')
  })

  test('numbers come as strings and lower-case filters are not read', async () => {
    const [group] = await bench.result<Record<string, unknown>[]>('sonet_group.get', { FILTER: { '%NAME': 'Welcome' } })
    expect(group).toMatchObject({
      ID: expect.stringMatching(/^\d+$/) as string,
      OPENED: 'Y',
      NUMBER_OF_MEMBERS: expect.any(String) as string,
    })
    expect((await bench.call('sonet_group.get', { filter: { '%NAME': 'Welcome' } })).json.total).toBeGreaterThan(50)
  })

  test.each([
    [{ ID: [201, 253] }, 2],
    [{ '!CLOSED': 'N', ACTIVE: 'Y' }, 'closed'],
    [{ '>=DATE_CREATE': '2030-01-01' }, 0],
    [{ NAME: 'Welcome desk' }, 1],
    [{ '!%NAME': '' }, 0],
  ])('filters with %j', async (filter, expected) => {
    const answer = await bench.call('sonet_group.get', { FILTER: filter })
    if (expected === 'closed') {
      expect(answer.json.total).toBeGreaterThan(0)
      expect((answer.json.result as { CLOSED: string }[]).every((group) => group.CLOSED === 'Y')).toBe(true)
    } else expect(answer.json.total).toBe(expected)
  })

  test('the list speaks camelCase strings, and in mobile mode tells role and who began', async () => {
    const { workgroups } = await bench.result<{ workgroups: Record<string, unknown>[] }>(
      'socialnetwork.api.workgroup.list',
      {
        filter: { '%NAME': 'Board minutes' },
        select: ['NAME', 'TYPE', 'NUMBER_OF_MEMBERS'],
        params: { mode: 'mobile', shouldSelectDialogId: 'Y' },
      },
    )
    expect(workgroups).toEqual([
      {
        id: expect.any(String) as string,
        name: 'Board minutes',
        type: 'group',
        numberOfMembers: expect.any(String) as string,
        additionalData: { role: 'Z', initiatedByType: 'U' },
        dialogId: expect.stringMatching(/^chat\d+$/) as string,
      },
    ])
  })

  test('without select the list gives ids only', async () => {
    const { workgroups } = await bench.result<{ workgroups: object[] }>('socialnetwork.api.workgroup.list')
    expect(Object.keys(workgroups[0] ?? {})).toEqual(['id'])
  })

  test('details want their parameters nested and say false where there is no role', async () => {
    const groupId = groupNamed(bench, 'Welcome desk')
    expect(await details(groupId)).toMatchObject({
      USER_DATA: { ROLE: false, INITIATED_BY_TYPE: false },
      ACTIONS: { JOIN: true },
      PRIVACY_CODE: 'open',
    })
    const flat = await bench.call('socialnetwork.api.workgroup.get', { groupId })
    expect(flat).toMatchObject({ status: 400, json: { error: 'SONET_CONTROLLER_WORKGROUP_EMPTY' } })
    const unknown = await bench.call('socialnetwork.api.workgroup.get', { params: { groupId: 1 } })
    expect(unknown.json.error).toBe('SONET_CONTROLLER_WORKGROUP_NOT_FOUND')
  })

  test('those who wait are not among the members', async () => {
    const groupId = groupNamed(bench, 'Night shift')
    const members = await bench.result<{ ROLE: string }[]>('sonet_group.user.get', { ID: groupId })
    expect(new Set(members.map((member) => member.ROLE))).toEqual(new Set(['A', 'E', 'K']))
    const waiting = await bench.result<{ COUNTERS: unknown; LIST_OF_MEMBERS_AWAITING_INVITE: unknown[] }>(
      'socialnetwork.api.workgroup.get',
      {
        params: { groupId, select: ['COUNTERS', 'LIST_OF_MEMBERS_AWAITING_INVITE'] },
      },
    )
    expect(waiting.COUNTERS).toEqual({ workgroup_requests_out: 0, workgroup_requests_in: 3 })
    expect(waiting.LIST_OF_MEMBERS_AWAITING_INVITE).toHaveLength(3)
  })
})

describe('sonet_group.user.request', () => {
  test('an open group takes me in at once; the answer is the same true', async () => {
    const groupId = groupNamed(bench, 'Welcome desk')
    expect((await ask(groupId)).json.result).toBe(true)
    expect(await mine()).toContain(String(groupId))
    expect(await roleIn(groupId)).toBe('K')
  })

  test('a closed group keeps me waiting and its deciders are told', async () => {
    const groupId = groupNamed(bench, 'Suppliers')
    expect((await ask(groupId, 'Let me in')).json.result).toBe(true)
    expect((await details(groupId)).USER_DATA).toEqual({ ROLE: 'Z', INITIATED_BY_TYPE: 'U', IS_SUBSCRIBED: false })
    expect(await mine()).not.toContain(String(groupId))
    const { world } = bench.portal('acme').portal
    const told = world.notifications.filter((entry) => entry.tag.startsWith(`SOCNET|REQUEST_GROUP|27|${groupId}|`))
    expect(told.map((entry) => entry.userId)).toContain(world.groups.get(groupId)?.ownerId)
    expect(told[0]?.text).toContain('Let me in')
  })

  test.each([
    ['All hands', 'K', 'K'],
    ['Office life', 'E', 'Z'],
    ['Night shift', 'A', 'Z'],
    ['Product council', 'Z', 'Z'],
  ])('asking again in %s overwrites the relation %s with %s', async (name, before, after) => {
    const groupId = groupNamed(bench, name)
    expect(await roleIn(groupId)).toBe(before)
    expect((await ask(groupId)).json.result).toBe(true)
    expect((await details(groupId)).USER_DATA).toMatchObject({ ROLE: after, INITIATED_BY_TYPE: 'U' })
  })

  test('asking twice tells the deciders twice', async () => {
    const groupId = groupNamed(bench, 'Suppliers')
    await ask(groupId)
    const { notifications } = bench.portal('acme').portal.world
    const once = notifications.length
    await ask(groupId)
    expect(notifications.length).toBeGreaterThan(once)
  })

  test.each([
    [0, 'Wrong group ID'],
    [999_999, 'Socialnetwork group not found'],
  ])('group %i fails with an empty code and the text of the documentation', async (groupId, text) => {
    expect(await ask(groupId)).toMatchObject({ status: 400, json: { error: '', error_description: text } })
  })

  test('a secret group is not found, a switched-off or banning one cannot be asked', async () => {
    expect((await ask(groupNamed(bench, 'Merger talks'))).json.error_description).toBe('Socialnetwork group not found')
    expect((await ask(groupNamed(bench, 'Switched off'))).json.error_description).toBe('Cannot request to join group')
    expect((await ask(groupNamed(bench, 'Debate club'))).json.error_description).toBe('Cannot request to join group')
  })

  test('other servers use ERROR_CORE, or a real code with a text of the portal’s language', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { sonetErrors: 'core' } })
    expect((await ask(0)).json).toEqual({ error: 'ERROR_CORE', error_description: 'Wrong group ID' })
    bench.bitrix24.hooks.account({ portal: 'nord-logistics', quirks: { sonetErrors: 'application' } })
    const group = groupNamed(bench, 'Отключённая группа', 'nord-logistics')
    const answer = await bench.call('sonet_group.user.request', { GROUP_ID: group }, 'nord-logistics')
    expect(answer.json).toEqual({ error: 'ERROR_NO_GROUP', error_description: 'Группа не найдена.' })
  })

  test('an older server refuses a second request instead of merging', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { insertRequests: true } })
    const groupId = groupNamed(bench, 'Suppliers')
    await ask(groupId)
    expect((await ask(groupId)).json.error_description).toBe('Cannot request to join group')
  })
})
