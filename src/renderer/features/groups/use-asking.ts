// Asking to join one group: the check before, the message, and what came of it. What was typed is kept per group.
import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { groupKey } from './store'
import type { Group } from './store'

export interface Asking {
  message: string
  details?: OutputOf<'groups.get'>
  check?: OutputOf<'requests.check'>
  /** Why the check could not be read. */
  checkError?: AppError
  /** Why nothing was sent. */
  error?: AppError
  /** The journalled request after asking. */
  result?: OutputOf<'requests.send'>
  checking: boolean
  sending: boolean
}

type Target = Pick<Group, 'accountId' | 'groupId'>

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

  return { of, look, send }
})
