// Language and theme on the document: the kit reads the class, assistive technology the language.
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettings } from '../features/settings'

/** Keeps the document in the chosen language and theme. Call once, in the root component. */
export function useDocument(): void {
  const settings = useSettings()
  const { locale } = useI18n({ useScope: 'global' })
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

  const paint = (): void => {
    const { theme } = settings.current
    const dark = theme === 'dark' || (theme === 'system' && systemDark.matches)
    document.documentElement.classList.toggle('dark', dark)
    document.documentElement.classList.toggle('light', !dark)
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light'
  }
  systemDark.addEventListener('change', paint)
  watch(() => settings.current.theme, paint, { immediate: true })
  watch(
    () => settings.language,
    (language) => {
      locale.value = language
      document.documentElement.lang = language
    },
    { immediate: true },
  )
}
