// One look at everything that waits: my requests, requests to groups I run, invitations. One request of at most fifty
// reads, in the background; what a missing scope hides is not known rather than gone.
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { Relation } from '../../../shared/domain/states'
import type { PollAnswer, PollAsk, PortIncomingRequest, RequestStanding } from '../ports'
import { BATCH_MAX } from './batch'
import type { Command } from './batch'
import type { CallResult } from './client'
import { groupCommand, groupRow } from './group-row'
import { readRoleRows } from './group-shapes'
import type { RoleRows } from './group-shapes'
import { invitedGroup } from './invitation-match'
import { invitedIn, nextSearch, readSearch, searchCommand } from './invitation-search'
import type { Search } from './invitation-search'
import { membershipIn, standingOf } from './membership'
import type { Membership } from './membership'
import { NOTICES, quotedNames, readNotices } from './notices'
import type { Notices } from './notices'
import { planTurns } from './poll-plan'
import type { Plan } from './poll-plan'
import { clip } from './json'
import { failed, fallsBack, isNumericId } from './portal'
import type { Portal } from './portal'
import { pendingIn, relationsCommands } from './relations'
import type { PendingRelation } from './relations'
import { batchLearning, questionCount } from './undocumented'
import { incomingIn, isCovered, waitingList } from './waiting'
import type { Seen, WaitingList } from './waiting'

type Answers = Readonly<Record<string, CallResult | undefined>>

/** What one look read. */
interface Look {
  readonly portal: Portal
  readonly ask: PollAsk
  readonly plan: Plan
  readonly answers: Answers
  /** Absent where they could not be read. */
  readonly mine?: RoleRows | undefined
  readonly notices?: Notices | undefined
  readonly pending: readonly PendingRelation[]
  /** Groups found by name that invite me. */
  readonly invited: readonly string[]
  readonly search: Search
}

/**
 * Reads, in one request: my groups, notifications, and group by group how my requests stand and who waits. Groups that
 * do not fit come with the next look. Without the scope `socialnetwork` requests show only once they are granted, and
 * incoming ones only by notification; without `im` only by the groups themselves.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html
 */
export async function poll(portal: Portal, ask: PollAsk, signal?: AbortSignal): Promise<Result<PollAnswer>> {
  const newer = portal.scopes.has('socialnetwork')
  const search = readSearch(ask.cursor)
  const fixed = fixedCommands(portal, search)
  const asked = ask.requests.flatMap(({ target: { groupId } }) =>
    groupId !== undefined && isNumericId(groupId) ? [groupId] : [],
  )
  const own = newer ? ask.ownGroups.filter((id) => isNumericId(id)) : []
  const room = newer ? BATCH_MAX - Object.keys(fixed).length - questionCount(portal) : BATCH_MAX
  const plan = planTurns({ asked, own }, room, ask.cursor)
  const commands = { ...fixed, ...(newer ? groupCommands(portal, plan) : listedGroups(plan)) }
  const answer = await batchLearning(portal, commands, { lane: 'background', ...(signal && { signal }) })
  if (!answer.ok) return failed(answer)
  const answers: Answers = answer.data
  if ([...plan.asked, ...plan.own].some((id) => fallsBack(portal, answers[keyOf(id)]))) return poll(portal, ask, signal)
  const { mine, notices, invited } = answers
  return ok(
    answerOf({
      portal,
      ask,
      plan,
      answers,
      mine: mine?.ok === true ? readRoleRows(mine.data) : undefined,
      notices: notices?.ok === true ? readNotices(notices.data, portal.userId) : undefined,
      pending: pendingIn(portal, answer.data),
      invited: invited?.ok === true ? invitedIn(invited.data) : [],
      search,
    }),
  )
}

function fixedCommands(portal: Portal, search: Search): Record<string, Command> {
  const invited = portal.scopes.has('socialnetwork') ? searchCommand(search) : undefined
  return {
    mine: { method: 'sonet_group.user.groups' },
    ...(portal.scopes.has('im') ? { notices: NOTICES } : {}),
    ...relationsCommands(portal),
    ...(invited === undefined ? {} : { invited }),
  }
}

const NAME_MAX = 2000

const keyOf = (groupId: string): string => `g${groupId}`

function groupCommands(portal: Portal, { asked, own }: Plan): Record<string, Command> {
  return Object.fromEntries([
    ...asked.map((id) => [keyOf(id), groupCommand(portal, id, 'relation')] as const),
    ...own.map((id) => [keyOf(id), groupCommand(portal, id, 'waiting')] as const),
  ])
}

/** The older method takes many ids at once. */
function listedGroups({ asked }: Plan): Record<string, Command> {
  if (asked.length === 0) return {}
  return { listed: { method: 'sonet_group.get', params: { FILTER: { ID: [...asked] } } } }
}

