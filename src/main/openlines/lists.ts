// Reading the dialogs of several accounts at once, each with its last known list to fall back on.
import type { AccountId } from '../../shared/contract/common'
import type { Emit, OutputOf } from '../../shared/contract/index'
import type { News } from '../../shared/contract/notices'
import type { Dialog } from '../../shared/contract/openlines'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { Store } from '../store/open-store'
import { dialogNews, type NewsText } from './news'
import { remember } from './remember'

type Lists = OutputOf<'openlines.list'>

interface ListDeps {
  readonly store: Pick<Store, 'dialogs'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
  /** Tells the user news, wherever he is. */
  readonly tell: (news: readonly News[]) => void
  readonly text: NewsText
}

export interface DialogLists {
  /** @param now ask the services even if they were asked a moment ago */
  read(accountIds: readonly AccountId[] | undefined, now: boolean): Promise<Lists>
  /** Reads without anybody waiting for it: what goes wrong is logged, not thrown. */
  readInBackground(accountIds: readonly AccountId[] | undefined): Promise<void>
  /** Reads all lists again and again until stopped: customers do not wait for somebody to press a button. */
  poll(): Promise<void>
  stop(): void
}

/** Views that open one after the other share one reading. */
const FRESH_MS = 10_000
/** One batch a portal: gentle with a limit that colleagues behind the same address share. */
const POLL_MS = 45_000

export function createDialogLists(deps: ListDeps): DialogLists {
  const readAt = new Map<AccountId, number>()
  const running = new Map<AccountId, Promise<Lists>>()
  const stopping = new AbortController()
  const cached = (accountId: AccountId, reason?: string): Lists => ({
    items: deps.store.dialogs.list(accountId),
    stale: reason === undefined ? [] : [{ accountId, reason }],
  })
  const ask = async (accountId: AccountId): Promise<Lists> => {
    const port = deps.accounts.portOf(accountId, 'openlines')
    if (!port.ok) return cached(accountId, port.error.code)
    const listed = await guardedPort(deps.log, () => port.data.list(stopping.signal))
    if (!listed.ok) return cached(accountId, listed.error.code)
    const known = new Map(deps.store.dialogs.list(accountId).map((dialog) => [dialog.chatId, dialog]))
    const items = listed.data.map((dialog) => remember(known.get(dialog.chatId), { ...dialog, accountId }))
    const kept = keep(deps, accountId, items)
    if (kept) {
      // The first reading tells what was there before: nobody waits for that as news.
      if (readAt.has(accountId)) deps.tell(dialogNews(known, items, deps.text))
      readAt.set(accountId, deps.clock())
    }
    return { items, stale: [] }
  }
  const readOne = (accountId: AccountId, now: boolean): Promise<Lists> => {
    const age = deps.clock() - (readAt.get(accountId) ?? -Infinity)
    if (!now && age >= 0 && age < FRESH_MS) return Promise.resolve(cached(accountId))
    const already = running.get(accountId)
    if (already !== undefined) return already
    const reading = ask(accountId).finally(() => running.delete(accountId))
    running.set(accountId, reading)
    return reading
  }
  const read: DialogLists['read'] = async (accountIds, now) => {
    const wanted = deps.accounts
      .list()
      .filter((account) => account.ports.includes('openlines') && (accountIds?.includes(account.id) ?? true))
    const lists = await Promise.all(wanted.map((account) => readOne(account.id, now)))
    return { items: lists.flatMap((list) => list.items), stale: lists.flatMap((list) => list.stale) }
  }
  const readInBackground = (accountIds: readonly AccountId[] | undefined): Promise<void> =>
    logged(deps.log, read(accountIds, false))
  return {
    read,
    readInBackground,
    poll: () => again(deps.timers, stopping.signal, () => readInBackground(undefined)),
    stop() {
      stopping.abort()
    },
  }
}

function logged(log: Logger, work: Promise<unknown>): Promise<void> {
  return work.then(
    () => undefined,
    (error: unknown) => {
      log.error('the open channels could not be read', { error: String(error) })
    },
  )
}

function keep({ store, accounts, emit, log }: ListDeps, accountId: AccountId, items: Dialog[]): boolean {
  const before = new Map(store.dialogs.list(accountId).map((dialog) => [dialog.chatId, JSON.stringify(dialog)]))
  const kept = guarded(log, () => {
    store.dialogs.replaceAll(accountId, items)
  })
  if (!kept.ok) return false
  const upsert = items.filter((dialog) => before.get(dialog.chatId) !== JSON.stringify(dialog))
  const present = new Set(items.map((dialog) => dialog.chatId))
  const remove = [...before.keys()].filter((chatId) => !present.has(chatId))
  if (upsert.length > 0 || remove.length > 0) {
    emit('openlines.changed', { accountId, upsert, remove })
    accounts.touched(accountId)
  }
  return true
}

async function again(timers: Timers, stopped: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await timers.sleep(POLL_MS, stopped)
    } catch {
      // Stopped.
      return
    }
    await work()
  }
}
