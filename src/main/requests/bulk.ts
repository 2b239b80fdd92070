// Asking several groups: each after its own check, one after the other per account and accounts side by side. One request
// of it at most is under way per account, so whatever else the user does there waits for no more than that one.
import type { AccountId } from '../../shared/contract/common'
import type { ErrorCode } from '../../shared/contract/errors'
import type { HandlersOf, ParsedInputOf } from '../../shared/contract/index'
import type { JoinRequest } from '../../shared/contract/requests'
import { fail, ok, type Result } from '../../shared/contract/result'
import { fillTemplate } from '../../shared/domain/fill-template'
import { healthOfError, isWaitingError } from '../../shared/domain/health'
import { isoAt } from '../../shared/domain/time'
import type { BulkItem, BulkRecord } from '../store/bulk-repository'
import { guarded } from '../store/guarded'
import { presentBulk, standingOf, type BulkJournal } from './bulk-journal'
import type { RequestsDeps } from './deps'

interface BulkDeps extends RequestsDeps {
  readonly bulk: BulkJournal
  readonly send: (input: ParsedInputOf<'requests.send'>) => Promise<Result<JoinRequest>>
}

export interface Bulk {
  readonly handlers: HandlersOf<'requests.sendMany' | 'requests.stopMany' | 'requests.bulk'>
  /** Asks no further. What was not asked yet is `stopped` by the next start. */
  stop(): void
}

export function createBulk(deps: BulkDeps): Bulk {
  const { bulk, store, log } = deps
  const life = { stopped: false }
  return {
    handlers: {
      'requests.sendMany': (input) => {
        if (bulk.current()?.state === 'running') return fail('requests.bulkRunning', 'user')
        const asked = recordOf(deps, input)
        const added = guarded(log, () => {
          bulk.add(asked)
        })
        if (!added.ok) return added
        void run(deps, life, asked)
        return ok(presentBulk(asked))
      },
      'requests.stopMany': ({ id }) => {
        if (bulk.current()?.id !== id) return fail('requests.notFound')
        const done = guarded(log, () => {
          bulk.finish('stopped')
        })
        const now = bulk.current()
        if (!done.ok) return done
        return now === undefined ? fail('requests.notFound') : ok(presentBulk(now))
      },
      'requests.bulk': () => {
        const newest = bulk.current() ?? store.bulk.latest()
        return ok(newest === undefined ? {} : { bulk: presentBulk(newest) })
      },
    },
    stop() {
      life.stopped = true
    },
  }
}

async function run(deps: BulkDeps, life: { readonly stopped: boolean }, asked: BulkRecord): Promise<void> {
  const { bulk, log } = deps
  const isRunning = (): boolean => {
    const now = bulk.current()
    return !life.stopped && now?.id === asked.id && now.state === 'running'
  }
  const set: Hands['set'] = (item, patch) => {
    bulk.set(asked.id, item, patch)
  }
  const ask = (item: BulkItem): Promise<ErrorCode | undefined> => askOne({ ...deps, set }, item, asked.message)
  const perAccount = Map.groupBy(asked.items, ({ accountId }) => accountId)
  try {
    await Promise.all([...perAccount.values()].map((items) => askAccount(items, { isRunning, set, ask })))
    if (isRunning()) bulk.finish('done')
  } catch (error) {
    log.error('asking several groups broke off', { error: String(error) })
    if (isRunning()) guarded(log, () => bulk.finish('stopped'))
  }
}

function recordOf(deps: BulkDeps, input: ParsedInputOf<'requests.sendMany'>): BulkRecord {
  const nameOf = (accountId: AccountId, groupId: string) => deps.store.groups.get(accountId, groupId)?.name ?? groupId
  const distinct = new Map(input.items.map((item) => [`${item.accountId} ${item.groupId}`, item]))
  const items = [...distinct.values()].map(({ accountId, groupId }) => {
    return { accountId, groupId, groupName: nameOf(accountId, groupId), state: 'waiting' as const }
  })
  return { id: deps.uuid(), state: 'running', message: input.message, createdAt: isoAt(deps.clock()), items }
}

interface Hands {
  readonly set: (item: BulkItem, patch: Pick<BulkItem, 'state'> & Partial<BulkItem>) => void
  readonly isRunning: () => boolean
  readonly ask: (item: BulkItem) => Promise<ErrorCode | undefined>
}

async function askAccount(items: readonly BulkItem[], { set, isRunning, ask }: Hands): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (!isRunning()) return
    const reason = await ask(item)
    if (reason === undefined || !isHopeless(reason)) continue
    // The account cannot be used just now: the others would fail one by one, for the same reason.
    for (const other of items.slice(index + 1)) if (isRunning()) set(other, { state: 'failed', reason })
    return
  }
}

/** @returns why it was not asked, if so */
async function askOne(
  deps: BulkDeps & Pick<Hands, 'set'>,
  item: BulkItem,
  message: string | undefined,
): Promise<ErrorCode | undefined> {
  const { accountId, groupId } = item
  deps.set(item, { state: 'asking' })
  const sent = await deps.send({ accountId, groupId, message: message && filled(deps, item, message) })
  if (sent.ok) {
    deps.set(item, { ...standingOf(sent.data), requestId: sent.data.id })
    return undefined
  }
  const { code } = sent.error
  deps.set(item, { state: isRefusal(code) ? 'refused' : 'failed', reason: code })
  return code
}

/** What the check says about this one group. */
function isRefusal(code: ErrorCode): boolean {
  return code.startsWith('requests.') || code === 'groups.notFound'
}

/** What the answer says about the whole account. */
function isHopeless(code: ErrorCode): boolean {
  const gone = code === 'accounts.notFound' || code === 'accounts.noPort'
  return gone || isWaitingError(code) || healthOfError(code) === 'signedOut'
}

function filled({ store, accounts }: BulkDeps, { accountId, groupId }: BulkItem, message: string): string {
  const group = store.groups.get(accountId, groupId)
  const account = accounts.get(accountId)
  return fillTemplate(message, {
    group: group?.name,
    owner: group?.ownerName,
    me: account?.userName,
    portal: account?.host,
  })
}
