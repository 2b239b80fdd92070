// One reading of an account's groups into the store, page by page, each with the cursor it can be gone on from. What has
// vanished goes only when the network says so.
import type { AccountId } from '../../shared/contract/common'
import type { Group, SyncState } from '../../shared/contract/groups'
import type { AppError, Result } from '../../shared/contract/result'
import { fail, ok } from '../../shared/contract/result'
import type { Relation } from '../../shared/domain/states'
import { isoAt } from '../../shared/domain/time'
import type { GroupsPage, GroupsPort } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { StoredSync } from '../store/sync-repository'
import { breathe } from './breathe'
import { groupOf } from './group-of'
import { heldGroups } from './sync-held'
import type { SyncDeps } from './sync'
import { createSyncNews, type SyncNews } from './sync-news'

/** Groups written in one transaction: a few milliseconds, so that windows are not kept waiting. */
const WRITTEN_AT_ONCE = 200

export interface ReadingOptions {
  readonly accountId: AccountId
  readonly port: GroupsPort
  /** Everything is wanted, or due. */
  readonly full: boolean
  /** Nobody asked: nothing is said before it begins, and a passing failure leaves what was said last. */
  readonly quiet: boolean
  readonly signal: AbortSignal
  /** Whether the user has cancelled. */
  readonly cancelled: () => boolean
}

export function presentSync({ run: _run, cursor: _cursor, fullAt: _fullAt, ...state }: StoredSync): SyncState {
  return state
}

export class Reading {
  readonly #deps: SyncDeps
  readonly #options: ReadingOptions
  readonly #news: SyncNews
  readonly #before: StoredSync | undefined
  /** As stored, or as it will be from `begin` on. */
  #sync: StoredSync
  /** Relations that became known otherwise, with when. */
  readonly #learnt = new Map<string, number>()
  /** When the page that comes next can have been asked for at the earliest: it may have been under way for two pages. */
  #askedAt: readonly [number, number]
  #begun = false

  constructor(deps: SyncDeps, options: ReadingOptions) {
    const { accountId } = options
    this.#deps = deps
    this.#options = options
    this.#news = createSyncNews(deps)
    this.#before = deps.store.sync.get(accountId)
    this.#sync = this.#before ?? { accountId, state: 'never', loaded: 0, run: 0 }
    this.#askedAt = [deps.clock(), deps.clock()]
  }

  relationLearnt(groupId: string): void {
    this.#learnt.set(groupId, this.#deps.clock())
  }

