// Changing how I stand to a group: answering its invitation, leaving it, taking a request back.
import { ref } from 'vue'
import { invoke } from '../../api'
import type { AppError, Result } from '../../../shared/contract/result'
import { useAsking } from './use-asking'
import type { JoinRequest, Target } from './use-asking'

export type Change = 'accept' | 'decline' | 'leave' | 'withdraw'

/** One change at a time; each is followed by a look at where I stand then. */
export function useStanding() {
  const asking = useAsking()
  const busy = ref<Change>()
  const error = ref<AppError>()

  async function run(change: Change, target: Target, call: () => Promise<Result<unknown>>): Promise<boolean> {
    if (busy.value) return false
    busy.value = change
    error.value = undefined
    const answer = await call()
    busy.value = undefined
    if (!answer.ok) error.value = answer.error
    await asking.look(target)
    return answer.ok
  }
  const one = ({ accountId, groupId }: Target): Target => ({ accountId, groupId })
  return {
    busy,
    error,
    answer: (target: Target, accept: boolean) =>
      run(accept ? 'accept' : 'decline', target, () => invoke('requests.answerInvitation', { ...one(target), accept })),
    leave: (target: Target) => run('leave', target, () => invoke('groups.leave', one(target))),
    withdraw: (target: Target, { id }: JoinRequest) =>
      run('withdraw', target, () => invoke('requests.withdraw', { id })),
  }
}
