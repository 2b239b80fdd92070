// Seeds workgroups with their chats and relations: the fixed situations first, then filler with every mix of settings.
import { pick, pickIndex, pickSome } from '../../random'
import type { Random } from '../../types'
import { nextId, putRelation, relationsOfGroup } from '../world'
import type { Person, Relation, Role, Workgroup, World } from '../world-types'
import { FIXED_GROUPS, TOPICS, type FixedGroup } from './group-names'
import { noteInvitation, noteRequest } from '../requests'

export interface GroupSeedOptions {
  readonly random: Random
  readonly me: number
  readonly count: number
  readonly now: number
  /** Both alphabets side by side. */
  readonly bilingual: boolean
}

const DAY = 86_400_000
const LAST_YEAR = 2025
/** In portals larger than this groups are smaller: they would fill the memory. */
const MANY = 1_000
const AVATARS = ['folder', 'checks', 'pie', 'bag', 'members', ''] as const

function colleagues(world: World, me: number): Person[] {
  return [...world.people.values()].filter((person) => person.kind === 'user' && person.active && person.id !== me)
}

/** What every group is made with. */
interface Making extends GroupSeedOptions {
  readonly colleagues: readonly Person[]
}

interface Draft {
  readonly name: string
  readonly description: string
  readonly privacy: FixedGroup['privacy']
  readonly kind: Workgroup['kind']
  readonly closed: boolean
  readonly active: boolean
  readonly role: Role | undefined
  readonly initiatedBy: Relation['initiatedBy']
  readonly waiting: number
  readonly initiatePerms: Role
}

function fixedDraft(fixed: FixedGroup, world: World, about: string): Draft {
  return {
    name: world.language === 'ru' ? fixed.ru : fixed.en,
    description: about,
    privacy: fixed.privacy,
    kind: fixed.kind ?? 'group',
    closed: fixed.closed === true,
    active: fixed.inactive !== true,
    role: fixed.role,
    initiatedBy: fixed.initiatedBy ?? 'U',
    waiting: fixed.waiting ?? 0,
    initiatePerms: 'E',
  }
}

/** What I am to a filler group: mostly nothing, as in real life. */
function fillerRole(random: Random): Pick<Draft, 'role' | 'initiatedBy'> {
  const dice = random()
  if (dice < 0.14) return { role: 'K', initiatedBy: 'G' }
  if (dice < 0.17) return { role: 'E', initiatedBy: 'G' }
  if (dice < 0.19) return { role: 'A', initiatedBy: 'U' }
  if (dice < 0.22) return { role: 'Z', initiatedBy: 'U' }
  if (dice < 0.25) return { role: 'Z', initiatedBy: 'G' }
  return { role: undefined, initiatedBy: 'U' }
}

/** Only where the plain names are used up: ` — Tver`, then ` — Tver 2019` and so on back. */
function placeName(places: readonly string[], number: number): string {
  if (number === 0) return ''
  const round = Math.floor((number - 1) / places.length)
  const year = round === 0 ? '' : ` ${LAST_YEAR + 1 - round}`
  return ` — ${places[(number - 1) % places.length] ?? ''}${year}`
}

function fillerDraft(options: GroupSeedOptions, world: World, number: number): Draft {
  const { random } = options
  const russian = options.bilingual ? random() < 0.5 : world.language === 'ru'
  const stock = russian ? TOPICS.ru : TOPICS.en
  const dice = random()
  const first = stock.first[number % stock.first.length] ?? ''
  const second = stock.second[Math.floor(number / stock.first.length) % stock.second.length] ?? ''
  const place = Math.floor(number / (stock.first.length * stock.second.length))
  return {
    name: `${first}: ${second}${placeName(stock.places, place)}`,
    description: random() < 0.3 ? '' : pick(random, stock.about),
    privacy: dice < 0.35 ? 'open' : dice < 0.93 ? 'closed' : 'secret',
    kind: random() < 0.65 ? 'group' : pick(random, ['project', 'scrum', 'collab'] as const),
    closed: random() < 0.08,
    active: true,
    ...fillerRole(random),
    waiting: 0,
    initiatePerms: pick(random, ['A', 'E', 'K'] as const),
  }
}