  async run(): Promise<Result<SyncState>> {
    const { accountId, port, quiet, signal } = this.#options
    const { log, store } = this.#deps
    const cursor = this.#cursor()
    if (!quiet || this.#before?.state !== 'done') {
      const { finishedAt: _at, reason: _reason, total: _total, ...rest } = this.#sync
      const begun = this.#save({ ...rest, state: 'running' }, () => undefined, true)
      if (!begun.ok) return begun
    }
    const read = await guardedPort(log, () =>
      port.read({
        ...(cursor === undefined ? {} : { cursor }),
        held: heldGroups(store, accountId, () => this.#sync.run),
        begin: (start) => {
          this.#begin(start)
        },
        keep: (page) => this.#keep(page),
        signal,
      }),
    )
    if (this.#gone()) return fail('accounts.notFound')
    return read.ok ? this.#done(read.data.cursor) : this.#failed(read.error)
  }

  /** While a full reading is not finished, its cursor is the one to go on from, whatever is asked. */
  #cursor(): string | undefined {
    const { cursor, fullAt } = this.#sync
    return fullAt === undefined || !this.#options.full ? cursor : undefined
  }

  #begin({ mode, resumed }: { readonly mode: 'full' | 'refresh'; readonly resumed: boolean }): void {
    this.#begun = true
    const last = this.#before?.run ?? 0
    const anew = mode === 'full' && !resumed
    const { finishedAt: _at, reason: _reason, total: _total, cursor, fullAt, ...rest } = this.#sync
    this.#sync = {
      ...rest,
      mode,
      state: 'running',
      run: anew ? last + 1 : last,
      ...(anew ? { loaded: 0 } : { cursor }),
      ...(mode === 'full' ? {} : { fullAt }),
    }
    this.#save(this.#sync, () => undefined, true)
    this.#deps.crashPoint('groups.sync.begun')
  }

  /** In portions; the last one goes with the cursor, so that what broke off before it is read again. */
  async #keep(page: GroupsPage): Promise<Result<void>> {
    const { accountId } = this.#options
    const { store, avatarKey, crashPoint } = this.#deps
    const groups = page.groups.map((group) => groupOf(accountId, group, avatarKey))
    for (let at = WRITTEN_AT_ONCE; at < groups.length; at += WRITTEN_AT_ONCE) {
      const portion = groups.slice(at - WRITTEN_AT_ONCE, at)
      const kept = this.#save({ ...this.#sync, ...this.#progress(page.total) }, () => {
        this.#write(portion)
      })
      if (!kept.ok) return kept
      crashPoint('groups.sync.afterPortion')
      await breathe()
    }
    const rest = groups.slice(Math.floor(Math.max(0, groups.length - 1) / WRITTEN_AT_ONCE) * WRITTEN_AT_ONCE)
    const { gone = [], relations = new Map<string, Relation>() } = page
    const cursor = page.cursor === undefined ? {} : { cursor: page.cursor }
    const kept = this.#save({ ...this.#sync, ...cursor }, () => {
      this.#write(rest)
      this.#relate(relations)
      if (gone.length > 0) this.#news.reread()
      store.groups.remove(accountId, gone)
      this.#sync = { ...this.#sync, ...this.#progress(page.total) }
    })
    if (!kept.ok) return kept
    crashPoint('groups.sync.afterPage')
    this.#askedAt = [this.#askedAt[1], this.#deps.clock()]
    await breathe()
    return ok(undefined)
  }

  #write(groups: readonly Group[]): void {
    const { accountId } = this.#options
    const { store } = this.#deps
    const [since] = this.#askedAt
    // What was learnt while the page was under way is newer than the page.
    const newer = groups.map((group) => {
      const at = this.#learnt.get(group.groupId)
      const known = at === undefined || at < since ? undefined : store.groups.get(accountId, group.groupId)
      return known === undefined ? group : { ...group, relation: known.relation }
    })
    store.groups.upsertPage(newer, this.#sync.run)
    this.#news.changed(newer)
  }

  #relate(relations: ReadonlyMap<string, Relation>): void {
    const { accountId } = this.#options
    for (const [groupId, relation] of relations) {
      const at = this.#learnt.get(groupId)
      if (at !== undefined && at >= this.#askedAt[0]) continue
      const changed = this.#deps.store.groups.setRelation(accountId, groupId, relation)
      if (changed !== undefined) this.#news.changed([changed])
    }
  }

  #progress(total: number | undefined): Pick<StoredSync, 'loaded' | 'total'> {
    const { store } = this.#deps
    const { accountId } = this.#options
    const { mode, run } = this.#sync
    const loaded = mode === 'full' ? store.sync.countSeen(accountId, run) : store.sync.countGroups(accountId)
    const all = total ?? this.#sync.total
    return { loaded, ...(all === undefined ? {} : { total: Math.max(all, loaded) }) }
  }

  #done(cursor: string): Result<SyncState> {
    const { store, clock, crashPoint } = this.#deps
    const at = isoAt(clock())
    crashPoint('groups.sync.beforeDone')
    const loaded = store.sync.countGroups(this.#options.accountId)
    const fullAt = this.#sync.mode === 'full' ? { fullAt: at } : {}
    const done = { ...this.#sync, ...fullAt, state: 'done', loaded, total: loaded, cursor, finishedAt: at } as const
    const saved = this.#save(done, () => undefined, true)
    if (saved.ok) crashPoint('groups.sync.afterDone')
    return saved
  }

  #failed(error: AppError): Result<SyncState> {
    const before = this.#before
    const byUser = error.code === 'net.cancelled' && this.#options.cancelled()
    const closed = error.code.startsWith('vault.')
    const passing = closed || error.retry === 'later'
    const { fullAt, cursor, run } = this.#sync
    if (this.#options.quiet && closed && !this.#begun) {
      // Nobody asked, and nothing was tried: it stays as it was.
      this.#save(
        before ?? { accountId: this.#sync.accountId, run: 0, state: 'never', loaded: 0 },
        () => undefined,
        true,
      )
      return { ok: false, error }
    }
    if (this.#options.quiet && passing && !byUser && before?.state === 'done') {
      if (this.#sync !== before) this.#save({ ...before, fullAt, cursor, run }, () => undefined, true)
      return { ok: false, error }
    }
    const finishedAt = isoAt(this.#deps.clock())
    const reason = byUser ? {} : { reason: error.code }
    const saved = this.#save(
      { ...this.#sync, state: byUser ? 'cancelled' : 'failed', finishedAt, ...reason },
      () => undefined,
      true,
    )
    return byUser ? saved : { ok: false, error }
  }

  /** In one transaction; what `also` does to `#sync` is saved with it. */
  #save(next: StoredSync, also: () => void, tell = false): Result<SyncState> {
    if (this.#gone()) return fail('accounts.notFound')
    const { store, log } = this.#deps
    const earlier = this.#sync
    const saved = guarded(log, () => {
      store.transaction(() => {
        this.#sync = next
        also()
        store.sync.save(this.#sync)
      })
    })
    if (!saved.ok) {
      this.#sync = earlier
      return saved
    }
    const state = presentSync(this.#sync)
    this.#news.progress(state, tell)
    return ok(state)
  }

  /** Removed while it was read: its rows are gone, and nothing may bring them back. */
  #gone(): boolean {
    return this.#deps.accounts.get(this.#options.accountId) === undefined
  }
}
