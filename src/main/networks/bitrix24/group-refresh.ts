// Reads what changed since the last reading: one request where nothing did. Activity has a date; relations have none and
// are compared with what is held; what was deleted shows in the number of groups.
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import type { Commands } from './batch'
import { byIdCommands, reconcile, verify } from './group-check'
import { idOf, listCommand, PAGE, rowsOf } from './group-list'
import type { GroupCursor } from './group-cursor'
import { factCommands, factsOf, groupsOf, keepRows, seesPending } from './group-facts'
import type { Facts, Reader } from './group-facts'
import { readPages } from './group-pages'
import type { Portion } from './group-pages'

/** Servers of one portal may differ, and a change is dated before it can be read. */
const OVERLAP_MS = 10 * 60_000
/** Pending groups asked for by id with the first request: its other commands need room too. */
const MAX_PENDING = 40 * PAGE

const MEMBERS: readonly (Relation | undefined)[] = ['member', 'moderator', 'owner']
const PENDING: readonly (Relation | undefined)[] = ['requested', 'invited']

export type Done = Extract<GroupCursor, { step: 'done' }>

/** `anew`: the portal's clock went back behind the last reading, so that changes would be missed. */
export type Refreshed = { readonly kind: 'done'; readonly cursor: Done } | { readonly kind: 'anew' }

/** @param last the cursor of the last complete reading */
export async function refresh(reader: Reader, last: Done): Promise<Result<Refreshed>> {
  const { portal, reading } = reader
  const pending = seesPending(reader) ? idsOf(reading.held.related(), PENDING).slice(0, MAX_PENDING) : []
  const along = ({ first }: { first: boolean }): Commands =>
    first ? { ...factCommands(portal), all: countCommand(reader), ...byIdCommands(reader, pending) } : {}
  let facts: Facts | undefined
  let total: number | undefined
  const visit = async (portion: Portion): Promise<Result<boolean>> => {
    if (facts === undefined) {
      const learnt = factsOf(portion.extra)
      if (!learnt.ok) return learnt
      if (Date.parse(learnt.data.now) < Date.parse(last.since)) return ok(false)
      facts = learnt.data
      total = portion.extra['all']?.ok === true ? portion.extra['all'].total : undefined
      reading.begin({ mode: 'refresh', resumed: false })
      const noticed = await keepPending(reader, { portion, pending, facts })
      if (!noticed.ok) return noticed
    }
    const kept = await keepRows(reader, { rows: portion.rows, facts, ...(total === undefined ? {} : { total }) })
    return kept.ok ? ok(true) : kept
  }
  const filter = { '>=DATE_ACTIVITY': sinceText(last.since) }
  const pages = await readPages({ portal, filter, after: 0, expected: PAGE, along, ...signalOf(reader) }, visit)
  if (!pages.ok) return pages
  if (facts === undefined) return ok({ kind: 'anew' })
  const agreed = await agree(reader, { facts, total, last })
  if (!agreed.ok) return agreed
  const cursor = { step: 'done', since: facts.now, differs: agreed.data, pending: seesPending(reader) } as const
  return ok({ kind: 'done', cursor })
}

const signalOf = ({ reading: { signal } }: Reader) => (signal === undefined ? {} : { signal })

const countCommand = ({ portal }: Reader) => listCommand(portal, { filter: {}, idsOnly: true })

function idsOf(related: ReadonlyMap<string, Relation>, wanted: readonly (Relation | undefined)[]): string[] {
  return [...related].flatMap(([id, relation]) => (wanted.includes(relation) ? [id] : []))
}

/** ISO 8601 with seconds, as the documentation writes it. https://apidocs.bitrix24.com/api-reference/data-types.html */
function sinceText(since: string): string {
  return `${new Date(Date.parse(since) - OVERLAP_MS).toISOString().slice(0, 19)}+00:00`
}

interface PendingAnswer {
  readonly portion: Portion
  readonly pending: readonly string[]
  readonly facts: Facts
}

/** What became of the requests and invitations that are held: a decision is no activity of the group. */
async function keepPending(reader: Reader, { portion, pending, facts }: PendingAnswer): Promise<Result<void>> {
  const answers = Object.entries(portion.extra).filter(([key]) => key.startsWith('ids'))
  const asked = answers.flatMap(([key, answer]) => {
    const from = Number(key.slice('ids'.length)) * PAGE
    return answer.ok ? pending.slice(from, from + PAGE) : []
  })
  if (asked.length === 0) return ok(undefined)
  const rows = answers.flatMap(([, answer]) => (answer.ok ? rowsOf(answer.data) : []))
  const there = new Set(rows.map((row) => String(idOf(row))))
  const held = reader.reading.held.related()
  const changed = groupsOf(reader, rows, facts).filter(({ groupId, relation }) => held.get(groupId) !== relation)
  const relations = new Map(changed.map(({ groupId, relation }) => [groupId, relation]))
  const gone = asked.filter((id) => !there.has(id))
  if (relations.size === 0 && gone.length === 0) return ok(undefined)
  return reader.reading.keep({ groups: [], relations, gone })
}

interface Agreement {
  readonly facts: Facts
  readonly total: number | undefined
  readonly last: Done
}

/** Makes relations and the number of groups agree; answers by how many the portal counts more than it shows. */
async function agree(reader: Reader, { facts, total, last }: Agreement): Promise<Result<number>> {
  const { held } = reader.reading
  const roles = await agreeOnRoles(reader, facts)
  if (!roles.ok) return roles
  if (total === undefined || total - held.count() === last.differs) return ok(last.differs)
  const counted = await reconcile(reader, facts)
  return counted.ok ? ok(counted.data - held.count()) : counted
}

async function agreeOnRoles(reader: Reader, facts: Facts): Promise<Result<void>> {
  const { roles } = facts
  if (roles === undefined) return ok(undefined)
  const { held, keep } = reader.reading
  const related = held.related()
  const left = idsOf(related, MEMBERS).filter((id) => !roles.has(id))
  const other = [...roles].filter(([id, role]) => related.get(id) !== role)
  const known = held.among(other.map(([id]) => id))
  const relations = new Map(other.filter(([id]) => known.has(id)))
  if (relations.size > 0) {
    const kept = await keep({ groups: [], relations })
    if (!kept.ok) return kept
  }
  const unknown = other.flatMap(([id]) => (known.has(id) ? [] : [id]))
  return verify(reader, [...left, ...unknown], facts)
}
