// A text field on the stage, written into as a keyboard would.
import { flushPromises } from '@vue/test-utils'
import TextField from '../ui/text-field/TextField.vue'
import { setStage, show } from './stage'

/** Mounts one that holds a text; `wait` lets the pause pass after which names are asked for. */
export async function showField(text: string, props: Record<string, unknown>, wait: () => Promise<unknown>) {
  const wrapper = await show(setStage(), TextField, {
    label: 'Message',
    syntax: 'bbcode',
    sendWith: 'enter',
    modelValue: text,
    'onUpdate:modelValue': (value: string) => wrapper.setProps({ modelValue: value }),
    ...props,
  })
  const area = wrapper.get('textarea')
  const element = area.element as HTMLTextAreaElement
  const select = async (from: number, to = from): Promise<void> => {
    element.setSelectionRange(from, to)
    await area.trigger('keyup')
  }
  /** Types at the end, as a keyboard would. */
  const type = async (typed: string): Promise<void> => {
    element.value += typed
    element.setSelectionRange(element.value.length, element.value.length)
    await area.trigger('input')
    await area.trigger('keyup')
    await wait()
    await flushPromises()
  }
  const press = async (key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    element.dispatchEvent(event)
    await flushPromises()
    return event
  }
  const selected = (): string => element.value.slice(element.selectionStart, element.selectionEnd)
  return { wrapper, element, select, type, press, selected }
}
