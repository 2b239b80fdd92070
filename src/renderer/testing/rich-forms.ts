// A form on the stage, and what a person does with it.
import B24Select from '@bitrix24/b24ui-nuxt/components/Select.vue'
import { flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { defineComponent, h, ref } from 'vue'
import type { Component } from 'vue'
import { button, setStage, show } from './stage'

/** A field with its text, as the composer would hold it. */
export async function stageField(field: Component, json: string, props: Record<string, unknown> = {}) {
  const source = ref(json)
  const Host = defineComponent({
    setup: () => () =>
      h(field, {
        problem: undefined,
        ...props,
        modelValue: source.value,
        'onUpdate:modelValue': (value: string) => {
          source.value = value
        },
      }),
  })
  return { source, wrapper: await show(setStage(), Host) }
}

export async function click(name: string): Promise<void> {
  button(name).click()
  await flushPromises()
}
export const rows = (): string[] =>
  [...document.querySelectorAll('[data-entry-control=head]')].map((head) =>
    [...head.querySelectorAll('span')].map((part) => part.textContent?.trim()).join(': '),
  )
export const heads = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-entry-control=head]')]
export async function open(index: number): Promise<void> {
  heads()[index]?.click()
  await flushPromises()
}
export const fieldOf = (name: string): HTMLElement => document.querySelector(`[data-field=${name}]`) as HTMLElement
export async function type(element: Element | null | undefined, value: string): Promise<void> {
  const input = element as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}
export const selectOf = (wrapper: VueWrapper, label: string) =>
  wrapper.findAllComponents(B24Select).find(({ vm }) => vm.$attrs['aria-label'] === label)
export async function choose(wrapper: VueWrapper, label: string, value: string): Promise<void> {
  const select = selectOf(wrapper, label)
  select?.vm.$emit('update:modelValue', value)
  await flushPromises()
}
export const press = async (element: Element | undefined, key: string): Promise<void> => {
  element?.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }))
  await flushPromises()
}
