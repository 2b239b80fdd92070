import { expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { decide } from './decide'
import { fakePortal, lost } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { readMoreNotices } from './notice-pages'
import { readNotices } from './notices'
import { requestNotice, waitingPortal } from './waiting.fixtures'

const all = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, i) => requestNotice(1000 - i, String(100 + i), '5'))
const pageAfter = (rows: JsonObject[], lastId: JsonValue | undefined): JsonObject => ({
  notifications: rows.filter(({ id }) => lastId === undefined || Number(id) < Number(lastId)).slice(0, 50),
})

function setUp(rows: JsonObject[], answer = (params: JsonObject): Answer => pageAfter(rows, params['LAST_ID'])) {
  const fake = fakePortal((_, params) => answer(params))
  return { ...fake, first: readNotices(pageAfter(rows, undefined), '7') }
}

it('reads on until all were read, each once', async () => {
  const { portal, first, requests } = setUp(all(120))
  const read = await readMoreNotices(portal, first, () => false)
  expect(read.requests.map(({ userId }) => Number(userId))).toEqual(Array.from({ length: 120 }, (_, i) => 100 + i))
  expect(read.complete).toBe(true)
  expect(requests).toHaveLength(2)
})

it('reads no further than it must', async () => {
  const { portal, first, requests } = setUp(all(500))
  const read = await readMoreNotices(portal, first, ({ requests: some }) => some.some(({ userId }) => userId === '170'))
  expect(read.complete).toBe(false)
  expect(requests).toHaveLength(1)
  await readMoreNotices(portal, first, () => true)
  expect(requests).toHaveLength(1)
})

it('a server that gives the same page for ever is left', async () => {
  const rows = all(120)
  const { portal, first, requests } = setUp(rows, () => pageAfter(rows, undefined))
  expect((await readMoreNotices(portal, first, () => false)).requests).toHaveLength(50)
  expect(requests).toHaveLength(1)
})

it('one that always has more is left as well', async () => {
  let next = 10_000
  const page = (): JsonObject => ({
    notifications: Array.from({ length: 50 }, () => requestNotice((next -= 1), String(next), '5')),
  })
  const { portal, first, requests } = setUp(all(120), page)
  await readMoreNotices(portal, first, () => false)
  expect(requests).toHaveLength(19)
})

it('a page that fails leaves what was read, as incomplete', async () => {
  const { portal, first } = setUp(all(120), () => lost())
  expect(await readMoreNotices(portal, first, () => false)).toMatchObject({ complete: false })
})

it('a request is decided although its notification is far behind', async () => {
  const rows = all(120)
  const people = Object.fromEntries([['7', 'A'], ...rows.map((_, i) => [String(100 + i), 'Z/U'])]) as Record<
    string,
    string
  >
  const world = { groups: { '5': { name: 'Sales', people } }, notices: rows }
  const { portal, writes } = waitingPortal(world)
  const request = { requestId: '5:210', groupId: '5', userId: '210', userName: 'Zoe' }
  expect(await decide(portal, request, true)).toEqual({ ok: true, data: { outcome: 'done' } })
  expect(writes).toEqual([['im.notify.confirm', { NOTIFY_ID: 890, NOTIFY_VALUE: 'Y' }]])
})
