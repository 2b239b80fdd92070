// Files dropped or pasted onto a part of the page. Text that is dropped or pasted stays what it is: text.
import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/** What was dropped or pasted; `folder` where a folder was among it. */
export interface Given {
  readonly files: readonly File[]
  readonly folder: boolean
}

/** Answers whether files are being dragged over it. */
export function useFileDrop(root: Readonly<Ref<HTMLElement | null>>, give: (given: Given) => void) {
  const over = ref(false)
  /** Entering a child comes before leaving its parent. */
  let depth = 0
  const moved = (by: number): void => {
    depth = by === 0 ? 0 : Math.max(0, depth + by)
    over.value = depth > 0
  }
  const listeners: { readonly [E in 'dragenter' | 'dragover' | 'dragleave' | 'drop']: (event: DragEvent) => void } = {
    dragenter: (event) => {
      if (hasFiles(event.dataTransfer)) moved(1)
    },
    dragover: (event) => {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    dragleave: (event) => {
      if (hasFiles(event.dataTransfer)) moved(-1)
    },
    drop: (event) => {
      moved(0)
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return
      event.preventDefault()
      give(givenBy(event.dataTransfer))
    },
  }
  /** A copied table brings its picture along: its text is what is meant. */
  function paste(event: ClipboardEvent): void {
    const { clipboardData } = event
    if (!clipboardData || !hasFiles(clipboardData) || clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    give(givenBy(clipboardData))
  }

  onMounted(() => {
    for (const [name, listener] of Object.entries(listeners))
      root.value?.addEventListener(name, listener as EventListener)
    root.value?.addEventListener('paste', paste)
  })
  onBeforeUnmount(() => {
    for (const [name, listener] of Object.entries(listeners))
      root.value?.removeEventListener(name, listener as EventListener)
    root.value?.removeEventListener('paste', paste)
  })
  return over
}

const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') === true

/** Folders are told by their entries alone: as files they look like small ones. Asked before the event is over. */
function givenBy(data: DataTransfer): Given {
  const folder = [...data.items].some((item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory === true)
  return { files: [...data.files], folder }
}
