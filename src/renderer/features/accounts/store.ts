// The accounts as main knows them, in the user's order.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'

export type Account = OutputOf<'accounts.list'>[number]
type AccountId = Account['id']

export const useAccounts = defineStore('accounts', () => {
  const list = ref<Account[]>([])
  const loaded = ref(false)
  const byId = computed(() => new Map(list.value.map((account) => [account.id, account])))

  async function read(): Promise<void> {
    const answer = await invoke('accounts.list', {}, { quiet: true })
    if (answer.ok) list.value = answer.data
    loaded.value = true
  }

  function put(accounts: readonly Account[]): void {
    const merged = new Map(byId.value)
    for (const account of accounts) merged.set(account.id, account)
    list.value = [...merged.values()]
  }

  /** Reads the accounts and keeps them up to date for as long as the page lives. */
  async function start(): Promise<void> {
    await follow({
      event: 'accounts.changed',
      read,
      apply: ({ upsert, remove, order }) => {
        put(upsert)
        const place = new Map(order.map((id, index) => [id, index]))
        list.value = list.value
          .filter((account) => !remove.includes(account.id))
          .sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length))
      },
    })
  }

  async function connectBitrix24(input: InputOf<'accounts.connectBitrix24'>): Promise<ResultOf<'accounts.connectBitrix24'>> {
    const answer = await invoke('accounts.connectBitrix24', input)
    if (answer.ok) put([answer.data])
    return answer
  }

  async function connectBluesky(input: InputOf<'accounts.connectBluesky'>): Promise<ResultOf<'accounts.connectBluesky'>> {
    const answer = await invoke('accounts.connectBluesky', input)
    if (answer.ok) put([answer.data])
    return answer
  }

  async function connectPractice(): Promise<ResultOf<'accounts.connectPractice'>> {
    const answer = await invoke('accounts.connectPractice', {})
    if (answer.ok) put(answer.data)
    return answer
  }

  async function update(input: InputOf<'accounts.update'>): Promise<ResultOf<'accounts.update'>> {
    const answer = await invoke('accounts.update', input)
    if (answer.ok) put([answer.data])
    return answer
  }

  async function reorder(ids: AccountId[]): Promise<ResultOf<'accounts.reorder'>> {
    const answer = await invoke('accounts.reorder', { ids })
    if (answer.ok) list.value = answer.data
    return answer
  }

  async function check(id: AccountId): Promise<ResultOf<'accounts.check'>> {
    const answer = await invoke('accounts.check', { id })
    if (answer.ok) put([answer.data])
    return answer
  }

  async function disconnect(id: AccountId): Promise<ResultOf<'accounts.disconnect'>> {
    const answer = await invoke('accounts.disconnect', { id })
    if (answer.ok) list.value = list.value.filter((account) => account.id !== id)
    return answer
  }

  return { list, loaded, byId, start, connectBitrix24, connectBluesky, connectPractice, update, reorder, check, disconnect }
})
