// Whether a view that is kept alive is on the screen: what is out of sight can take no focus.
import { onActivated, onDeactivated, onMounted } from 'vue'

/** @param onShow called whenever the view comes on the screen */
export function useShown(onShow: () => void): () => boolean {
  let shown = false
  const show = (): void => {
    if (shown) return
    shown = true
    onShow()
  }
  onMounted(show)
  onActivated(show)
  onDeactivated(() => {
    shown = false
  })
  return () => shown
}
