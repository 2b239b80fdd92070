// The names of the lines messages leave through, as each account knows them.
import { onActivated, ref, watch } from 'vue'
import { invoke } from '../../api'
import type { OutboxItem } from './store'

/**
 * Answers a line's name; its first letters where nobody named it. Asks for each account and each new code, and again when
 * the view comes back: a line may have got its name meanwhile.
 */
export function useLineNames(items: () => readonly OutboxItem[]): (item: OutboxItem) => string | undefined {
  const names = ref<ReadonlyMap<string, string>>(new Map())
  const asked = new Set<string>()

  async function read(accountId: OutboxItem['accountId']): Promise<void> {
    const answer = await invoke('messages.lines', { accountId }, { quiet: true })
    if (!answer.ok) return
    const fresh = answer.data.map(({ lineCode, name }): [string, string] => [`${accountId} ${lineCode}`, name])
    names.value = new Map([...names.value, ...fresh])
  }
  function ask(shown: readonly OutboxItem[]): void {
    const accounts = new Set<OutboxItem['accountId']>()
    for (const { accountId, target } of shown) {
      if (target.kind !== 'network') continue
      const key = `${accountId} ${target.lineCode}`
      if (asked.has(key)) continue
      asked.add(key)
      accounts.add(accountId)
    }
    for (const accountId of accounts) void read(accountId)
  }
  watch(items, ask, { immediate: true })
  onActivated(() => {
    asked.clear()
    ask(items())
  })

  return ({ accountId, target }) => {
    if (target.kind !== 'network') return undefined
    const name = names.value.get(`${accountId} ${target.lineCode}`)
    return name === undefined || name === target.lineCode ? `${target.lineCode.slice(0, 6)}…` : name
  }
}
