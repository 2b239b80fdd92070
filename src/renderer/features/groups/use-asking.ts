// Asking to join one group: the check before, the message, and what came of it. What was typed is kept per group.
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { groupKey } from './store'
import type { Group } from './store'

type JoinRequest = OutputOf<'requests.send'>

export interface Asking {
  message: string
  details?: OutputOf<'groups.get'>
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

type Target = Pick<Group, 'accountId' | 'groupId'>

/** A request that ended like this leaves the group as it was before: nothing is told in the pane any more. */
const OVER: readonly JoinRequest['state'][] = ['declined', 'withdrawn', 'ended']
const ON_ITS_WAY: readonly JoinRequest['state'][] = ['checking', 'sending']

export const useAsking = defineStore('asking', () => {
  const byGroup = reactive(new Map<string, Asking>())

  function of(target: Target): Asking {
    const key = groupKey(target)
    if (!byGroup.has(key)) byGroup.set(key, { message: '', checking: false, sending: false })
    return byGroup.get(key) as Asking
  }

  /** Reads the group's details and where I stand, without asking the user for anything. */
  async function look({ accountId, groupId }: Target): Promise<void> {
    const asking = of({ accountId, groupId })
    if (asking.checking) return
    asking.checking = true
    const [details, check] = await Promise.all([
      invoke('groups.get', { accountId, groupId }, { quiet: true }),
      invoke('requests.check', { accountId, groupId }, { quiet: true }),
    ])
    asking.checking = false
    if (details.ok) asking.details = details.data
    delete asking.checkError
    if (check.ok) asking.check = check.data
    else asking.checkError = check.error
  }

  /** Asks to join. The message stays when nothing was sent. */
  async function send({ accountId, groupId }: Target): Promise<ResultOf<'requests.send'>> {
    const asking = of({ accountId, groupId })
    const message = asking.message.trim()
    asking.sending = true
    delete asking.error
    delete asking.result
    const takesMessage = asking.check?.takesMessage ?? true
    const answer = await invoke('requests.send', {
      accountId,
      groupId,
      ...(message && takesMessage ? { message } : {}),
    })
    asking.sending = false
    if (answer.ok) {
      asking.result = answer.data
      if (answer.data.state === 'pending' || answer.data.state === 'joined') asking.message = ''
    } else {
      asking.error = answer.error
    }
    void look({ accountId, groupId })
    return answer
  }

  followRequests(byGroup, look)
  return { of, look, send }
})

/** What became of a request after its answer: a lost one is found out, a waiting one decided. */
function followRequests(byGroup: ReadonlyMap<string, Asking>, look: (target: Target) => Promise<void>): void {
  function heard(requests: readonly JoinRequest[]): void {
    const now = new Map(requests.map((request) => [request.id, request]))
    for (const asking of byGroup.values()) {
      const { result } = asking
      const fresh = result && now.get(result.id)
      // Steps from before the answer may be told again after it.
      if (!result || !fresh || fresh.state === result.state || fresh.updatedAt < result.updatedAt) continue
      if (ON_ITS_WAY.includes(fresh.state)) continue
      if (OVER.includes(fresh.state)) delete asking.result
      else asking.result = fresh
      const { accountId, groupId } = fresh
      if (groupId !== undefined) void look({ accountId, groupId })
    }
  }
  async function read(): Promise<void> {
    const answer = await invoke('requests.list', {}, { quiet: true })
    if (answer.ok) heard(answer.data)
  }
  void follow({ event: 'requests.changed', read, apply: ({ upsert }) => heard(upsert) })
}
