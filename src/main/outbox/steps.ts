// The steps a user may take with items: from which states, and what becomes of them. Each is in the journal before its
// answer; many at once are taken in pieces, so that the app stays awake.
import type { AccountId } from '../../shared/contract/common'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { OutboxState } from '../../shared/domain/states'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import { presentItem, type OutboxJournal } from './journal'

export interface Step {
  readonly from: readonly OutboxState[]
  readonly take: (item: OutboxRecord) => OutboxRecord
}

type StepDeps = Pick<OutboxDeps, 'store' | 'log' | 'timers' | 'crashPoint'> & {
  readonly journal: OutboxJournal
  readonly go: Go
}

/** What the user has just asked for is tried now, also where an account is being tried only now and then. */
export type Go = (accountIds: Iterable<AccountId>) => void

/** What has not left, or failed: a message can be written instead of it, and it can be given up. */
export const REPLACEABLE: readonly OutboxState[] = ['held', 'queued', 'failed']

/** So many steps are one commit: a few milliseconds. */
const PIECE = 200

/** Takes a step with one item. */
export function takeStep(
  { store, log, go }: StepDeps,
  id: string,
  { from, take }: Step,
): Result<OutboxItem, 'outbox.notFound' | 'outbox.wrongState' | 'store.failed'> {
  const item = store.outbox.get(id)
  if (item === undefined) return fail('outbox.notFound')
  if (!from.includes(item.state)) return fail('outbox.wrongState')
  const done = guarded(log, () => take(item))
  if (!done.ok) return done
  go([item.accountId])
  return ok(presentItem(done.data))
}

/**
 * Takes a step with each of the items that are in a state for it, in journal order; the others are passed over. Pieces
 * that were committed before a failure stay: the windows have been told of them.
 */
export async function takeSteps(
  deps: StepDeps,
  ids: readonly string[],
  { from, take }: Step,
): Promise<Result<OutboxItem[], 'store.failed'>> {
  const { store, journal, log } = deps
  const pieceOf = (some: readonly string[]) => (): OutboxRecord[] =>
    journal.together(() =>
      some
        .map((id) => store.outbox.get(id))
        .filter((item) => item !== undefined)
        .filter(({ state }) => from.includes(state))
        .map((item) => {
          const taken = take(item)
          deps.crashPoint('outbox.duringSteps')
          return taken
        }),
    )
  const taken: OutboxItem[] = []
  const done = (): void => {
    deps.go(new Set(taken.map(({ accountId }) => accountId)))
  }
  const all = store.outbox.inOrder(ids)
  for (let start = 0; start < all.length; start += PIECE) {
    if (start > 0) await deps.timers.sleep(0)
    const piece = guarded(log, pieceOf(all.slice(start, start + PIECE)))
    if (!piece.ok) {
      done()
      return piece
    }
    deps.crashPoint('outbox.afterStepsCommit')
    for (const item of piece.data) taken.push(presentItem(item))
  }
  done()
  return ok(taken)
}