/** The relations of others: an owner (or me), a moderator or two, members, and whoever waits. */
function seedRelations(world: World, group: Workgroup, context: { options: Making; draft: Draft }): void {
  const { options, draft } = context
  const since = options.now - 90 * DAY
  const row = (userId: number, role: Role, initiatedBy: Relation['initiatedBy']): Relation =>
    putRelation(world, {
      userId,
      groupId: group.id,
      role,
      initiatedBy,
      initiatedByUserId: initiatedBy === 'U' ? userId : group.ownerId,
      message: '',
      createdAt: since,
    })
  row(group.ownerId, 'A', 'U')
  const others = options.colleagues.filter((person) => person.id !== group.ownerId)
  const most = options.count > MANY ? 3 : 12
  const crowd = pickSome(options.random, others, 2 + pickIndex(options.random, most) + draft.waiting)
  crowd.forEach((person, index) => {
    if (index < draft.waiting) {
      const message = world.language === 'ru' ? 'Можно к вам?' : 'May I join you?'
      const relation = row(person.id, 'Z', 'U')
      relation.message = message
      noteRequest(world, group, { relation, at: options.now - (index + 1) * 3_600_000 })
    } else row(person.id, index === draft.waiting ? 'E' : 'K', 'G')
  })
  if (draft.role === undefined || draft.role === 'A') return
  const mine = row(options.me, draft.role, draft.initiatedBy)
  if (draft.role === 'Z' && draft.initiatedBy === 'G')
    noteInvitation(world, group, { relation: mine, at: options.now - DAY })
}

function addGroup(world: World, options: Making, draft: Draft): void {
  const { random, now } = options
  const id = nextId(world)
  const owner = draft.role === 'A' ? options.me : pick(random, options.colleagues).id
  const createdAt = now - (100 + pickIndex(random, 900)) * DAY
  const group: Workgroup = {
    id,
    name: draft.name,
    description: draft.description,
    visible: draft.privacy !== 'secret',
    opened: draft.privacy === 'open',
    closed: draft.closed,
    active: draft.active,
    kind: draft.kind,
    ownerId: owner,
    initiatePerms: draft.initiatePerms,
    keywords: random() < 0.2 ? 'plan,work' : '',
    avatarType: pick(random, AVATARS),
    image: random() < 0.15 ? `/upload/socialnetwork/${id}/group.png` : '',
    extranet: random() < 0.05,
    createdAt,
    activityAt: now - pickIndex(random, 60) * DAY - pickIndex(random, 86_400) * 1000,
    chatId: nextId(world),
  }
  world.groups.set(id, group)
  world.chats.set(group.chatId, {
    id: group.chatId,
    kind: 'sonetGroup',
    title: group.name,
    ownerId: owner,
    color: '#3e99ce',
    createdAt,
    participants: new Map(),
    messages: [],
    groupId: id,
  })
  seedRelations(world, group, { options, draft })
}

/** Adds one more group, active `at`. */
export function addFiller(world: World, given: GroupSeedOptions, at: number): void {
  const options: Making = { ...given, colleagues: colleagues(world, given.me) }
  addGroup(world, options, fillerDraft(options, world, world.groups.size))
  const group = [...world.groups.values()].at(-1)
  if (group !== undefined) group.activityAt = at
}

/** Adds the fixed groups and as much filler as `count` asks for; every group has an owner. */
export function seedGroups(world: World, given: GroupSeedOptions): void {
  const options: Making = { ...given, colleagues: colleagues(world, given.me) }
  const about = world.language === 'ru' ? TOPICS.ru.about : TOPICS.en.about
  FIXED_GROUPS.forEach((fixed, index) =>
    addGroup(world, options, fixedDraft(fixed, world, about[index % about.length] ?? '')),
  )
  for (let number = 0; number < options.count - FIXED_GROUPS.length; number += 1) {
    addGroup(world, options, fillerDraft(options, world, number))
  }
  for (const group of world.groups.values()) {
    if (relationsOfGroup(world, group.id, ['A']).length === 0) throw new Error(`seed: group ${group.id} has no owner`)
  }
}
