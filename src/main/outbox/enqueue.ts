// A composed message into the journal, for one target or for several: checked, then on disk in one step, then answered.
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index'
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail, ok, type Result } from '../../shared/contract/result'
import { messageTargetFallbackTitle, messageTargetKey, targetKindOf } from '../../shared/domain/target-key'
import { isoAt, msOf } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import { presentItem, type OutboxJournal } from './journal'
import type { KeptFiles } from './kept-files'
import { REPLACEABLE } from './steps'

interface EnqueueDeps extends OutboxDeps {
  readonly journal: OutboxJournal
  readonly files: Pick<KeptFiles, 'find'>
}

type Problem = MessageCheck['problems'][number]
type Stopped = 'accounts.notFound' | 'outbox.notFound' | 'outbox.wrongState' | 'store.failed'

/** Checks, then journals; the answer is given only once the item is on disk. */
export function enqueue(
  deps: EnqueueDeps,
  input: ParsedInputOf<'outbox.enqueue'>,
): Result<OutboxItem, Problem | Stopped> {
  const problem = problemOf(deps, input, input.notBefore)
  if (!problem.ok) return problem
  if (problem.data !== undefined) return fail(problem.data, 'user')
  const record = newRecord(deps, input, { ...input, title: input.targetTitle })
  const added = addAll(deps, { records: [record], replaces: input.replaces })
  return added.ok ? ok(presentItem(record)) : added
}

/**
 * The same for several targets, in their order. A target that is named twice gets the message once; one whose check fails
 * stops no other. What is replaced stays as it is when nothing could be journalled instead of it.
 */
export function enqueueMany(
  deps: EnqueueDeps,
  input: ParsedInputOf<'outbox.enqueueMany'>,
): Result<OutputOf<'outbox.enqueueMany'>, Stopped> {
  const { targets, replaces, ...content } = input
  const batchId = deps.uuid()
  const records = new Map<string, OutboxRecord>()
  const results: OutputOf<'outbox.enqueueMany'> = []
  for (const { target, title } of targets) {
    const composed = { ...content, target }
    const problem = problemOf(deps, composed, input.notBefore)
    if (!problem.ok) return problem
    if (problem.data !== undefined) {
      results.push({ kind: 'refused', target, problem: problem.data })
      continue
    }
    const key = messageTargetKey(target)
    const record = records.get(key) ?? newRecord(deps, composed, { ...input, title, batchId })
    records.set(key, record)
    results.push({ kind: 'journalled', item: presentItem(record) })
  }
  if (records.size === 0) return ok(results)
  const added = addAll(deps, { records: [...records.values()], replaces })
  return added.ok ? ok(results) : added
}

/** The first thing that stops it, if anything does. */
function problemOf(
  { check, clock, files }: EnqueueDeps,
  composed: Composed,
  notBefore: string | undefined,
): Result<Problem | undefined, 'accounts.notFound'> {
  const now = clock()
  const checked = check(composed, Math.max(now, msOf(notBefore) ?? now))
  if (!checked.ok) return checked
  // Never without the file it was written with.
  const lost = composed.file !== undefined && files.find(composed.file.fileId) === undefined
  return ok(checked.data.problems[0] ?? (lost ? 'messages.fileGone' : undefined))
}

/** In one commit: the old one gives way exactly when the new ones are there. */
function addAll(
  deps: EnqueueDeps,
  { records, replaces }: { readonly records: readonly OutboxRecord[]; readonly replaces: string | undefined },
): Result<void, Stopped> {
  const { journal } = deps
  const old = replaces === undefined ? undefined : deps.store.outbox.get(replaces)
  if (replaces !== undefined && old === undefined) return fail('outbox.notFound')
  if (old !== undefined && !REPLACEABLE.includes(old.state)) return fail('outbox.wrongState')
  const added = guarded(deps.log, () => {
    journal.together(() => {
      if (old !== undefined) journal.move(old, 'cancelled', { heldUntil: undefined })
      for (const record of records) {
        journal.add(record)
        rememberTarget(deps, record)
        deps.crashPoint('outbox.duringEnqueueCommit')
      }
    })
  })
  if (added.ok) deps.crashPoint('outbox.afterEnqueueCommit')
  return added
}

/** The pickers offer it first from now on. */
function rememberTarget({ store }: OutboxDeps, { accountId, target, targetTitle, createdAt }: OutboxRecord): void {
  store.recentTargets.remember(accountId, { target, title: targetTitle, kind: targetKindOf(target), at: createdAt })
}

interface Wishes {
  readonly title: string | undefined
  readonly holdSeconds?: number | undefined
  readonly notBefore?: string | undefined
  readonly batchId?: string
}

function newRecord(deps: EnqueueDeps, composed: Composed, wishes: Wishes): OutboxRecord {
  const { accountId, target, text, attach, keyboard, file } = composed
  const now = deps.clock()
  const holdMs = (wishes.holdSeconds ?? deps.holdSeconds()) * 1_000
  const title = wishes.title?.trim() ?? ''
  return {
    id: deps.uuid(),
    accountId,
    host: deps.accounts.get(accountId)?.host ?? '',
    target,
    targetKey: messageTargetKey(target),
    targetTitle: title === '' ? messageTargetFallbackTitle(target) : title,
    text,
    attach,
    keyboard,
    urlPreview: composed.urlPreview ?? true,
    // Its name and size as they were taken in, whatever the window says.
    file: file && deps.files.find(file.fileId),
    batchId: wishes.batchId,
    state: holdMs > 0 ? 'held' : 'queued',
    attempts: 0,
    heldUntil: holdMs > 0 ? isoAt(now + holdMs) : undefined,
    notBefore: wishes.notBefore,
    createdAt: isoAt(now),
    updatedAt: isoAt(now),
  }
}
