// What the log's events say about me and my groups; what it does not name is of no concern here. Pure.
import type { Relation } from '../../../shared/domain/states'
import type { LogEvent } from './views'

/** My requests and invitations, by conversation. */
export type Listed = ReadonlyMap<string, 'mine' | 'invitation'>

/** What became of me in a conversation; the last event counts. */
type Heard = 'in' | 'asked' | 'out'

const MINE: Readonly<Record<string, Heard>> = {
  logBeginConvo: 'in',
  logAcceptConvo: 'in',
  logOutgoingJoinRequest: 'asked',
  logWithdrawOutgoingJoinRequest: 'out',
  // Left, or removed: the removed one hears nothing else.
  logLeaveConvo: 'out',
}

/** Told to owners only. */
const INCOMING = new Set([
  'logIncomingJoinRequest',
  'logApproveJoinRequest',
  'logRejectJoinRequest',
  'logWithdrawIncomingJoinRequest',
])

const nameOf = ({ $type }: LogEvent): string => $type.slice($type.indexOf('#') + 1)

export interface Digest {
  readonly heard: ReadonlyMap<string, Heard>
  /** Invitations accepted: these, unlike other beginnings, cannot be groups of mine. */
  readonly accepted: ReadonlySet<string>
  /** Groups of mine whose waiting requests have changed. */
  readonly touched: ReadonlySet<string>
}

/** The events told oldest first. */
export function digest(events: readonly LogEvent[]): Digest {
  const heard = new Map<string, Heard>()
  const accepted = new Set<string>()
  const touched = new Set<string>()
  for (const event of events) {
    const { convoId } = event
    if (convoId === undefined) continue
    const name = nameOf(event)
    const mine = Object.hasOwn(MINE, name) ? MINE[name] : undefined
    if (mine !== undefined) heard.set(convoId, mine)
    if (name === 'logAcceptConvo') accepted.add(convoId)
    if (INCOMING.has(name)) touched.add(convoId)
  }
  return { heard, accepted, touched }
}

/** What I am to the groups the log or the lists told of; the lists are the newer ones. */
export function relationsOf(listed: Listed | undefined, { heard, accepted }: Digest): Map<string, Relation> {
  const relations = new Map<string, Relation>()
  for (const [groupId, what] of heard) {
    if (what === 'out') relations.set(groupId, 'none')
    else if (what === 'asked') relations.set(groupId, 'requested')
    else if (accepted.has(groupId)) relations.set(groupId, 'member')
  }
  for (const [groupId, entry] of listed ?? []) relations.set(groupId, entry === 'mine' ? 'requested' : 'invited')
  return relations
}
