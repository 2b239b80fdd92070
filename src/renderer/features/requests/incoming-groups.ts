// Who asks me, by group: what still needs a decision or an eye first, what is decided apart. Pure.
import type { IncomingState } from '../../../shared/domain/states'
import type { IncomingRequest } from './incoming'
import type { DecidedState } from './labels'

export interface AskedGroup {
  readonly key: string
  readonly accountId: IncomingRequest['accountId']
  readonly name: string
  readonly items: readonly IncomingRequest[]
}

type Decided = IncomingRequest & { readonly state: DecidedState }

const DECIDED: readonly IncomingState[] = ['approved', 'declined', 'gone'] satisfies DecidedState[]
const isDecided = (item: IncomingRequest): item is Decided => DECIDED.includes(item.state)
const since = ({ askedAt, updatedAt }: IncomingRequest): string => askedAt ?? updatedAt

/** The groups that somebody waits for, by name; in each, who has waited longest first. */
export function askedGroups(items: readonly IncomingRequest[]): AskedGroup[] {
  const open = items.filter((item) => !isDecided(item)).sort((a, b) => since(a).localeCompare(since(b)))
  const byGroup = Map.groupBy(open, ({ accountId, groupId }) => `${accountId}:${groupId}`)
  return [...byGroup]
    .flatMap(([key, own]) => {
      const [first] = own
      return first ? [{ key, accountId: first.accountId, name: first.groupName, items: own }] : []
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key))
}

/** What was decided lately, newest first. */
export function decidedLately(items: readonly IncomingRequest[], limit: number): Decided[] {
  return items
    .filter(isDecided)
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
    .slice(0, limit)
}
