// A portal that lives: the clock alone moves it, always the same way, and nothing happens behind a client's back in a still one.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LIVELY } from '../../../src/practice/bitrix24/life'
import { seedWorld } from '../../../src/practice/bitrix24/seed'
import { PORTALS } from '../../../src/practice/bitrix24/seed/portals'
import { groupNamed, START, startBench, type Bench } from './support'

let lively: Bench
let still: Bench

beforeAll(async () => {
  lively = await startBench({ life: LIVELY })
  still = await startBench()
})
beforeEach(() => {
  lively.bitrix24.hooks.reset()
  still.bitrix24.hooks.reset()
})
afterAll(async () => {
  await lively.close()
  await still.close()
})

const snapshot = (bench: Bench): string => {
  const { world } = bench.portal('acme').portal
  return JSON.stringify(
    [...world.chats.values()].map((chat) => [chat.id, chat.messages.map(({ text }) => text), chat.line?.status]),
  )
}
const newest = async (bench: Bench): Promise<readonly { chat_id: number }[]> =>
  bench.result('im.recent.get', { ONLY_OPENLINES: 'Y' })

test('the same seed gives the same portals, and there are a few hundred groups in them', () => {
  const build = (): unknown[] => PORTALS.map((seed) => [...seedWorld(seed, { seed: 1, now: START }).groups.values()])
  expect(build()).toEqual(build())
  expect(build().flat().length).toBeGreaterThan(300)
})

test('another seed gives other people', () => {
  const [acme] = PORTALS
  if (acme === undefined) throw new Error('no portal')
  const names = (seed: number): string[] =>
    [...seedWorld(acme, { seed, now: START }).people.values()].map((person) => person.lastName)
  expect(names(1)).not.toEqual(names(2))
})

test('minutes pass and dialogs move: more is said than before, and new customers wait', async () => {
  const before = new Set((await newest(lively)).map((item) => item.chat_id))
  const said = snapshot(lively)
  lively.clock.advance(20 * 60_000)
  const after = (await newest(lively)).map((item) => item.chat_id)
  expect(snapshot(lively)).not.toBe(said)
  expect(after.some((id) => !before.has(id))).toBe(true)
})

test('a still portal stays as it is until it is moved by hand', async () => {
  const before = snapshot(still)
  still.clock.advance(3 * 86_400_000)
  await newest(still)
  expect(snapshot(still)).toBe(before)
  still.bitrix24.hooks.advance({ ms: 0, steps: 10 })
  expect(snapshot(still)).not.toBe(before)
})

test('moderators decide on my requests after a while: some accept, some decline, some never answer', async () => {
  const closed = [...lively.portal('acme').portal.world.groups.values()].filter(
    (group) =>
      group.visible &&
      !group.opened &&
      group.active &&
      !lively.portal('acme').portal.world.relations.has(`${group.id}:27`),
  )
  for (const group of closed) await lively.call('sonet_group.user.request', { GROUP_ID: group.id })
  lively.clock.advance(LIVELY.decideAfterMs - 1)
  await lively.call('server.time')
  const { relations } = lively.portal('acme').portal.world
  const roles = (): string[] => closed.map((group) => relations.get(`${group.id}:27`)?.role ?? 'none')
  expect(new Set(roles())).toEqual(new Set(['Z']))
  lively.clock.advance(1)
  await lively.call('server.time')
  expect(new Set(roles())).toEqual(new Set(['K', 'none', 'Z']))
})

test('colleagues ask to join groups of mine, and invite me to closed ones I can see', () => {
  const { portal } = still.portal('acme')
  const tags = (kind: string): string[] =>
    portal.world.notifications.flatMap(({ userId, tag }) => (userId === 27 && tag.includes(kind) ? [tag] : []))
  const before = [...tags('REQUEST_GROUP'), ...tags('INVITE_GROUP')]
  still.bitrix24.hooks.advance({ ms: 0, steps: 60 })
  const [asked, invited] = ['REQUEST_GROUP', 'INVITE_GROUP'].map((kind) =>
    tags(kind).filter((tag) => !before.includes(tag)),
  )
  expect(asked?.length).toBeGreaterThan(0)
  expect(invited?.length).toBeGreaterThan(0)
  for (const tag of invited ?? []) {
    const relation = [...portal.world.relations.values()].find(({ id }) => String(id) === tag.split('|')[3])
    expect(relation).toMatchObject({ userId: 27, role: 'Z', initiatedBy: 'G' })
    expect(portal.world.groups.get(relation?.groupId ?? 0)).toMatchObject({ visible: true, opened: false })
  }
})

test('what waited from the start is left alone; deciding by hand takes it too', async () => {
  const board = groupNamed(lively, 'Board minutes')
  lively.clock.advance(86_400_000)
  await lively.call('server.time')
  expect(lively.portal('acme').portal.world.relations.get(`${board}:27`)?.role).toBe('Z')
  lively.bitrix24.hooks.advance({ ms: 0, decide: 'accept' })
  expect(lively.portal('acme').portal.world.relations.get(`${board}:27`)?.role).toBe('K')
})

test('a reset brings the seed back and keeps the address', async () => {
  const before = snapshot(still)
  const { webhookUrl } = still.portal('acme')
  still.bitrix24.hooks.account({ portal: 'acme', webhook: 'dead', scopes: [], quirks: { weeklyLimit: false } })
  still.bitrix24.hooks.advance({ ms: 0, steps: 5 })
  still.bitrix24.hooks.reset()
  expect(still.portal('acme').webhookUrl).toBe(webhookUrl)
  expect(await still.result('scope')).toContain('imopenlines')
  expect(still.portal('acme').portal.world.quirks.weeklyLimit).toBe(true)
  // Times are counted from the reset, so only what was said is compared.
  expect(snapshot(still)).toBe(before)
})
