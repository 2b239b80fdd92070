// The list of names at the caret: when it is open, which name is meant, which key does what.
import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { mentionAt } from '../../lib/mention-at'
import type { MentionQuery } from '../../lib/mention-at'
import { insertText } from '../../lib/text-edit'
import type { Mention, MentionSource } from './mentions'
import type { Field } from './use-field'
import { useMentionSearch } from './use-mention-search'

const HASTY_MS = 1500

export function useMentions(field: Field, source: () => MentionSource | undefined) {
  const query = ref<MentionQuery>()
  const at = ref(0)
  /** When it was last typed on, in milliseconds of the page. */
  let typedAt = 0
  /** A sign whose list was closed stays closed. */
  let dismissed: number | undefined
  const { asked, options, searching, sentence, error } = useMentionSearch(query, source)
  const open = computed(() => query.value !== undefined && !sentence.value)
  watch(options, () => (at.value = 0))

  /** Looks at the text before the caret. */
  function look(): void {
    const { text, from, to } = field.selected.value
    const next = from === to ? mentionAt(text, from) : undefined
    if (next?.from !== dismissed) dismissed = undefined
    const known = next && source()?.kinds.includes(next.kind) && next.from !== dismissed
    if (!known) query.value = undefined
    else if (query.value?.text !== next.text || query.value.from !== next.from) {
      query.value = next
      typedAt = performance.now()
    }
  }
  function close(): void {
    dismissed = query.value?.from ?? dismissed
    query.value = undefined
  }
  function choose(mention: Mention): void {
    const from = query.value?.from
    if (from === undefined) return
    close()
    field.change((before) => insertText({ ...before, from }, `${mention.inserted} `))
  }
  const keys = listKeys({ at, options, choose, close })
  /** Takes a key if it belongs to the list. */
  function press(event: KeyboardEvent): boolean {
    if (!open.value || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return false
    // Who typed faster than names come does not want to send yet; a list that does not come stops nobody.
    const hasty = event.key === 'Enter' && searching.value && performance.now() - typedAt < HASTY_MS
    const taken = hasty || (keys[event.key]?.() ?? false)
    if (taken) {
      event.preventDefault()
      event.stopPropagation()
    }
    return taken
  }
  return { query, open, options, at, error, asked, searching, look, close, choose, press }
}

interface List {
  readonly at: Ref<number>
  readonly options: Readonly<Ref<readonly Mention[]>>
  readonly choose: (mention: Mention) => void
  readonly close: () => void
}

/** What each key does to the list; `false` where it does nothing, and the key is free for others. */
function listKeys({ at, options, choose, close }: List): Readonly<Record<string, () => boolean>> {
  const step = (by: 1 | -1): boolean => {
    const { length } = options.value
    if (length > 0) at.value = (at.value + by + length) % length
    return length > 0
  }
  const take = (): boolean => {
    const chosen = options.value[at.value]
    if (chosen) choose(chosen)
    return chosen !== undefined
  }
  const escape = (): boolean => {
    close()
    return true
  }
  return { Escape: escape, ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: take, Tab: take }
}
