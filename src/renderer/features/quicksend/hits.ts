// Places of several accounts in one list: which are the same, which come first, which accounts a typed `@name` means. Pure.
import type { OutputOf } from '../../../shared/contract'
import type { MAX_TARGETS } from '../../../shared/contract/messages'
import { nameSearch } from '../../../shared/domain/name-search'
import { foldForSearch } from '../../../shared/domain/search-text'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { throughLine } from '../../../shared/domain/target-ways'

export type TargetHit = OutputOf<'messages.findTargets'>[number]
export type Account = OutputOf<'accounts.list'>[number]
export type Line = OutputOf<'messages.lines'>[number]

/** At most so many targets at once. */
export const MOST_TARGETS: typeof MAX_TARGETS = 50
/** A longer list is not read, but narrowed by another letter. */
const MOST_OFFERED = 40

/** One string for each place of each account. */
export const hitKey = ({ accountId, target }: Pick<TargetHit, 'accountId' | 'target'>): string =>
  `${accountId} ${messageTargetKey(target)}`

/** Each place once, the first of them. */
export function withoutDoubles(hits: readonly TargetHit[]): readonly TargetHit[] {
  const byKey = new Map<string, TargetHit>()
  for (const hit of hits) if (!byKey.has(hitKey(hit))) byKey.set(hitKey(hit), hit)
  return [...byKey.values()]
}

export interface Offer {
  readonly text: string
  /** Whom the last message went to, where that may be said. */
  readonly last: TargetHit | undefined
  /** Best first. */
  readonly recent: readonly TargetHit[]
  /** As the services have them, account by account. */
  readonly found: readonly (readonly TargetHit[])[]
  readonly chosen: readonly TargetHit[]
}

/**
 * What can be chosen: the last one, then those in use, then what the services found, whose names begin with what was
 * typed before the others. What came first keeps its place while more arrives. Those who cannot be chosen come last.
 */
export function offered({ text, last, recent, found, chosen }: Offer): readonly TargetHit[] {
  const taken = new Set(chosen.map(hitKey))
  const begins = beginsWith(text)
  const more = turnAbout(found).toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
  return withoutDoubles([...(last ? [last] : []), ...recent, ...more])
    .filter((hit) => !taken.has(hitKey(hit)))
    .toSorted((a, b) => Number(a.blocked !== undefined) - Number(b.blocked !== undefined))
    .slice(0, MOST_OFFERED)
}

/** More would make every person a list of their own. */
const MOST_LINES = 2

/** People also through the open channels they can be written to by, right after the direct way. */
export function withLines(hits: readonly TargetHit[], lines: readonly Line[]): readonly TargetHit[] {
  return hits.flatMap((hit) => {
    if (hit.kind !== 'person' || hit.blocked) return [hit]
    return [hit, ...lines.slice(0, MOST_LINES).flatMap(({ lineCode }) => throughLine(hit, lineCode) ?? [])]
  })
}

function beginsWith(text: string): (hit: TargetHit) => boolean {
  const start = foldForSearch(text)
  return ({ title }) =>
    start !== '' &&
    foldForSearch(title)
      .split(/\s+/)
      .some((word) => word.startsWith(start))
}

/** One of each list in turn, so that no account hides the others. */
function turnAbout(lists: readonly (readonly TargetHit[])[]): TargetHit[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat()
}

export type Typed =
  /** An account is being named: these fit so far. */
  | { readonly kind: 'account'; readonly fits: readonly Account[] }
  /** It has been named, and this follows. */
  | { readonly kind: 'named'; readonly account: Account; readonly rest: string }
  | { readonly kind: 'name'; readonly text: string }

/** Reads what was typed. `@` names an account by label, host or handle; where none fits, it is part of a name. */
export function readTyped(typed: string, accounts: readonly Account[]): Typed {
  const asked = /^\s*@(\S*)(\s[\s\S]*)?$/u.exec(typed)
  if (!asked) return { kind: 'name', text: typed.trim() }
  const [, word = '', rest] = asked
  const finds = nameSearch(word)
  const fits = accounts.filter(({ label, host, handle }) => finds([label, host, handle]))
  const [first] = fits
  if (!first) return { kind: 'name', text: typed.trim().replace(/^@/, '') }
  return rest === undefined ? { kind: 'account', fits } : { kind: 'named', account: first, rest: rest.trimStart() }
}
