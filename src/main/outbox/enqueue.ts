// A composed message into the journal: checked, then on disk, then answered.
import type { ParsedInputOf } from '../../shared/contract/index'
import type { MessageCheck } from '../../shared/contract/messages'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail, ok, type Result } from '../../shared/contract/result'
import { messageTargetFallbackTitle, messageTargetKey } from '../../shared/domain/target-key'
import { isoAt, msOf } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import { presentItem, type OutboxJournal } from './journal'

type Enqueued = Result<OutboxItem, MessageCheck['problems'][number] | 'accounts.notFound' | 'store.failed'>

/** Checks, then journals; the answer is given only once the item is on disk. */
export function enqueue(deps: OutboxDeps, journal: OutboxJournal, input: ParsedInputOf<'outbox.enqueue'>): Enqueued {
  const now = deps.clock()
  const checked = deps.check(input, Math.max(now, msOf(input.notBefore) ?? now))
  if (!checked.ok) return checked
  const [problem] = checked.data.problems
  if (problem !== undefined) return fail(problem, 'user')
  const added = guarded(deps.log, () => journal.add(toRecord(deps, input, now)))
  if (!added.ok) return added
  deps.crashPoint('outbox.afterEnqueueCommit')
  return ok(presentItem(added.data))
}

function toRecord(deps: OutboxDeps, input: ParsedInputOf<'outbox.enqueue'>, now: number): OutboxRecord {
  const { accountId, target, text, attach, keyboard } = input
  const holdMs = (input.holdSeconds ?? deps.holdSeconds()) * 1_000
  const title = input.targetTitle?.trim() ?? ''
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
    urlPreview: input.urlPreview ?? true,
    state: holdMs > 0 ? 'held' : 'queued',
    attempts: 0,
    heldUntil: holdMs > 0 ? isoAt(now + holdMs) : undefined,
    notBefore: input.notBefore,
    createdAt: isoAt(now),
    updatedAt: isoAt(now),
  }
}
