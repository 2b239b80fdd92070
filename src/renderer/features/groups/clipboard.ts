// The join link that lies on the clipboard: asked for when the window is looked at, offered until it is answered.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, ref } from 'vue'
import { invoke } from '../../api'

/** Looks at the clipboard while the view is shown. `wanted` says whether anybody could use a link. */
export function useClipboardLink(wanted: () => boolean) {
  const link = ref<string>()
  /** Answered already: not offered again. */
  const answered = new Set<string>()

  async function look(): Promise<void> {
    if (!wanted()) return
    const answer = await invoke('groups.clipboardLink', {}, { quiet: true })
    if (answer.ok && answer.data.link !== undefined && !answered.has(answer.data.link)) link.value = answer.data.link
  }
  /** The offer was taken or put aside; answers the link. */
  function settle(): string | undefined {
    const offered = link.value
    if (offered !== undefined) answered.add(offered)
    link.value = undefined
    return offered
  }
  const focused = (): void => void look()
  const listen = (): void => {
    window.addEventListener('focus', focused)
    focused()
  }
  const rest = (): void => window.removeEventListener('focus', focused)
  // Kept alive while another view is shown.
  let first = true
  onMounted(listen)
  onActivated(() => {
    if (!first) listen()
    first = false
  })
  onDeactivated(rest)
  onBeforeUnmount(rest)
  return { link, settle }
}
