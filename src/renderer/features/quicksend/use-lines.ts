// The open channels each portal can write to people through, as it has met them; local.
import { shallowRef, watch } from 'vue'
import { invoke } from '../../api'
import type { Account, Line } from './hits'

/** By account, last used first; read anew with every summoning. */
export function useLines(accounts: () => readonly Account[], summoned: () => number) {
  const lines = shallowRef<ReadonlyMap<Account['id'], readonly Line[]>>(new Map())
  async function linesOf({ id }: Account): Promise<[Account['id'], readonly Line[]]> {
    const answer = await invoke('messages.lines', { accountId: id }, { quiet: true })
    return [id, answer.ok ? answer.data.filter(({ joined }) => joined !== false) : []]
  }
  watch(
    [
      summoned,
      () =>
        accounts()
          .map(({ id }) => id)
          .join(),
    ],
    async () => {
      const portals = accounts().filter(({ network }) => network === 'bitrix24')
      lines.value = new Map(await Promise.all(portals.map(linesOf)))
    },
    { immediate: true },
  )
  return lines
}
