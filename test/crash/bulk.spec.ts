// SIGKILL of the real app while it asks several groups. Would catch: a group asked again by the next start, a group asked
// that was not under way, and an asking that seems to run for ever.
import { expect } from '@playwright/test'
import type { OutputOf } from '../../src/shared/contract'
import type { Bellhop } from '../e2e/support/app'
import { connectPortal, dataOf, test, webhookOf } from './support/lives'
import { acme, carriedOut } from './support/targets'

const REQUEST = 'sonet_group.user.request'
const NAMES = ['Suppliers and tenders', 'Website relaunch', 'Agency collab'] as const

type Bulk = NonNullable<OutputOf<'requests.bulk'>['bulk']>

async function newest(app: Bellhop): Promise<Bulk> {
  const { bulk } = dataOf(await app.invoke('requests.bulk', {}))
  if (!bulk) throw new Error('there is none')
  return bulk
}

const states = async (app: Bellhop): Promise<readonly string[]> => (await newest(app)).items.map(({ state }) => state)

for (const { point, first, times } of [
  { point: 'afterSendingCommit', first: 'failed', times: 0 },
  { point: 'afterSendBeforeOutcome', first: 'pending', times: 1 },
] as const) {
  test(`several groups, killed at ${point} of the first: it is ${first}, the others are not asked`, async ({
    lives,
    practice,
  }) => {
    const groups = await acme<readonly { groupId: string; name: string }[]>(practice, 'relations')
    const life = await lives.first(`requests.${point}`)
    const { id: accountId } = await connectPortal(life.app, webhookOf(practice, 0))
    const items = NAMES.map((name) => ({ accountId, groupId: groups.find((one) => one.name === name)?.groupId ?? '' }))
    await life.diesOf(() => life.app.invoke('requests.sendMany', { items, message: 'For {group}' }))
    expect(await carriedOut(practice, REQUEST)).toBe(times)

    const { app } = await lives.next()
    expect((await newest(app)).state).toBe('stopped')
    await expect.poll(() => states(app), { timeout: 30_000 }).toEqual([first, 'stopped', 'stopped'])
    expect(await carriedOut(practice, REQUEST)).toBe(times)

    const rest = dataOf(await app.invoke('requests.sendMany', { items: items.slice(1) }))
    await expect.poll(async () => (await newest(app)).state).toBe('done')
    expect((await newest(app)).id).toBe(rest.id)
    expect(await states(app)).toEqual(['pending', 'pending'])
    expect(await carriedOut(practice, REQUEST)).toBe(times + 2)
  })
}
