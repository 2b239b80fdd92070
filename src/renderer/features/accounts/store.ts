// The accounts as main knows them, in the user's order.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import { accountCalls } from './calls'
import { switching } from './switching'

export type Account = OutputOf<'accounts.list'>[number]

export const useAccounts = defineStore('accounts', () => {
  const list = ref<readonly Account[]>([])
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

  const calls = accountCalls({
    put,
    replace: (accounts) => (list.value = accounts),
    remove: (gone) => (list.value = list.value.filter(({ id }) => id !== gone)),
  })
  const notify = switching((id) => byId.value.get(id), put, calls.update)
  return { list, loaded, byId, start, notify, ...calls }
})
