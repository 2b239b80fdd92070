// SIGKILL of the real app while it reads a portal's groups, at each step and between pages. The next life goes on where the
// last one was ended, and in the end the directory is the portal's, with what changed there meanwhile. Would catch: a page
// lost between two commits, a group that never comes or never goes, a reading that begins anew each time or never ends.
import { expect } from '@playwright/test'
import type { Bellhop } from '../e2e/support/app'
import type { Practice } from '../e2e/support/practice'
import { askDisk } from './support/journal'
import { connectPortal, dataOf, test, webhookOf, type Account } from './support/lives'
import { acme } from './support/targets'

const LIST = 'socialnetwork.api.workgroup.list'
const PAGE = 500
/** The first request asks for so many groups; what is more comes with the second. */
const FIRST = 500

test.use({ practiceArgs: ['--still', '--unlimited', '--groups=1300'] })

interface PortalGroup {
  readonly groupId: string
  readonly name: string
  readonly visible: boolean
  readonly role: string
}

const onPortal = async (practice: Practice): Promise<PortalGroup[]> => {
  const groups = await acme<PortalGroup[]>(practice, 'relations')
  return groups.filter(({ visible, role }) => visible || ['A', 'E', 'K'].includes(role))
}

/** Some go, some come, one is renamed. */
async function change(practice: Practice): Promise<void> {
  const ids = (await onPortal(practice)).map(({ groupId }) => Number(groupId))
  const remove = [3, 70, 480, 900].map((at) => ids[at])
  const rename = [{ groupId: ids[40], name: 'Renamed meanwhile' }]
  await practice.control('POST', 'accounts', { portal: 'acme', groups: { add: 4, remove, rename } })
}

async function directory(app: Bellhop, { id }: Account): Promise<string[]> {
  const found: string[] = []
  for (let offset = 0; ; offset += PAGE) {
    const query = { accountIds: [id], includeArchived: true, limit: PAGE, offset }
    const { items, total } = dataOf(await app.invoke('groups.search', query))
    found.push(...items.map(({ groupId, name }) => `${groupId} ${name}`))
    if (found.length >= total) return found.toSorted()
  }
}

const state = async (app: Bellhop): Promise<string> =>
  dataOf(await app.invoke('groups.syncStates', {})).map((sync) => sync.state)[0] ?? 'missing'

/** Waits until the reading that began by itself has ended, and holds it against the portal. */
async function expectWhole(app: Bellhop, practice: Practice): Promise<void> {
  await expect.poll(() => state(app), { timeout: 30_000 }).toBe('done')
  // A reading that goes on brings what it had not read yet; what changed in the rest is what a refresh is for.
  const [account] = dataOf(await app.invoke('accounts.list', {}))
  if (!account) throw new Error('the account is gone')
  dataOf(await app.invoke('groups.sync', { accountId: account.id }))
  const truth = (await onPortal(practice)).map(({ groupId, name }) => `${groupId} ${name}`)
  expect(await directory(app, account)).toEqual(truth.toSorted())
}

const left = async (profile: string): Promise<{ run: number; state: string; cursor: string | null; held: number }> => {
  const sql = 'SELECT run, state, cursor, (SELECT COUNT(*) FROM groups) AS held FROM group_sync'
  const [row] = await askDisk(profile, sql)
  if (row === undefined) throw new Error('the reading left nothing')
  return row as never
}

const CASES = [
  { point: 'begun', held: 0, goesOn: false },
  { point: 'afterPortion', held: 200, goesOn: false },
  { point: 'afterPage', held: FIRST, goesOn: false },
  { point: 'beforeDone', held: 'all', goesOn: true },
] as const

for (const { point, held, goesOn } of CASES) {
  test(`the first reading, killed at ${point}`, async ({ lives, practice, profile }) => {
    const all = (await onPortal(practice)).length
    const first = await lives.first(`groups.sync.${point}`)
    await first.diesOf(() => connectPortal(first.app, webhookOf(practice, 0)))
    const found = await left(profile)
    expect(found).toMatchObject({ run: 1, state: 'running', held: held === 'all' ? all : held })
    expect(found.cursor !== null).toBe(goesOn)
    await change(practice)
    const { app } = await lives.next()
    await expectWhole(app, practice)
    expect((await left(profile)).run).toBe(goesOn ? 1 : 2)
  })
}

test('the first reading, killed after it was done', async ({ lives, practice, profile }) => {
  const first = await lives.first('groups.sync.afterDone')
  await first.diesOf(() => connectPortal(first.app, webhookOf(practice, 0)))
  expect(await left(profile)).toMatchObject({ run: 1, state: 'done' })
  await change(practice)
  const { app } = await lives.next()
  await expectWhole(app, practice)
  expect((await left(profile)).run).toBe(1)
})

test.describe('a reading of several requests', () => {
  test.use({ practiceArgs: ['--still', '--unlimited', '--groups=5600'] })

  test('killed while the third is under way: what the first two brought is not asked for again', async ({
    lives,
    practice,
    profile,
  }) => {
    const first = await lives.first()
    await first.diesOf(async () => {
      // The pages of the first request are ten, of the second nearly fifty.
      await practice.fault({ command: LIST, after: 70, times: 0, delayMs: 60_000 })
      await connectPortal(first.app, webhookOf(practice, 0))
      await expect.poll(async () => (await practice.arrived(LIST)).length).toBeGreaterThan(70)
      await first.app.kill()
    })
    const found = await left(profile)
    expect(found).toMatchObject({ run: 1, state: 'running' })
    expect(found.held).toBeGreaterThan(2_000)
    expect(found.cursor).not.toBeNull()
    await practice.control('DELETE', 'faults')
    await practice.control('DELETE', 'arrived')
    await change(practice)
    const { app } = await lives.next()
    await expect.poll(() => state(app), { timeout: 30_000 }).toBe('done')
    expect((await left(profile)).run).toBe(1)
    const [next] = await practice.arrived(LIST)
    expect(next?.params).toMatchObject({ filter: { '>ID': expect.stringMatching(/^\d{4,}$/) as unknown }, start: '0' })
    await expectWhole(app, practice)
  })
})

test('a refresh, killed between its pages', async ({ lives, practice, profile }) => {
  const first = await lives.first()
  await connectPortal(first.app, webhookOf(practice, 0))
  await expect.poll(() => state(first.app), { timeout: 30_000 }).toBe('done')
  await first.end()
  await change(practice)
  const second = await lives.next('groups.sync.afterPage')
  const [account] = dataOf(await second.app.invoke('accounts.list', {}))
  await second.diesOf(() => second.app.invoke('groups.sync', { accountId: account?.id ?? '' }))
  expect(await left(profile)).toMatchObject({ run: 1, state: 'running' })
  const { app } = await lives.next()
  await expectWhole(app, practice)
  expect((await left(profile)).run).toBe(1)
  expect((await practice.arrived(LIST)).length).toBeGreaterThan(0)
})
