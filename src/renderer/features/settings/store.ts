// Preferences and facts about the app: a copy of main's, changed only through main.
import { defineStore } from 'pinia'
import { computed, nextTick, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'
import { DEFAULT_SETTINGS } from '../../../shared/domain/default-settings'
import { pickLanguage } from '../../../shared/i18n'

type Settings = OutputOf<'settings.get'>
type AppInfo = OutputOf<'settings.appInfo'>

export const useSettings = defineStore('settings', () => {
  const current = ref<Settings>(DEFAULT_SETTINGS)
  const info = ref<AppInfo>()

  const language = computed(() => pickLanguage(current.value.language, [info.value?.systemLanguage ?? 'en']))

  async function read(): Promise<void> {
    const answer = await invoke('settings.get', {})
    if (answer.ok) current.value = answer.data
  }

  /** Reads everything and keeps it up to date for as long as the page lives. */
  async function start(): Promise<void> {
    const answer = await invoke('settings.appInfo', {})
    if (answer.ok) info.value = answer.data
    await follow({
      event: 'settings.changed',
      read,
      apply: (payload) => {
        current.value = payload.settings
      },
    })
  }

  /** Changes some preferences; shown at once, put right by main's answer. */
  async function set(patch: InputOf<'settings.set'>): Promise<ResultOf<'settings.set'>> {
    const before = current.value
    current.value = { ...before, ...patch } as Settings
    // What the page asks for because of it goes first: main writes a file before it looks at what comes next.
    await nextTick()
    const answer = await invoke('settings.set', patch)
    current.value = answer.ok ? answer.data : before
    return answer
  }

  const openLink = (link: InputOf<'settings.openLink'>['link']): Promise<ResultOf<'settings.openLink'>> =>
    invoke('settings.openLink', { link })

  return { current, info, language, start, set, openLink }
})