function answerOf(look: Look): PollAnswer {
  const memberships = membershipsIn(look)
  const standings = new Map<string, RequestStanding>()
  for (const { id, target } of look.ask.requests) {
    const membership = memberships.get(target.groupId ?? '')
    if (membership !== undefined) standings.set(id, standingOf(membership))
  }
  return {
    standings,
    relations: relationsIn(look, memberships),
    cursor: cursorOf(look),
    ...invitationsOf(look),
    ...incomingOf(look),
  }
}

/** Where notifications could not be read, what was looked for stays known. */
function cursorOf({ plan, search, notices, pending }: Look): JsonObject {
  const next = notices === undefined ? { looked: [...search.looked] } : nextSearch(search, notices, pending)
  return { ...plan.cursor, ...next }
}

function membershipsIn({ portal, plan, answers, mine, pending }: Look): Map<string, Membership> {
  const found = new Map<string, Membership>()
  for (const groupId of plan.asked) {
    const group = answers[keyOf(groupId)] ?? answers['listed']
    const membership = mine && group && membershipIn(portal, { groupId, roles: mine.roles, group, pending })
    if (membership?.ok === true) found.set(groupId, membership.data)
  }
  return found
}

/** Surest last: what the undocumented list tells, invitations, the groups asked to join, my groups. */
function relationsIn(look: Look, memberships: ReadonlyMap<string, Membership>): Map<string, Relation> {
  const { mine, notices, pending, invited } = look
  const relations = new Map<string, Relation>(pending.map(({ groupId, relation }) => [groupId, relation]))
  for (const groupId of invited) relations.set(groupId, 'invited')
  for (const notice of notices?.invitations ?? []) {
    const groupId = invitedGroup(notice, pending)
    if (groupId !== undefined) relations.set(groupId, 'invited')
  }
  for (const membership of memberships.values()) {
    const told = membership.relation !== 'none' || standingOf(membership).standing === 'none'
    if (told) relations.set(membership.groupId, membership.relation)
  }
  for (const [groupId, relation] of mine?.roles ?? []) relations.set(groupId, relation)
  return relations
}

/** Those whose group is told, secret ones included: by the list of my relations, or by a notification's link. */
function invitationsOf({ answers, mine, notices, pending }: Look): Pick<PollAnswer, 'invitations'> {
  const list = answers['relations']
  const isWhole = list === undefined ? notices?.complete === true : list.ok
  if (!isWhole) return {}
  const invited = pending.filter(({ relation }) => relation === 'invited')
  const found = new Map<string, { readonly name?: string }>(invited.map(({ groupId }) => [groupId, {}]))
  for (const notice of notices?.invitations ?? []) {
    const groupId = invitedGroup(notice, pending)
    const [name, ...others] = quotedNames(notice.text)
    if (groupId === undefined) continue
    found.set(groupId, name === undefined || others.length > 0 ? {} : { name: clip(name, NAME_MAX) })
  }
  for (const groupId of mine?.roles.keys() ?? []) found.delete(groupId)
  return { invitations: found }
}

function incomingOf(look: Look): Pick<PollAnswer, 'incoming' | 'incomingCovers'> {
  const { portal, ask, mine, notices } = look
  const runs = new Set([...(mine?.roles ?? [])].flatMap(([id, relation]) => (decides(relation) ? [id] : [])))
  const lists = listsIn(look)
  const own = [...new Set([...ask.ownGroups, ...runs])]
  const nothingToRead = mine !== undefined && own.length === 0
  if (notices === undefined && lists.size === 0 && !nothingToRead) return {}
  const seen: Seen = { notices, lists, names: mine?.names ?? new Map(), picture: portal.picture }
  const incoming: PortIncomingRequest[] = incomingIn(seen, (id) => mine === undefined || runs.has(id))
  const left = (id: string): boolean => mine !== undefined && !runs.has(id)
  // Without the newer methods notifications are all there is to know.
  const byNotices = !portal.scopes.has('socialnetwork') && notices?.complete === true
  const covers = own.filter((id) => byNotices || left(id) || isCovered(id, seen))
  return covers.length === own.length ? { incoming } : { incoming, incomingCovers: covers }
}

function decides(relation: Relation): boolean {
  return relation === 'owner' || relation === 'moderator'
}

function listsIn({ plan, answers }: Look): Map<string, WaitingList> {
  const lists = new Map<string, WaitingList>()
  for (const groupId of plan.own) {
    const answer = answers[keyOf(groupId)]
    const row = answer && groupRow(answer, groupId)
    const list = row?.ok === true ? waitingList(row.data) : undefined
    if (list !== undefined) lists.set(groupId, list)
  }
  return lists
}
