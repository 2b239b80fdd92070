// A text with some of its pieces marked. Text is only ever a text node.
import { h } from 'vue'
import type { FunctionalComponent } from 'vue'

/** Draws pieces one after the other; those that are hits as `<mark>`. */
export const MarkedText: FunctionalComponent<{
  pieces: readonly { readonly text: string; readonly hit: boolean }[]
}> = ({ pieces }) => pieces.map(({ text, hit }) => (hit ? h('mark', text) : text))
MarkedText.props = { pieces: { type: Array, required: true } }
