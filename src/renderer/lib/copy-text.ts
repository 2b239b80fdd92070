// Copying a text. The page has no permission for the clipboard, and needs none: the browser copies what is selected.

/** Puts a text on the clipboard; `false` where the browser did not let it. Call in answer to a click or a key. */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', put, { once: true })
  // Deprecated, and the only way without a permission.
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', put)
  return copied
}
