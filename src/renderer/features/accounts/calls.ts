// What can be done with accounts, each call putting main's answer into the list.
import { invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'

type Account = OutputOf<'accounts.list'>[number]
/** Routes that answer with the account they made or changed. */
type OneAccount = 'accounts.connectBitrix24' | 'accounts.connectBluesky' | 'accounts.update' | 'accounts.check'

export interface AccountList {
  readonly put: (accounts: readonly Account[]) => void
  readonly replace: (accounts: readonly Account[]) => void
  readonly remove: (id: Account['id']) => void
}

/** The calls over a list of accounts. An answer that is an error changes nothing. */
export function accountCalls({ put, replace, remove }: AccountList) {
  function one<R extends OneAccount>(route: R) {
    return async (input: InputOf<R>): Promise<ResultOf<R>> => {
      const answer: ResultOf<R> = await invoke(route, input)
      if (answer.ok) put([answer.data])
      return answer
    }
  }
  const check = one('accounts.check')

  return {
    connectBitrix24: one('accounts.connectBitrix24'),
    connectBluesky: one('accounts.connectBluesky'),
    update: one('accounts.update'),
    check: (id: Account['id']) => check({ id }),
    connectPractice: async (): Promise<ResultOf<'accounts.connectPractice'>> => {
      const answer = await invoke('accounts.connectPractice', {})
      if (answer.ok) put(answer.data)
      return answer
    },
    reorder: async (ids: Account['id'][]): Promise<ResultOf<'accounts.reorder'>> => {
      const answer = await invoke('accounts.reorder', { ids })
      if (answer.ok) replace(answer.data)
      return answer
    },
    disconnect: async (id: Account['id']): Promise<ResultOf<'accounts.disconnect'>> => {
      const answer = await invoke('accounts.disconnect', { id })
      if (answer.ok) remove(id)
      return answer
    },
  }
}
