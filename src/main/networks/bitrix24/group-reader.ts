// Reads every group of a portal, fifty pages of fifty in one request. Survives a list that changes while it is read.
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { GroupsPort, PortGroup } from '../ports'
import { BATCH_MAX } from './batch'
import type { Command } from './batch'
import type { CallResult } from './client'
import { readGroup, readRoles } from './group-shapes'
import type { Roles } from './group-shapes'
import { asObject, asObjects, offsetOf } from './json'
import { failed, fallsBack } from './portal'
import type { Portal } from './portal'

const PAGE = 50
const SELECT = [
  'ID',
  'NAME',
  'DESCRIPTION',
  'VISIBLE',
  'OPENED',
  'CLOSED',
  'TYPE',
  'PROJECT',
  'SUBJECT_ID',
  'KEYWORDS',
  'OWNER_ID',
  'NUMBER_OF_MEMBERS',
  'DATE_CREATE',
  'DATE_ACTIVITY',
]
/** No portal has more; a server that answers full pages for ever must not keep us. */
const MAX_PAGES = 20_000

type OnPage = Parameters<GroupsPort['readAll']>[0]

/**
 * One page of groups. With the scope `socialnetwork` the rows carry my relation, pending requests included; without
 * it only membership is known, from `sonet_group.user.groups`.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-list.html
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/sonet-group-get.html
 */
function pageCommand(portal: Portal, page: number): Command {
  const start = page * PAGE
  if (!portal.scopes.has('socialnetwork')) {
    return { method: 'sonet_group.get', params: { ORDER: { ID: 'ASC' }, start } }
  }
  const params: JsonObject = { select: SELECT, order: { ID: 'ASC' }, params: { mode: 'mobile' }, start }
  return { method: 'socialnetwork.api.workgroup.list', params }
}

function rowsOf(answer: JsonValue): JsonObject[] {
  const named = asObject(answer)['workgroups']
  return asObjects(named ?? answer)
}

/**
 * Reads page after page in the background lane until one is not full. The total only plans the requests: it may change
 * meanwhile. A group that moved to another page is reported once.
 */
export async function readAllGroups(portal: Portal, onPage: OnPage, signal?: AbortSignal): Promise<Result<void>> {
  const options = { lane: 'background', ...(signal && { signal }) } as const
  const withRoles = portal.scopes.has('sonet_group')
  const first = await portal.client.batch<string>(
    {
      time: { method: 'server.time' },
      ...(withRoles ? { roles: { method: 'sonet_group.user.groups' } } : {}),
      p0: pageCommand(portal, 0),
    },
    options,
  )
  if (!first.ok) return failed(first)
  if (fallsBack(portal, first.data['p0'])) return readAllGroups(portal, onPage, signal)
  const roles = first.data['roles']
  const time = first.data['time']
  const offset = time?.ok === true ? offsetOf(time.data) : 0
  const reading = new Reading({ onPage, offset, roles: roles?.ok === true ? readRoles(roles.data) : new Map() })
  let pages = reading.take([first.data['p0']])
  while (pages.ok && pages.data && reading.pages < MAX_PAGES) {
    const portion = Array.from({ length: reading.portion() }, (_, i) => reading.pages + i)
    const commands = Object.fromEntries(portion.map((page) => [`p${page}`, pageCommand(portal, page)]))
    const answer = await portal.client.batch<string>(commands, options)
    if (!answer.ok) return failed(answer)
    pages = reading.take(portion.map((page) => answer.data[`p${page}`]))
  }
  return pages.ok ? ok(undefined) : pages
}

class Reading {
  readonly #onPage: OnPage
  readonly #roles: Roles
  readonly #offset: number
  readonly #seen = new Set<string>()
  #total: number | undefined
  pages = 0

  constructor({ onPage, roles, offset }: { onPage: OnPage; roles: Roles; offset: number }) {
    this.#onPage = onPage
    this.#roles = roles
    this.#offset = offset
  }

  /** How many pages the next request should ask for: what the total promises, and at least one. */
  portion(): number {
    const left = Math.ceil((this.#total ?? Infinity) / PAGE) - this.pages
    return Math.min(BATCH_MAX, Math.max(1, left))
  }

  /** Reports the groups of these pages; whether there may be more. */
  take(answers: readonly (CallResult | undefined)[]): Result<boolean> {
    const groups: PortGroup[] = []
    let more = true
    for (const answer of answers) {
      if (answer === undefined || !answer.ok) return answer === undefined ? ok(false) : failed(answer)
      const rows = rowsOf(answer.data)
      this.pages += 1
      this.#total = answer.total ?? this.#total
      more = answer.next !== undefined || this.#promisesMore(rows.length, answer.total)
      for (const row of rows) this.#add(row, groups)
      if (!more) break
    }
    const total = this.#total === undefined ? {} : { total: Math.max(this.#total, this.#seen.size) }
    this.#onPage(groups, { loaded: this.#seen.size, ...total })
    return ok(more)
  }

  /** A page may be short although more follow: rights are applied after the page is cut. */
  #promisesMore(rows: number, total: number | undefined): boolean {
    return rows > 0 && (total === undefined ? rows >= PAGE : this.pages * PAGE < total)
  }

  #add(row: JsonObject, groups: PortGroup[]): void {
    const group = readGroup(row, this.#roles, this.#offset)
    if (group === undefined || this.#seen.has(group.groupId)) return
    this.#seen.add(group.groupId)
    groups.push(group)
  }
}
