// Which accounts were looked at last, while the window is there.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Account } from '../features/accounts'

type Whose = Account['id'] | 'all'

export const useRecent = defineStore('recent', () => {
  const last = shallowRef<readonly Whose[]>([])

  function looked(whose: Whose): void {
    last.value = [whose, ...last.value.filter((each) => each !== whose)]
  }
  /** The things of accounts, those of the ones looked at last first; the one in view stands behind them all: one is there. */
  function sorted<T extends { readonly whose: Whose }>(things: readonly T[]): T[] {
    const [here] = last.value
    const place = (whose: Whose): number => {
      const at = last.value.indexOf(whose)
      return whose === here ? Infinity : at < 0 ? last.value.length : at
    }
    return things.toSorted((a, b) => place(a.whose) - place(b.whose) || 0)
  }
  return { last, looked, sorted }
})
