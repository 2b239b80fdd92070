// How many requests each service still takes now: asked of main every few seconds while the window is there.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { invoke } from '../api'
import type { OutputOf } from '../../shared/contract'

export type Budget = OutputOf<'diagnostics.calls'>['budgets'][number]

/** Below this part of what may come at once there is little left. */
const LITTLE = 0.25

export const isLow = ({ left, burst }: Budget): boolean => left <= burst * LITTLE

export const useBudgets = defineStore('budgets', () => {
  const items = ref<readonly Budget[]>([])
  /** Whole requests left, by host, where they are few. */
  const low = computed(
    () => new Map(items.value.filter(isLow).map(({ host, left }) => [host, Math.max(0, Math.floor(left))])),
  )

  async function read(): Promise<void> {
    const answer = await invoke('diagnostics.calls', {}, { quiet: true })
    if (answer.ok) items.value = answer.data.budgets
  }
  return { items, low, read }
})
