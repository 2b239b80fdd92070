// The text area behind the toolbar: what is selected in it, and changing it as typing would.
import { readonly, ref } from 'vue'
import type { Ref } from 'vue'
import { caretPlace } from '../../lib/caret-place'
import { replaceInField } from '../../lib/replace-in-field'
import { changeBetween } from '../../lib/text-edit'
import type { Edited } from '../../lib/text-edit'

export type Field = ReturnType<typeof useField>

/** `fits` is asked of the length a change would make; one that does not fit is not made. */
export function useField(
  area: Readonly<Ref<HTMLTextAreaElement | null>>,
  fits: (length: number, before: number) => boolean = () => true,
) {
  const selected = ref<Edited>({ text: '', from: 0, to: 0 })

  function read(): Edited {
    const field = area.value
    return field
      ? { text: field.value, from: field.selectionStart, to: field.selectionEnd }
      : { text: '', from: 0, to: 0 }
  }
  /** Looks again at what is selected; to be called whenever that may have changed. */
  function look(): void {
    selected.value = read()
  }
  function focus(): void {
    area.value?.focus()
    look()
  }

  /** Changes text and selection in one step of the field's undo. */
  function change(edit: (before: Edited) => Edited): void {
    const field = area.value
    if (!field || field.readOnly || field.disabled) return
    const before = read()
    const after = edit(before)
    if (!fits(after.text.length, before.text.length)) return
    field.focus()
    replaceInField(field, changeBetween(before.text, after.text))
    field.setSelectionRange(after.from, after.to)
    look()
  }

  /** Where a place in the text is on the screen. */
  const place = (position: number): DOMRect => (area.value ? caretPlace(area.value, position) : new DOMRect())

  return { selected: readonly(selected), read, look, focus, change, place }
}
