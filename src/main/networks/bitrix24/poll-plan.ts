// Which groups the next look is spent on, where not all fit into one request: they take turns. Pure.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { asObject, asText } from './json'

interface Wanted {
  /** Groups I asked to join. */
  readonly asked: readonly string[]
  /** Groups I own or moderate. */
  readonly own: readonly string[]
}

export interface Plan extends Wanted {
  /** Where the next look goes on. */
  readonly cursor: JsonObject
}

/** Both kinds get at most half where both want more. `room` counts groups; a group of both kinds takes one place. */
export function planTurns(wanted: Wanted, room: number, cursor: JsonValue | undefined): Plan {
  const [asked, own] = [inOrder(wanted.asked), inOrder(wanted.own)]
  const onlyAsked = asked.filter((id) => !own.includes(id))
  const last = asObject(cursor)
  const forOwn = Math.min(own.length, Math.max(Math.floor(room / 2), room - onlyAsked.length))
  const ownNow = turn(own, asText(last['own']), forOwn)
  const rest = asked.filter((id) => !ownNow.includes(id))
  const askedNow = turn(rest, asText(last['asked']), room - ownNow.length)
  const both = asked.filter((id) => ownNow.includes(id))
  return {
    asked: [...both, ...askedNow],
    own: ownNow,
    cursor: { ...lastOf('own', ownNow), ...lastOf('asked', askedNow) },
  }
}

/** The next ones after `last`, around the end: whoever comes or goes meanwhile, nobody is passed over for ever. */
function turn(ids: readonly string[], last: string | undefined, room: number): string[] {
  const after = last === undefined ? 0 : ids.findIndex((id) => Number(id) > Number(last))
  const start = Math.max(0, after)
  return [...ids.slice(start), ...ids.slice(0, start)].slice(0, Math.max(0, room))
}

function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => Number(a) - Number(b))
}

function lastOf(name: keyof Wanted, ids: readonly string[]): JsonObject {
  const last = ids.at(-1)
  return last === undefined ? {} : { [name]: last }
}
