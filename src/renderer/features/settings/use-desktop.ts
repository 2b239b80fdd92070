// What the desktop has of us at the moment: asked anew whenever the settings or the window come into view.
import { onActivated, onBeforeUnmount, onMounted, ref } from 'vue'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { invoke } from '../../api'

type Desktop = OutputOf<'settings.desktop'>

/** `change` answers the error, if there was one; what is shown is then what the system has. */
export function useDesktop() {
  const desktop = ref<Desktop>()

  async function look(): Promise<void> {
    const answer = await invoke('settings.desktop', {}, { quiet: true })
    if (answer.ok) desktop.value = answer.data
  }

  async function change(wanted: InputOf<'settings.setStartAtLogin'>): Promise<AppError | undefined> {
    const answer = await invoke('settings.setStartAtLogin', wanted)
    if (answer.ok && desktop.value) desktop.value = { ...desktop.value, startAtLogin: answer.data }
    else await look()
    return answer.ok ? undefined : answer.error
  }

  const onFocus = (): void => void look()
  onMounted(() => {
    void look()
    window.addEventListener('focus', onFocus)
  })
  onActivated(onFocus)
  onBeforeUnmount(() => {
    window.removeEventListener('focus', onFocus)
  })
  return { desktop, change }
}
