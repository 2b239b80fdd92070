// Bellhop's directory of a practice portal's groups, kept by the real capability in a real database; and the truth.
import { afterEach, beforeEach, expect } from 'vitest'
import type { AccountId, JsonValue } from '../../../src/shared/contract/common'
import type { Group, SyncState } from '../../../src/shared/contract/groups'
import type { Result } from '../../../src/shared/contract/result'
import { createSync, type Sync } from '../../../src/main/groups/sync'
import { createFakeAccounts } from '../../../src/main/testing/fake-accounts'
import { accountRecord } from '../../../src/main/testing/records'
import { recordLog } from '../../../src/main/testing/recorders'
import { openTempStore, type TempStore } from '../../../src/main/testing/temp-store'
import type { Role, Workgroup, World } from '../../../src/practice/bitrix24/world-types'
import {
  canSeeGroup,
  fullName,
  memberCount,
  putRelation,
  relationOf,
  relationsOfUser,
} from '../../../src/practice/bitrix24/world'
import { ourClient, type OurClient } from './our-client'
import { startBench, type Bench } from './support'

export interface Directory {
  readonly client: OurClient
  readonly temp: TempStore
  readonly world: World
  /** Reads; the app's clock is a day ahead of the portal's or months, which must not matter. */
  read(full?: boolean): Promise<Result<SyncState>>
  cancel(): Promise<Result<SyncState>>
  state(): SyncState | undefined
  held(): Map<string, Group>
  /** Requests that arrived since this was last asked. */
  requests(): number
  /** What is held is exactly what the portal shows me; without `counts` whatever the numbers of members. */
  expectTruth(options?: { readonly counts?: boolean }): void
  /** Does something once, while the portal works on the nth list command from now. */
  whileListing(nth: number, act: () => void): void
  close(): Promise<void>
}

const ACCOUNT = 'a' as AccountId

const RELATIONS = { A: 'owner', E: 'moderator', K: 'member', T: 'banned' } as const

/** What can be seen of a group; `pending` = whether my requests and invitations can be. */
function shown(world: World, group: Workgroup, me: number, pending: boolean): Record<string, unknown> {
  const relation = relationOf(world, group.id, me)
  const known = relation?.role === 'Z' ? (relation.initiatedBy === 'U' ? 'requested' : 'invited') : undefined
  // Who was banned is told with pending requests only.
  const told = relation !== undefined && relation.role !== 'Z' && (relation.role !== 'T' || pending)
  const role = told ? RELATIONS[relation.role as keyof typeof RELATIONS] : undefined
  return {
    groupId: String(group.id),
    name: group.name,
    relation: role ?? (pending ? known : undefined) ?? 'none',
    archived: group.closed,
    memberCount: memberCount(world, group.id),
    joinRule: group.opened ? 'open' : group.visible ? 'approval' : 'invite',
    ownerName: fullName(world.people.get(group.ownerId)),
  }
}

export interface DirectoryOptions {
  readonly key?: string
  readonly state?: Map<string, JsonValue>
  /** The app's clock. */
  readonly clock?: () => number
}

export async function openDirectory(bench: Bench, options: DirectoryOptions = {}): Promise<Directory> {
  const { key = 'acme', clock = Date.now } = options
  const { portal } = bench.portal(key)
  const client = await ourClient(bench, key, options)
  const temp = openTempStore()
  const record = accountRecord(ACCOUNT)
  const accounts = createFakeAccounts(temp.store, [{ record, ports: { groups: client.groups } }])
  const sync: Sync = createSync({
    store: temp.store,
    accounts,
    avatarKey: () => undefined,
    emit: () => undefined,
    clock,
    timers: { sleep: () => Promise.resolve() },
    random: () => 0.5,
    log: recordLog(),
    crashPoint: () => undefined,
  })
  const held = (): Map<string, Group> => {
    const ids = temp.store.sync.idsAfter(ACCOUNT, '', 1_000_000)
    return new Map(ids.flatMap((id) => [[id, temp.store.groups.get(ACCOUNT, id)] as [string, Group]]))
  }
  client.arrived()
  return {
    client,
    temp,
    world: portal.world,
    read: async (full = false) => sync.handlers['groups.sync']({ accountId: ACCOUNT, full }),
    cancel: async () => sync.handlers['groups.cancelSync']({ accountId: ACCOUNT }),
    state: () => temp.store.sync.get(ACCOUNT),
    held,
    requests: () => client.arrived().length,
    expectTruth({ counts = true } = {}) {
      const { world, seed, webhooks } = portal
      const pending = webhooks.some(({ scopes }) => scopes.includes('socialnetwork'))
      const visible = [...world.groups.values()].filter((group) => canSeeGroup(world, group, seed.me))
      const truth = visible.map((group) => shown(world, group, seed.me, pending))
      const found = held()
      expect([...found.keys()].toSorted()).toEqual(truth.map((group) => String(group['groupId'])).toSorted())
      for (const { memberCount: count, ...group } of truth) {
        const wanted = counts ? { ...group, memberCount: count } : group
        expect(found.get(String(wanted['groupId']))).toMatchObject(wanted)
      }
    },
    whileListing(nth, act) {
      let left = nth
      const take = portal.faults.take.bind(portal.faults)
      const watching = (target: Parameters<typeof take>[0]): ReturnType<typeof take> => {
        if (target.command === true && target.method === 'socialnetwork.api.workgroup.list' && (left -= 1) === 0) act()
        return take(target)
      }
      Object.assign(portal.faults, { take: watching })
    },
    async close() {
      await sync.stop()
      temp.dispose()
    },
  }
}

export interface OnDirectory {
  bench: Bench
  directory: Directory
  /** Id of the group at this place of the portal's list. */
  idAt(at: number): number
  /** A group to which I am this. */
  mine(role: Role, by?: 'U' | 'G'): number
  /** Makes me something to a group; nobody calls that activity. */
  relate(groupId: number, role: Role, by?: 'U' | 'G'): void
}

/** A fresh portal and a fresh directory of it before each test. */
export function useDirectory(options: { readonly groups: number }): OnDirectory {
  const me = (): number => on.bench.portal('acme').portal.seed.me
  const on = {
    idAt: (at) => [...on.directory.world.groups.keys()][at] ?? 0,
    mine(role, by) {
      const all = relationsOfUser(on.directory.world, me())
      return all.find((one) => one.role === role && (by === undefined || one.initiatedBy === by))?.groupId ?? 0
    },
    relate(groupId, role, initiatedBy = 'U') {
      const row = { userId: me(), groupId, role, initiatedBy, initiatedByUserId: me(), message: '' }
      putRelation(on.directory.world, { ...row, createdAt: on.bench.clock.now() })
    },
  } as OnDirectory
  beforeEach(async () => {
    on.bench = await startBench(options)
    on.directory = await openDirectory(on.bench)
  })
  afterEach(async () => {
    await on.directory.close()
    await on.bench.close()
  })
  return on
}
