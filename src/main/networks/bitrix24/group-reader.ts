// Reads the groups of a portal: everything, going on where a broken-off reading stopped, or what changed since the last.
// In the end what is held is what the portal shows.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { GroupsPort, GroupsReading } from '../ports'
import type { Commands } from './batch'
import { countAll, reconcile, verify } from './group-check'
import { listCommand, PAGE } from './group-list'
import { decodeCursor, encodeCursor } from './group-cursor'
import type { GroupCursor } from './group-cursor'
import { factCommands, factsOf, groupsOf, keepRows, seesPending } from './group-facts'
import type { Facts, Reader } from './group-facts'
import { OwnerNames } from './group-owners'
import { readPages } from './group-pages'
import type { Portion } from './group-pages'
import { refresh } from './group-refresh'
import { fallsBack } from './portal'
import type { Portal } from './portal'

/** What a portal is thought to have before anything is known of it: enough for most in one request. */
const EXPECTED = 10 * PAGE
/** A reading broken off longer ago is begun anew: too much has changed in what was read. */
const TOO_OLD_MS = 24 * 3_600_000
/** Groups asked for by id in one request. */
const VERIFIED_AT_ONCE = 50 * PAGE
/** No portal has more. */
const MAX_ROUNDS = 400
/** Commands that ask for owners' names along with pages. */
const MAX_OWNER_COMMANDS = 10

type Pages = Extract<GroupCursor, { step: 'pages' }>

/** The port's `read`. Names of owners are remembered between readings. */
export function createGroupReader(portal: Portal): GroupsPort['read'] {
  const owners = new OwnerNames()
  const once = async (reading: GroupsReading): Promise<Result<GroupCursor>> => {
    const reader: Reader = { portal, reading, owners }
    const from = decodeCursor(reading.cursor)
    if (from?.step !== 'done') return everything(reader, from)
    // The webhook has got the scope since: what could not be seen before is in no list of changes.
    if (!from.pending && portal.scopes.has('socialnetwork')) return everything(reader, undefined)
    const refreshed = await refresh(reader, from)
    // The portal does not know the condition: without it there is no telling what changed.
    if (!refreshed.ok) return refreshed.error.code === 'bitrix24.refused' ? everything(reader, undefined) : refreshed
    return refreshed.data.kind === 'done' ? ok(refreshed.data.cursor) : everything(reader, undefined)
  }
  return async (reading) => {
    const read = await once(reading)
    const again = !read.ok && fallsBack(portal, { ...read, outcome: 'refused', retryable: false })
    const end = again ? await once(reading) : read
    return end.ok ? ok({ cursor: encodeCursor(end.data) }) : end
  }
}

async function everything(reader: Reader, from: Pages | undefined): Promise<Result<GroupCursor>> {
  if (from === undefined) reader.owners.forget()
  const pages = new AllPages(reader, from)
  const read = await pages.read()
  if (!read.ok) return read
  const facts = pages.facts
  if (facts === undefined) return everything(reader, undefined)
  const { held } = reader.reading
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const unseen = held.unseen(VERIFIED_AT_ONCE)
    if (unseen.length === 0) break
    const verified = await verify(reader, unseen, facts)
    if (!verified.ok) return verified
  }
  const counted = pages.total === undefined ? await countAll(reader) : ok(pages.total)
  if (!counted.ok) return counted
  const agreed = counted.data === held.count() ? counted : await reconcile(reader, facts)
  if (!agreed.ok) return agreed
  const differs = (agreed.data ?? held.count()) - held.count()
  return ok({ step: 'done', since: pages.since ?? facts.now, differs, pending: seesPending(reader) })
}

/** All pages; those whose owners' names are still to come are kept again with the next answer. */
class AllPages {
  readonly #reader: Reader
  readonly #from: Pages | undefined
  /** Until the first portion of a list that is read from its beginning: what it counts is everything. */
  #whole: boolean
  #waiting: Portion | undefined
  #wanted: readonly string[] = []
  /** From the first answer; `undefined` after `read` where the reading that was to go on is too old. */
  facts: Facts | undefined
  /** How many groups the portal counted with the last page. */
  total: number | undefined

  constructor(reader: Reader, from: Pages | undefined) {
    this.#reader = reader
    this.#from = from
    this.#whole = from === undefined
  }

  /** When the reading began, by the portal's clock. */
  get since(): string | undefined {
    return this.#from?.since ?? this.facts?.now
  }

  async read(): Promise<Result<void>> {
    const { portal, reading } = this.#reader
    const after = this.#from?.after ?? 0
    const expected = after === 0 ? reading.held.count() || EXPECTED : EXPECTED
    const read = await readPages(
      {
        portal,
        after,
        expected,
        along: (request) => this.#along(request),
        ...(reading.signal && { signal: reading.signal }),
      },
      (portion) => this.#visit(portion),
    )
    return read.ok ? this.#nameWaiting() : read
  }

  #along({ first, last }: { readonly first: boolean; readonly last: boolean }): Commands {
    const { portal, owners } = this.#reader
    return {
      ...(first ? factCommands(portal) : {}),
      ...owners.commands(this.#wanted, MAX_OWNER_COMMANDS),
      ...(last && !this.#whole ? { all: listCommand(portal, { filter: {}, idsOnly: true }) } : {}),
    }
  }

  async #visit(portion: Portion): Promise<Result<boolean>> {
    const begun = this.#begin(portion)
    if (!begun.ok || !begun.data) return begun
    const { owners, portal } = this.#reader
    owners.learn(this.#wanted, portion.extra)
    const { all } = portion.extra
    this.total = all?.ok === true ? all.total : undefined
    if (this.#whole) this.total = portion.left
    this.#whole = false
    const named = await this.#nameWaiting()
    if (!named.ok) return named
    this.#wanted = portal.scopes.has('user_brief') ? owners.unknown(portion.rows) : []
    this.#waiting = this.#wanted.length > 0 ? portion : undefined
    const kept = await this.#keep(portion)
    return kept.ok ? ok(true) : kept
  }

  #begin(portion: Portion): Result<boolean> {
    if (this.facts !== undefined) return ok(true)
    const facts = factsOf(portion.extra)
    if (!facts.ok) return facts
    const began = this.#from?.since
    const age = began === undefined ? 0 : Date.parse(facts.data.now) - Date.parse(began)
    if (age < 0 || age > TOO_OLD_MS) return ok(false)
    this.facts = facts.data
    this.#reader.reading.begin({ mode: 'full', resumed: this.#from !== undefined })
    return ok(true)
  }

  /** Without the names that are still to come; only with them does the reading go on behind these groups. */
  #keep({ rows, left, after }: Portion): Promise<Result<void>> {
    const { facts, since } = this
    if (facts === undefined || since === undefined) return Promise.resolve(fail('internal'))
    const { held, keep } = this.#reader.reading
    const total = left === undefined ? {} : { total: held.seen() + left }
    const cursor = this.#waiting === undefined ? { cursor: encodeCursor({ step: 'pages', since, after }) } : {}
    return keep({ groups: groupsOf(this.#reader, rows, facts), ...total, ...cursor })
  }

  /** Keeps the last portion again, now that its owners' names are known; those of the very last are asked for here. */
  #nameWaiting(): Promise<Result<void>> {
    const { facts, since } = this
    const portion = this.#waiting
    if (portion === undefined || facts === undefined || since === undefined) return Promise.resolve(ok(undefined))
    this.#waiting = undefined
    const cursor = encodeCursor({ step: 'pages', since, after: portion.after })
    return keepRows(this.#reader, { rows: portion.rows, facts, cursor })
  }
}
