// A profile as it stands after many readings: accounts and their groups are in the database before the app starts.
import { join } from 'node:path'
import { openStore, type Store } from '../../../src/main/store/open-store'
import { accountRecord } from '../../../src/main/testing/records'
import type { Random } from '../../../src/practice/types'
import type { AccountId } from '../../../src/shared/contract/common'
import { newProfile } from '../../e2e/support/app'
import { accountOf, makeCorpus, type CorpusOptions } from '../search/corpus'

export interface SeededProfile {
  readonly folder: string
  readonly accountIds: readonly AccountId[]
}

const FINISHED = '2026-07-01T12:00:00.000Z'
const COLORS = ['#0075ff', '#7a3cff', '#00867d', '#b8560f', '#a3195b'] as const
const PAGE = 2500

const finished = (count: number) =>
  ({ state: 'done', run: 1, loaded: count, total: count, finishedAt: FINISHED, fullAt: FINISHED }) as const

/** Opens a profile's database as the app does; close it before the app starts. */
export function openSeeded(folder: string): Store {
  const opened = openStore({ path: join(folder, 'bellhop.db') })
  if (!opened.ok) throw new Error(`the profile's database cannot be opened: ${opened.error.code}`)
  return opened.data
}

/** Makes a profile through the app's own store. No account has a key, so the app asks no service. */
export async function seedProfile(random: Random, options: CorpusOptions): Promise<SeededProfile> {
  const folder = await newProfile()
  const store = openSeeded(folder)
  const accountIds = Array.from({ length: options.accounts }, (_, index) => accountOf(index))
  for (const [index, id] of accountIds.entries()) {
    const color = COLORS[index % COLORS.length] ?? COLORS[0]
    store.accounts.save(accountRecord(id, { label: `Portal ${index + 1}`, host: `portal${index + 1}.example`, color }))
    store.sync.save({ ...finished(options.groupsEach), accountId: id })
  }
  const groups = makeCorpus(random, options)
  for (let from = 0; from < groups.length; from += PAGE) store.groups.upsertPage(groups.slice(from, from + PAGE), 1)
  store.close()
  return { folder, accountIds }
}

/** The name of the group that stands first when an account is chosen. */
export function firstNames({ folder, accountIds }: SeededProfile): readonly string[] {
  const store = openSeeded(folder)
  const names = accountIds.map((id) => {
    const { items } = store.groups.search({ accountIds: [id], sort: 'activity', limit: 1, offset: 0 })
    return items[0]?.name ?? ''
  })
  store.close()
  if (names.includes('') || new Set(names).size < names.length)
    throw new Error('two accounts begin with the same group')
  return names
}
