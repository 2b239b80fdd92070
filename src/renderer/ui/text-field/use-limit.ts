// How long a text may become: what would make it longer is refused whole and told, never cut. Deleting is always possible.
import { computed, ref } from 'vue'
import type { Ref } from 'vue'
import { useText } from '../../lib/i18n'

/** The length a piece adds: the field keeps line ends as one character. */
const lengthOf = (piece: string): number => piece.length - (piece.match(/\r\n/g)?.length ?? 0)

/** `most` counts UTF-16 units, as `length` does; without one everything fits. */
export function useLimit(area: Readonly<Ref<HTMLTextAreaElement | null>>, most: () => number | undefined) {
  const { t, language } = useText()
  /** How long the text would have become, where something was refused. */
  const refused = ref<number>()

  const told = computed(() => {
    if (refused.value === undefined) return ''
    const { format } = new Intl.NumberFormat(language())
    return t('writing.tooMuch', { n: format(refused.value), most: format(most() ?? 0) })
  })

  /** Whether a text of this length may take the place of the one there was; tells where it may not. */
  function fits(length: number, before: number): boolean {
    const limit = most()
    const fitting = limit === undefined || length <= limit || length <= before
    refused.value = fitting ? undefined : length
    return fitting
  }

  /** Stops a piece at the door, before the field draws it: millions of characters would stop the window. */
  function enter(event: Event, piece: string | null | undefined): void {
    const field = area.value
    if (!field || !piece) return
    const left = field.value.length - (field.selectionEnd - field.selectionStart)
    if (!fits(left + lengthOf(piece), field.value.length)) event.preventDefault()
  }

  return {
    told,
    fits,
    /** Another text: what was refused of the one before is no matter any more. */
    forget: (): void => void (refused.value = undefined),
    /** Typing, dropping, replacing a word: all that has a text and can be refused. */
    beforeInput: (event: Event): void => enter(event, (event as InputEvent).data),
    paste: (event: ClipboardEvent): void => enter(event, event.clipboardData?.getData('text/plain')),
  }
}
