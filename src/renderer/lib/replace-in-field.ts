// Changing a text field the way typing does, so that its own undo (Ctrl+Z) takes the change back.

/** Replaces a piece and tells the field's listeners by an `input` event. The caret is left after the new piece. */
export function replaceInField(
  field: HTMLTextAreaElement,
  { from, to, piece }: { readonly from: number; readonly to: number; readonly piece: string },
): void {
  if (from === to && piece === '') return
  field.focus()
  field.setSelectionRange(from, to)
  // Deprecated, and the only way that keeps the field's undo: `setRangeText` and `value` forget it.
  const typed = piece === '' ? execute('delete') : execute('insertText', piece)
  if (typed) return
  field.setRangeText(piece, from, to, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

function execute(command: string, value?: string): boolean {
  const run = (document as Partial<Pick<Document, 'execCommand'>>).execCommand
  return run ? run.call(document, command, false, value) : false
}
