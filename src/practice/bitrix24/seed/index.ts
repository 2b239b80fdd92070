// Builds a portal's world from its seed: the same seed and time give the same world, id by id.
import { seededRandom } from '../../random'
import type { World } from '../world-types'
import { seedGroups } from './groups'
import { seedChats, seedDialogs, seedLines, seedNetworkLines } from './lines'
import { seedPeople } from './people'
import type { PortalSeed } from './portals'

export interface SeedOptions {
  readonly seed: number
  readonly now: number
}

const DEFAULT_QUIRKS: World['quirks'] = {
  sonetErrors: 'empty',
  statuses: 'observed',
  networkErrors: 'current',
  weeklyLimit: true,
  imbot: true,
  templateId: true,
  joinIgnored: false,
  insertRequests: false,
  undocumented: true,
  imV2: true,
  batchErrorLeak: false,
  emptyMapsAsLists: true,
}

/** FNV-1a, so that every portal draws other numbers from one seed. */
function portalSeed(key: string, seed: number): number {
  let hash = 2166136261 ^ seed
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  return hash >>> 0
}

/** @returns a fresh world. */
export function seedWorld(portal: PortalSeed, options: SeedOptions): World {
  const random = seededRandom(portalSeed(portal.key, options.seed))
  const people = seedPeople({ random, language: portal.language, count: portal.people, domain: portal.domain }, [
    portal.me,
  ])
  const world: World = {
    key: portal.key,
    name: portal.name,
    language: portal.language,
    offsetMinutes: portal.offsetMinutes,
    adminIds: new Set(portal.admin ? [1, portal.me] : [1]),
    people: new Map(people.map((person) => [person.id, person])),
    groups: new Map(),
    relations: new Map(),
    relationsByGroup: new Map(),
    relationsByUser: new Map(),
    chats: new Map(),
    files: new Map(),
    lines: [],
    networkLines: [],
    notifications: [],
    deliveries: [],
    weeklySlots: new Map(),
    templates: new Map(),
    lastId: 200,
    quirks: { ...DEFAULT_QUIRKS, ...portal.quirks },
  }
  seedGroups(world, { random, me: portal.me, count: portal.groups, now: options.now, bilingual: portal.bilingual })
  world.lines.push(...seedLines(world, { random, me: portal.me }))
  world.networkLines.push(...seedNetworkLines(world, random))
  seedDialogs(world, { random, me: portal.me, now: options.now })
  seedChats(world, { random, me: portal.me, now: options.now })
  return world
}
