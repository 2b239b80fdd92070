// Searches the user gave a name: kept by main, applied to the list in view.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { chosen } from './query'
import type { GroupQuery, SavedFilter } from './query'

export const useSavedFilters = defineStore('savedFilters', () => {
  const items = shallowRef<readonly SavedFilter[]>([])
  const error = shallowRef<AppError>()
  const busy = ref(false)

  type Answer = ResultOf<'groups.filters'> | ResultOf<'groups.saveFilter'>
  async function take(asking: Promise<Answer>): Promise<boolean> {
    busy.value = true
    const answer = await asking
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) items.value = answer.data
    return answer.ok
  }
  return {
    items,
    error,
    busy,
    read: () => take(invoke('groups.filters', {}, { quiet: true })),
    save: (name: string, query: GroupQuery) => take(invoke('groups.saveFilter', { name, query: chosen(query) })),
    rename: ({ id, query }: SavedFilter, name: string) => take(invoke('groups.saveFilter', { id, name, query })),
    remove: ({ id }: SavedFilter) => take(invoke('groups.removeFilter', { id })),
  }
})
