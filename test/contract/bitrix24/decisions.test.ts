// Deciding on requests and invitations: through notices, and through the methods nobody documented.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { groupNamed, startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

interface Notice {
  readonly id: number
  readonly notify_tag: string
  readonly notify_type: number
}

interface Details {
  readonly USER_DATA: { readonly ROLE: string | false }
}

const roleIn = async (groupId: number): Promise<string | false> => {
  const params = { params: { groupId, select: ['USER_DATA'] } }
  return (await bench.result<Details>('socialnetwork.api.workgroup.get', params)).USER_DATA.ROLE
}
const mine = async (): Promise<string[]> =>
  (await bench.result<{ GROUP_ID: string }[]>('sonet_group.user.groups')).map((group) => group.GROUP_ID)

const notices = async (): Promise<readonly Notice[]> =>
  (await bench.result<{ notifications: Notice[] }>('im.notify.get', { LIMIT: 50 })).notifications

test('an incoming request is a notice with a tag; Y lets the person in', async () => {
  const groupId = groupNamed(bench, 'Night shift')
  const notice = (await notices()).find(
    (entry) => entry.notify_tag.startsWith('SOCNET|REQUEST_GROUP|') && entry.notify_tag.includes(`|${groupId}|`),
  )
  expect(notice?.notify_type).toBe(1)
  const userId = notice?.notify_tag.split('|')[2]
  const answer = await bench.result('im.notify.confirm', { NOTIFY_ID: notice?.id ?? 0, NOTIFY_VALUE: 'Y' })
  expect(answer).toEqual({ result_message: ['Invitation accepted'] })
  const members = await bench.result<{ USER_ID: string }[]>('sonet_group.user.get', { ID: groupId })
  expect(members.map((member) => member.USER_ID)).toContain(userId)
  expect(await bench.result('im.notify.confirm', { NOTIFY_ID: notice?.id ?? 0, NOTIFY_VALUE: 'Y' })).toEqual({
    result_message: false,
  })
})

test('anything but Y declines, and nothing remains of it', async () => {
  const groupId = groupNamed(bench, 'Product council')
  const notice = (await notices()).find((entry) => entry.notify_tag.startsWith('SOCNET|INVITE_GROUP|27|'))
  expect(notice).toBeDefined()
  const invited = (await notices()).filter((entry) => entry.notify_tag.includes('INVITE_GROUP'))
  for (const entry of invited) await bench.result('im.notify.confirm', { NOTIFY_ID: entry.id, NOTIFY_VALUE: 'maybe' })
  expect(await roleIn(groupId)).toBe(false)
})

test('paging needs LAST_ID and LAST_TYPE together and reaches every notice once', async () => {
  expect((await bench.call('im.notify.get', { LAST_ID: 5 })).json.error).toBe('LAST_ID_AND_LAST_TYPE')
  const all = (await notices()).map((entry) => entry.id)
  const seen: number[] = []
  let cursor: Record<string, number> = {}
  for (;;) {
    const { notifications: page } = await bench.result<{ notifications: Notice[] }>('im.notify.get', {
      LIMIT: 2,
      ...cursor,
    })
    seen.push(...page.map((entry) => entry.id))
    const last = page.at(-1)
    if (page.length < 2 || last === undefined) break
    cursor = { LAST_ID: last.id, LAST_TYPE: last.notify_type === 1 ? 1 : 3 }
  }
  expect(seen).toEqual(all)
})

test('the undocumented methods withdraw, join with a check, leave and decide', async () => {
  const board = groupNamed(bench, 'Board minutes')
  await bench.result('socialnetwork.api.usertogroup.cancelIncomingRequest', { userId: 27, groupId: board })
  expect(await roleIn(board)).toBe(false)
  const joined = await bench.result('socialnetwork.api.usertogroup.join', { params: { groupId: board } })
  expect(joined).toEqual({ success: true, confirmationNeeded: true })
  expect((await bench.call('socialnetwork.api.usertogroup.join', { params: { groupId: board } })).status).toBe(400)
  const hands = groupNamed(bench, 'All hands')
  await bench.result('socialnetwork.api.usertogroup.leave', { params: { groupId: hands } })
  expect(await mine()).not.toContain(String(hands))
  const night = groupNamed(bench, 'Night shift')
  const { users } = await bench.result<{ users: { id: number }[] }>(
    'socialnetwork.api.workgroup.getListIncomingUsers',
    { groupId: night },
  )
  await bench.result('socialnetwork.api.workgroup.rejectIncomingRequest', {
    groupId: night,
    userIds: users.map((user) => user.id),
  })
  expect(
    (await bench.result<{ users: unknown[] }>('socialnetwork.api.workgroup.getListIncomingUsers', { groupId: night }))
      .users,
  ).toEqual([])
})
