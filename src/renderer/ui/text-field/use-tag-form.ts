// The form for links and the rarer tags: what it is filled with, and where its answer goes in the text.
import { computed, ref } from 'vue'
import { enclosing, insertText } from '../../lib/text-edit'
import type { Edited } from '../../lib/text-edit'
import type { FormTag } from './tools'
import type { Field } from './use-field'

interface Asked {
  readonly tag: FormTag
  readonly words: string
  readonly address: string
  readonly existing: boolean
  /** What the answer replaces. */
  readonly from: number
  readonly to: number
  readonly place: DOMRect
}

const ADDRESS = /^https?:\/\/\S+$/i

export function useTagForm(field: Field) {
  const asked = ref<Asked>()
  const last = ref<Asked>()

  /** Opens the form; in a link, for changing it. */
  function ask(tag: FormTag): void {
    const now = field.read()
    const link = tag === 'link' ? enclosing(now, 'url') : undefined
    asked.value = { tag, place: field.place(now.from), ...(link ? ofLink(now, link) : ofSelection(now)) }
    last.value = asked.value
  }

  /** Closes it. Answers whether it was open: while it fades, it still notices what happens elsewhere. */
  function close(): boolean {
    const was = asked.value !== undefined
    asked.value = undefined
    return was
  }
  function insert(piece: string): void {
    const { from, to } = asked.value ?? field.read()
    asked.value = undefined
    field.change(({ text }) => insertText({ text, from, to }, piece))
  }
  function unlink(): void {
    insert(asked.value?.words ?? '')
  }
  const form = computed(() => ({
    tag: asked.value?.tag,
    words: last.value?.words ?? '',
    address: last.value?.address ?? '',
    existing: last.value?.existing ?? false,
    place: last.value?.place ?? new DOMRect(),
  }))
  return { form, ask, close, insert, unlink }
}

type Filled = Pick<Asked, 'words' | 'address' | 'existing' | 'from' | 'to'>

function ofLink({ text }: Edited, link: NonNullable<ReturnType<typeof enclosing>>): Filled {
  const words = text.slice(link.openTo, link.closeFrom)
  const address = link.value === '' ? words : link.value
  return { words, address, existing: true, from: link.openFrom, to: link.closeTo }
}

/** A selected address is one to link to, other words are what is to be seen. */
function ofSelection({ text, from, to }: Edited): Filled {
  const selected = text.slice(from, to)
  const isAddress = ADDRESS.test(selected.trim())
  return { words: isAddress ? '' : selected, address: isAddress ? selected.trim() : '', existing: false, from, to }
}
