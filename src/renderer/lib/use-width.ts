// How wide an element is, for parts that show more where there is room.
import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'

/** Its width in pixels, kept up to date; endless until it is known. */
export function useWidth(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(Infinity)
  const observer = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) width.value = entry.contentRect.width
  })
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before)
      if (now) observer.observe(now)
    },
    { flush: 'post', immediate: true },
  )
  onScopeDispose(() => observer.disconnect())
  return width
}
