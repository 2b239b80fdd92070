// Reads a list of groups in the order of their ids, many pages in one request, so that a list that changes meanwhile loses
// nothing: each request goes on after the last id, and what follows a change within a request is read again.
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import { BATCH_MAX } from './batch'
import type { Command, Commands } from './batch'
import type { BatchResult, CallResult, NotDone } from './client'
import { believable } from './group-portion'
import { idOf, listCommand, PAGE } from './group-list'
import { pause } from './pause'
import { failed } from './portal'
import type { Portal } from './portal'

export interface Portion {
  readonly rows: readonly JsonObject[]
  /** How many the portal counted from where this portion begins. */
  readonly left?: number
  /** The last id read. */
  readonly after: number
  readonly more: boolean
  /** Answers of the commands that went along. */
  readonly extra: Readonly<Record<string, CallResult>>
}

export interface PagesAsk {
  readonly portal: Portal
  readonly filter?: JsonObject
  /** Only groups with a larger id. */
  readonly after: number
  /** About how many groups to expect. */
  readonly expected: number
  /** Commands to go along. `first`: nothing was brought yet. `last`: this request may bring all that is left. */
  readonly along?: (request: { readonly first: boolean; readonly last: boolean }) => Commands
  readonly signal?: AbortSignal
}

/** Requests in a row that bring nothing. */
const MAX_STALLS = 3
/** No portal has more; one that answers for ever must not keep us. */
const MAX_REQUESTS = 2_000

/**
 * Reads portion after portion, in the background lane, each handed to `visit` before the next is asked for; `false` or
 * a failure from there ends it. A page that is lost is asked for again; fewer at once where the portal could not answer in time.
 */
export async function readPages(
  ask: PagesAsk,
  visit: (portion: Portion) => Promise<Result<boolean>>,
): Promise<Result<void>> {
  const progress = new Progress(ask)
  for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
    const answer = await request(ask, progress)
    if (!answer.ok) {
      if (!progress.slowsDown(answer)) return failed(answer)
      continue
    }
    const portion = progress.take(answer.data)
    if (!portion.ok) return portion
    if (portion.data === undefined) {
      await pause(ask.portal, ask.signal)
      continue
    }
    const visited = await visit(portion.data)
    if (!visited.ok) return visited
    if (!visited.data || !portion.data.more) return ok(undefined)
  }
  return fail('net.badAnswer', 'later', { host: ask.portal.host })
}

function request(ask: PagesAsk, progress: Progress): Promise<BatchResult<string>> {
  const { portal, signal } = ask
  const along = ask.along?.({ first: progress.first, last: progress.mayBeLast }) ?? {}
  const pages = Math.min(progress.pages, BATCH_MAX - Object.keys(along).length)
  const filter = { ...ask.filter, ...(progress.after > 0 ? { '>ID': progress.after } : {}) }
  const commands: Record<string, Command> = {}
  for (let page = 0; page < pages; page += 1) {
    commands[`p${page}`] = listCommand(portal, { filter, start: progress.skip + page * PAGE })
  }
  return portal.client.batch<string>({ ...commands, ...along }, { lane: 'background', ...(signal && { signal }) })
}

class Progress {
  readonly #host: string
  /** How many groups are thought to follow `after`. */
  #left: number
  #most = BATCH_MAX
  #stalls = 0
  after: number
  /** Groups after `after` that were counted but not shown: rights are applied after the page is cut. */
  skip = 0
  first = true

  constructor({ portal, after, expected }: PagesAsk) {
    this.#host = portal.host
    this.after = after
    this.#left = expected
  }

  /** How many pages the next request should ask for. */
  get pages(): number {
    return Math.min(this.#most, Math.max(1, Math.ceil((this.#left - this.skip) / PAGE)))
  }

  get mayBeLast(): boolean {
    return this.#left - this.skip <= this.pages * PAGE
  }

  /** Whether to ask again for less: the portal could not answer so many pages in time. */
  slowsDown({ error }: NotDone): boolean {
    if (error.code !== 'net.timeout' || this.pages === 1) return false
    this.#most = Math.ceil(this.pages / 4)
    return true
  }

  /** What can be believed of an answer; `undefined` when it brought nothing and is to be asked for again. */
  take(answers: Readonly<Record<string, CallResult>>): Result<Portion | undefined> {
    const { rows, pages, total, more, lost } = believable(answers, this.skip)
    if (pages === 0) {
      this.#stalls += 1
      if (lost === undefined) return this.#bad()
      return lost.error.retry === 'later' && this.#stalls < MAX_STALLS ? ok(undefined) : failed(lost)
    }
    this.#stalls = 0
    const before = this.after
    this.after = rows.reduce((most, row) => Math.max(most, idOf(row)), before)
    const moved = this.after > before
    // Rows, and none after the last id: the portal would tell the same for ever.
    if (more && rows.length > 0 && !moved) return this.#bad()
    const done = this.skip + pages * PAGE
    this.skip = moved ? 0 : done
    if (total !== undefined) this.#left = Math.max(0, total - (moved ? done : 0))
    this.first = false
    const extra = Object.fromEntries(Object.entries(answers).filter(([key]) => !/^p\d+$/.test(key)))
    return ok({ rows, after: this.after, more, extra, ...(total === undefined ? {} : { left: total }) })
  }

  #bad(): Result<never> {
    return fail('net.badAnswer', 'later', { host: this.#host })
  }
}
