// Pictures of groups and people: where the portal says they are, as the app's own client understands it.
import { inflateSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { groupNamed, startBench, type Bench } from './support'
import { must, ourClient } from './our-client'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

/** A group with its own picture that I may see. */
const pictured = (): string => {
  const group = [...bench.portal('acme').portal.world.groups.values()].find(
    ({ image, visible }) => image !== '' && visible,
  )
  if (group === undefined) throw new Error('no group has a picture')
  return String(group.id)
}

test.each([
  ['the newer methods', ['sonet_group', 'socialnetwork', 'user_brief']],
  ['the older ones, by a relative path', ['sonet_group', 'user_brief']],
])('a group’s picture by %s is an address of the portal, and a PNG is there', async (_, scopes) => {
  bench.bitrix24.hooks.account({ portal: 'acme', scopes })
  const client = await ourClient(bench)
  const groupId = pictured()
  const { avatarUrl, members } = must(await client.groups.get(groupId))
  const { origin } = bench.portal('acme')
  expect(avatarUrl).toBe(`${origin}/upload/socialnetwork/${groupId}/group.png`)
  const answer = await request(avatarUrl ?? '')
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  expect(answer.headers['content-type']).toBe('image/png')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const data = bytes.subarray(bytes.indexOf('IDAT') + 4, bytes.lastIndexOf('IEND') - 8)
  expect(inflateSync(data)).toHaveLength(height * (1 + width * 3))
  const shown = members.flatMap((member) => member.avatarUrl ?? [])
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.every((url) => url.startsWith(`${origin}/upload/main/`))).toBe(true)
})

test('people who wait have their picture too; no address holds anything of the webhook', async () => {
  const client = await ourClient(bench)
  const { incoming = [] } = await client.poll({ ownGroups: [String(groupNamed(bench, 'Night shift'))] })
  const shown = incoming.flatMap(({ avatarUrl }) => avatarUrl ?? [])
  expect(shown.length).toBeGreaterThan(0)
  for (const url of shown) expect(url).not.toContain('/rest/')
})

test('a fetched picture is told to those who ask for it, and is no call', async () => {
  bench.arrivals.clear()
  const path = '/upload/main/1/photo.png'
  await (await request(`${bench.portal('acme').origin}${path}`)).body.dump()
  expect(bench.arrivals.list({ method: 'picture' })).toMatchObject([{ params: { path }, status: 200 }])
  expect(bench.arrivals.list()).toEqual([])
  expect(bench.arrivals.counts()).toEqual({})
})

test('what is no picture is not found, and nothing is written down', async () => {
  const { origin } = bench.portal('acme')
  bench.arrivals.clear()
  for (const path of ['/upload/main/1/photo.txt', '/upload/', '/upload/main/999999/photo.png', '/']) {
    const answer = await request(`${origin}${path}`)
    await answer.body.dump()
    expect(answer.statusCode).toBe(404)
  }
  expect(bench.arrivals.list({ method: 'picture' })).toEqual([])
})
