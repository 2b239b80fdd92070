// Texts kept for use again. The app hands them to the views that write: no feature reads this store but this one.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'

export type Template = OutputOf<'templates.list'>[number]
export type TemplateDraft = InputOf<'templates.save'>

const byName = (a: Template, b: Template): number => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)

export const useTemplates = defineStore('templates', () => {
  const items = ref<readonly Template[]>([])
  const loaded = ref(false)
  const error = ref<AppError>()

  /** By kind: `request` goes along with a request to join, `message` into the composer. */
  const byKind = computed(() => ({
    request: items.value.filter(({ kind }) => kind === 'request'),
    message: items.value.filter(({ kind }) => kind === 'message'),
  }))

  function put(template: Template): void {
    items.value = [...items.value.filter(({ id }) => id !== template.id), template].sort(byName)
  }

  async function read(): Promise<void> {
    const answer = await invoke('templates.list', {}, { quiet: true })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) items.value = [...answer.data].sort(byName)
    loaded.value = true
  }

  /** Keeps a template; without an id a new one. */
  async function save(draft: TemplateDraft): Promise<ResultOf<'templates.save'>> {
    const answer = await invoke('templates.save', draft)
    if (answer.ok) put(answer.data)
    return answer
  }

  async function remove(id: string): Promise<ResultOf<'templates.remove'>> {
    const answer = await invoke('templates.remove', { id })
    if (answer.ok) items.value = items.value.filter((template) => template.id !== id)
    return answer
  }

  return { items, byKind, loaded, error, start: read, read, save, remove }
})
