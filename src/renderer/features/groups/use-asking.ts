// Where I stand to one group: its details, the check before asking, the message, and what came of asking. What was typed
// is kept per group.
import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { groupKey } from './store'
import type { Group } from './store'

export type JoinRequest = OutputOf<'requests.send'>
export type GroupDetails = OutputOf<'groups.get'>

export interface Asking {
  message: string
  details?: GroupDetails
  /** Why the details could not be read; those read before stay. */
  detailsError?: AppError
  check?: OutputOf<'requests.check'>
  /** Why the check could not be read. */
  checkError?: AppError
  /** Why nothing was sent. */
  error?: AppError
  /** The journalled request after asking. */
  result?: JoinRequest
  checking: boolean
  sending: boolean
}

export type Target = Pick<Group, 'accountId' | 'groupId'>

/** Groups whose details are kept; of the others only what was typed. */
export const MOST_DETAILS = 100

/** A request that ended like this leaves the group as it was before: nothing is told in the pane any more. */
const OVER: readonly JoinRequest['state'][] = ['declined', 'withdrawn', 'ended']
const ON_ITS_WAY: readonly JoinRequest['state'][] = ['checking', 'sending']

export const useAsking = defineStore('asking', () => {
  const byGroup = reactive(new Map<string, Asking>())
  const lookAgain = new Set<Asking>()
  const waiting = shallowRef<ReadonlyMap<string, JoinRequest>>(new Map())

  const of = (target: Target): Asking => entryOf(byGroup, groupKey(target))
  /** My request that waits at this group, where it is journalled. */
  const requestOf = (target: Target): JoinRequest | undefined => waiting.value.get(groupKey(target))

  /** Reads the group's details and where I stand, without asking the user for anything. */
  async function look({ accountId, groupId }: Target): Promise<void> {
    const asking = of({ accountId, groupId })
    if (asking.checking) {
      lookAgain.add(asking)
      return
    }
    asking.checking = true
    const [details, check] = await Promise.all([
      invoke('groups.get', { accountId, groupId }, { quiet: true }),
      invoke('requests.check', { accountId, groupId }, { quiet: true }),
    ])
    asking.checking = false
    delete asking.detailsError
    if (details.ok) asking.details = details.data
    else asking.detailsError = details.error
    delete asking.checkError
    if (check.ok) asking.check = check.data
    else asking.checkError = check.error
    forgetOldest(byGroup, groupKey({ accountId, groupId }))
    // Something happened after main was asked.
    if (lookAgain.delete(asking)) await look({ accountId, groupId })
  }

  /** Asks to join. The message stays when nothing was sent. */
  async function send(target: Target): Promise<ResultOf<'requests.send'>> {
    const asking = of(target)
    asking.sending = true
    delete asking.error
    delete asking.result
    const answer = await ask(target, asking)
    asking.sending = false
    if (answer.ok) {
      asking.result = answer.data
      if (answer.data.state === 'pending' || answer.data.state === 'joined') asking.message = ''
    } else {
      asking.error = answer.error
    }
    void look(target)
    return answer
  }

  void followRequests((requests) => {
    waiting.value = waitingAfter(waiting.value, requests)
    for (const target of changedResults(byGroup, requests)) void look(target)
  })
  return { of, requestOf, look, send }
})

function entryOf(byGroup: Map<string, Asking>, key: string): Asking {
  if (!byGroup.has(key)) byGroup.set(key, { message: '', checking: false, sending: false })
  return byGroup.get(key) as Asking
}

function ask({ accountId, groupId }: Target, { message, check }: Asking): Promise<ResultOf<'requests.send'>> {
  const text = message.trim()
  const takesMessage = check?.takesMessage ?? true
  return invoke('requests.send', { accountId, groupId, ...(text && takesMessage ? { message: text } : {}) })
}

/** Hands over my requests as they are, and then those that changed. */
function followRequests(heard: (requests: readonly JoinRequest[]) => void): Promise<unknown> {
  async function read(): Promise<void> {
    const answer = await invoke('requests.list', {}, { quiet: true })
    if (answer.ok) heard(answer.data)
  }
  return follow({ event: 'requests.changed', read, apply: ({ upsert }) => heard(upsert) })
}

/** The requests that wait, by group, after some of them changed. */
function waitingAfter(
  before: ReadonlyMap<string, JoinRequest>,
  requests: readonly JoinRequest[],
): ReadonlyMap<string, JoinRequest> {
  const next = new Map(before)
  for (const request of requests) {
    if (request.groupId === undefined) continue
    const key = groupKey({ accountId: request.accountId, groupId: request.groupId })
    if (request.state === 'pending') next.set(key, request)
    else if (next.get(key)?.id === request.id) next.delete(key)
  }
  return next
}

/**
 * What became of requests after their answer: a lost one is found out, a waiting one decided. Puts it where it is shown
 * and answers the groups that have to be looked at again.
 */
function changedResults(byGroup: ReadonlyMap<string, Asking>, requests: readonly JoinRequest[]): Target[] {
  const now = new Map(requests.map((request) => [request.id, request]))
  const targets: Target[] = []
  for (const asking of byGroup.values()) {
    const { result } = asking
    const fresh = result && now.get(result.id)
    // Steps from before the answer may be told again after it.
    if (!result || !fresh || fresh.state === result.state || fresh.updatedAt < result.updatedAt) continue
    if (ON_ITS_WAY.includes(fresh.state)) continue
    if (OVER.includes(fresh.state)) delete asking.result
    else asking.result = fresh
    const { accountId, groupId } = fresh
    if (groupId !== undefined) targets.push({ accountId, groupId })
  }
  return targets
}

/** Lets go of the details that were read the longest time ago; those of `fresh` were read just now. */
function forgetOldest(byGroup: Map<string, Asking>, fresh: string): void {
  const asking = entryOf(byGroup, fresh)
  byGroup.delete(fresh)
  byGroup.set(fresh, asking)
  const read = [...byGroup].filter(([, { details, sending, checking }]) => details && !sending && !checking)
  for (const [key, old] of read.slice(0, Math.max(0, read.length - MOST_DETAILS))) {
    if (old.message === '' && !old.result) byGroup.delete(key)
    else delete old.details
  }
}
