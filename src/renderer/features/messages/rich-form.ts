// What the parts of a form share: the JSON they edit, what is wrong with it, and how to change one field of it.
import { computed, inject, provide, ref, watch } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { JsonValue } from '../../../shared/contract/common'
import { setAt } from '../../../shared/domain/json-edit'
import type { JsonPath } from '../../../shared/domain/json-shape'
import { jsonOf, setField } from '../../../shared/domain/rich-edit'
import type { Issue } from '../../../shared/domain/rich-issues'

export interface RichForm {
  /** The JSON as text; every edit is a new one. */
  readonly source: Ref<string>
  readonly issues: ComputedRef<readonly Issue[]>
  /** Sets a field of the object at a path; `undefined` takes it out. */
  setField(path: JsonPath, name: string, value: JsonValue | undefined): void
  /** Writes a whole value. */
  set(path: JsonPath, value: JsonValue): void
}

/**
 * A model that can be read right after it was written: a model of `defineModel` has its new value only when the parent
 * has drawn again, and a second edit in the same moment would undo the first.
 */
export function liveText(model: Ref<string>): Ref<string> {
  const text = ref(model.value)
  watch(
    model,
    (value) => {
      text.value = value
    },
    { flush: 'sync' },
  )
  return computed({
    get: () => text.value,
    set: (value) => {
      text.value = value
      model.value = value
    },
  })
}

const KEY: InjectionKey<RichForm> = Symbol('rich form')

/** Makes a form over a JSON text and hands it to all parts below. */
export function provideRichForm(source: Ref<string>, review: (value: JsonValue) => readonly Issue[]): RichForm {
  const form: RichForm = {
    source,
    issues: computed(() => {
      const value = jsonOf(source.value)
      return value === undefined ? [] : review(value)
    }),
    setField: (path, name, value) => {
      source.value = setField(source.value, path, { name, value })
    },
    set: (path, value) => {
      source.value = setAt(source.value, path, value)
    },
  }
  provide(KEY, form)
  return form
}

/** The same form for the parts below that are about the whole, whose fields are set in another way. */
export function provideWhole(form: RichForm, set: (name: string, value: JsonValue | undefined) => void): void {
  provide(KEY, { ...form, setField: (_path, name, value) => set(name, value) })
}

/** The form around a part. */
export function useRichForm(): RichForm {
  const form = inject(KEY)
  if (!form) throw new Error('This part stands outside of a form.')
  return form
}
