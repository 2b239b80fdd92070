// Changing single switches of an account's notifications: main takes and gives them all together.
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'

type Account = OutputOf<'accounts.list'>[number]
type Switches = Account['notifications']
type Answer = ResultOf<'accounts.update'>

/** Answers how to change switches: shown at once, and back again where main refuses. */
export function switching(
  get: (id: Account['id']) => Account | undefined,
  put: (accounts: readonly Account[]) => void,
  update: (input: InputOf<'accounts.update'>) => Promise<Answer>,
) {
  function show(id: Account['id'], patch: Partial<Switches>): Switches | undefined {
    const account = get(id)
    const notifications = account && { ...account.notifications, ...patch }
    if (notifications) put([{ ...account, notifications }])
    return notifications
  }
  return async (id: Account['id'], patch: Partial<Switches>): Promise<Answer> => {
    const before = get(id)?.notifications
    const notifications = show(id, patch)
    if (!before || !notifications)
      return { ok: false, error: { code: 'accounts.notFound', params: {}, retry: 'never' } }
    const answer = await update({ id, notifications })
    // What has been switched beside it meanwhile stays.
    const names = Object.keys(patch) as (keyof Switches)[]
    if (!answer.ok) show(id, Object.fromEntries(names.map((name) => [name, before[name]])))
    return answer
  }
}
