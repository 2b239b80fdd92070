// Every command of the window, with its name and key: what the palette lists.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useSettings } from '../features/settings'
import { useText } from '../lib/i18n'
import { useAccountCommands, useSwitchCommands } from './account-commands'
import { WINDOW_KEYS } from './key-list'
import { useNoticeCommands } from './notice-commands'
import { VIEW_NAMES } from './routes'
import { useWorkCommands } from './work-commands'

export interface Command {
  readonly label: string
  readonly hint?: string
  /** Shown beside it, as `lib/key-names` reads them. */
  readonly keys?: string | undefined
  readonly run: () => void
}

export interface CommandGroup {
  readonly id: string
  readonly label: string
  readonly commands: readonly Command[]
}

interface Dialogs {
  /** Shows the list of all keys. */
  readonly keys: () => void
}

/** Accounts stand before what else bears their names: a part of a name and Enter go there. */
export function useCommands({ keys }: Dialogs): ComputedRef<readonly CommandGroup[]> {
  const { t } = useText()
  const work = useWorkCommands()
  const switches = useSwitchCommands()
  const accounts = useAccountCommands()
  const goes = useGoCommands()
  const looks = useLookCommands()
  const news = useNoticeCommands()
  const help = computed(() => [{ label: t('keys.title'), keys: WINDOW_KEYS.keys[0], run: keys }])
  return computed(() => [
    { id: 'work', label: t('commands.work'), commands: work.value },
    { id: 'switch', label: t('commands.switch'), commands: switches.value },
    { id: 'go', label: t('commands.go'), commands: goes.value },
    { id: 'notices', label: t('commands.notices'), commands: news.value },
    { id: 'accounts', label: t('rail.label'), commands: accounts.value },
    { id: 'look', label: t('commands.look'), commands: looks.value },
    { id: 'help', label: t('commands.help'), commands: help.value },
  ])
}

function useGoCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const router = useRouter()
  return computed(() => VIEW_NAMES.map((name) => ({ label: t(`nav.${name}`), run: () => void router.push({ name }) })))
}

function useLookCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const settings = useSettings()
  return computed(() => [
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      label: t('commands.theme', { theme: t(`settings.themes.${theme}`) }),
      run: () => void settings.set({ theme }),
    })),
    ...(['system', 'en', 'ru'] as const).map((language) => ({
      label: t('commands.language', { language: t(`settings.languages.${language}`) }),
      run: () => void settings.set({ language }),
    })),
  ])
}
