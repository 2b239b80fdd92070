// Catches: a form edit that rewrites the JSON around it, a second edit in the same moment that undoes the first, the focus
// lost after a row was moved or removed, a removal that cannot be taken back to the letter, broken JSON thrown away, a
// problem told elsewhere than at its field, an action button offered to a network target.
import B24Select from '@bitrix24/b24ui-nuxt/components/Select.vue'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { Component } from 'vue'
import { button, setStage, show } from '../../testing/stage'
import AttachField from './AttachField.vue'
import KeyboardField from './KeyboardField.vue'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

/** A field with its text, as the composer would hold it. */
async function stageField(field: Component, json: string, props: Record<string, unknown> = {}) {
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
const attach = (json: string) => stageField(AttachField, json)
const keyboard = (json: string, networkTarget = false) => stageField(KeyboardField, json, { networkTarget })

async function click(name: string): Promise<void> {
  button(name).click()
  await flushPromises()
}
const rows = (): string[] =>
  [...document.querySelectorAll('[data-entry-control=head]')].map((head) =>
    [...head.querySelectorAll('span')].map((part) => part.textContent?.trim()).join(': '),
  )
const heads = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-entry-control=head]')]
async function open(index: number): Promise<void> {
  heads()[index]?.click()
  await flushPromises()
}
const fieldOf = (name: string): HTMLElement => document.querySelector(`[data-field=${name}]`) as HTMLElement
async function type(element: Element | null | undefined, value: string): Promise<void> {
  const input = element as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}
const selectOf = (wrapper: VueWrapper, label: string) =>
  wrapper.findAllComponents(B24Select).find(({ vm }) => vm.$attrs['aria-label'] === label)
async function choose(wrapper: VueWrapper, label: string, value: string): Promise<void> {
  const select = selectOf(wrapper, label)
  select?.vm.$emit('update:modelValue', value)
  await flushPromises()
}
const press = async (element: Element | undefined, key: string): Promise<void> => {
  element?.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }))
  await flushPromises()
}

const THREE = '[{"MESSAGE":"a"},  {"LINK":{"LINK":"/b","NAME":"b"}},\n{"DELIMITER":[]}]'

describe('an attachment', () => {
  it('is begun with one block, whose text one can type at once', async () => {
    const { source } = await attach('')
    await click('Add block: Message')
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    await type(document.activeElement, 'Hello')
    expect(JSON.parse(source.value)).toEqual([{ MESSAGE: 'Hello' }])
    expect(rows()).toEqual(['Message: Hello'])
  })

  it('keeps every other character as it was typed', async () => {
    const { source } = await attach(THREE)
    await open(1)
    await type(fieldOf('NAME').querySelector('input'), 'c')
    expect(source.value).toBe(THREE.replace('"NAME":"b"', '"NAME":"c"'))
  })

  it('loses a field that is emptied, unless it is required', async () => {
    const { source } = await attach('[{"LINK":{"LINK":"/b","NAME":"b"}}]')
    await open(0)
    await type(fieldOf('NAME').querySelector('input'), '')
    await type(fieldOf('LINK').querySelector('input'), '')
    expect(source.value).toBe('[{"LINK":{"LINK":""}}]')
  })

  it('is put in order by buttons and by keys; the focus goes along', async () => {
    const { source } = await attach(THREE)
    await click('Move down: Message: a')
    expect(rows()).toEqual(['Link: b', 'Message: a', 'Delimiter: '])
    await press(heads()[1], 'ArrowDown')
    expect(rows()).toEqual(['Link: b', 'Delimiter: ', 'Message: a'])
    expect(document.activeElement).toBe(heads()[2])
    expect(document.body.textContent).toContain('Message: a is now number 3 of 3.')
    await press(heads()[2], 'ArrowDown')
    expect(rows()[2]).toBe('Message: a')
    await press(heads()[2], 'ArrowUp')
    await press(heads()[1], 'ArrowUp')
    expect(source.value).toBe(THREE)
  })

  it('is put in order by dragging', async () => {
    await attach(THREE)
    document.querySelectorAll('[draggable=true]')[2]?.dispatchEvent(new Event('dragstart', { bubbles: true }))
    document.querySelectorAll('[data-entry]')[0]?.dispatchEvent(new Event('drop', { bubbles: true, cancelable: true }))
    await flushPromises()
    expect(rows()).toEqual(['Delimiter: ', 'Message: a', 'Link: b'])
  })

  it('gives a removed block back to the letter, until something else is changed', async () => {
    const { source } = await attach(THREE)
    await click('Remove: Link: b')
    expect(rows()).toEqual(['Message: a', 'Delimiter: '])
    expect(document.activeElement?.textContent?.trim()).toBe('Undo')
    await click('Undo')
    expect(source.value).toBe(THREE)
    expect(document.activeElement).toBe(heads()[1])
    await click('Remove: Link: b')
    await click('Duplicate: Message: a')
    expect(document.querySelector('[data-undo]')).toBeNull()
    expect(rows()).toEqual(['Message: a', 'Message: a', 'Delimiter: '])
  })

  it('is no attachment any more without its last block', async () => {
    const { source } = await attach('{"COLOR":"#fff","BLOCKS":[{"MESSAGE":"a"}]}')
    await click('Remove: Message: a')
    expect(source.value).toBe('')
    await click('Undo')
    expect(source.value).toBe('{"COLOR":"#fff","BLOCKS":[{"MESSAGE":"a"}]}')
  })

  it('shows what it does not know as JSON, which can be edited and moved', async () => {
    const { source } = await attach('[{"MESSAGE":"a"},{"VIDEO":{"x":1}}]')
    expect(rows()).toEqual(['Message: a', 'VIDEO: {"x":1}'])
    await open(1)
    expect(document.body.textContent).toContain('Bitrix24 knows no block “VIDEO”.')
    const area = document.querySelector('[data-entry-body] textarea')
    await type(area, '{"x":')
    expect(document.body.textContent).toContain('Line 1, column 6.')
    expect(source.value).toContain('{"x":1}')
    await type(area, '{"x":[2]}')
    expect(source.value).toBe('[{"MESSAGE":"a"},{"VIDEO":{"x":[2]}}]')
  })

  it('edits every part of a block that has several, and says that it has', async () => {
    const { source } = await attach('[{"message":"a","delimiter":{"size":5}}]')
    expect(rows()).toEqual(['Message + Delimiter: a'])
    await open(0)
    expect(document.body.textContent).toContain('Several kinds in one block.')
    await type(document.querySelector('[data-entry-body] textarea'), 'b')
    await type(fieldOf('SIZE').querySelector('input'), '60')
    expect(source.value).toBe('[{"message":"b","delimiter":{"size":60}}]')
  })

  it('shows all rows of a grid alike in one go', async () => {
    const { source, wrapper } = await attach('[{"GRID":[{"NAME":"a","DISPLAY":"ROW"},{"NAME":"b","DISPLAY":"ROW"}]}]')
    await open(0)
    await choose(wrapper, 'Rows are shown', 'LINE')
    expect(source.value).toBe('[{"GRID":[{"NAME":"a","DISPLAY":"LINE"},{"NAME":"b","DISPLAY":"LINE"}]}]')
    await click('Add row')
    expect(JSON.parse(source.value)).toMatchObject([{ GRID: [{}, {}, { NAME: '', VALUE: '', DISPLAY: 'LINE' }] }])
    await click('Move up: Row 2')
    await click('Remove: Row 3')
    expect(JSON.parse(source.value)).toMatchObject([{ GRID: [{ NAME: 'b' }, { NAME: 'a' }] }])
  })

  it('becomes an object for its colour', async () => {
    const { source, wrapper } = await attach('[{"MESSAGE":"a"}]')
    await choose(wrapper, 'Colour', 'alert')
    expect(JSON.parse(source.value)).toEqual({ BLOCKS: [{ MESSAGE: 'a' }], COLOR_TOKEN: 'alert' })
    expect(rows()).toEqual(['Message: a'])
  })

  it('keeps broken JSON as typed, and says where it breaks', async () => {
    const { source } = await attach('[\n  {"MESSAGE": oops}\n]')
    expect(document.body.textContent).toContain('stops being JSON at line 2, column 15')
    await click('Open the JSON')
    const area = document.activeElement as HTMLTextAreaElement
    expect(area.value).toBe(source.value)
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Line 2, column 15.')
    await type(area, '[{"MESSAGE": "fine"}]')
    await click('Form')
    expect(rows()).toEqual(['Message: fine'])
  })

  it('says a problem at its field; that something is missing only when one has left it', async () => {
    await attach('[{"LINK":{"LINK":""}}]')
    await open(0)
    expect(fieldOf('LINK').textContent).not.toContain('This is required.')
    fieldOf('LINK').dispatchEvent(new Event('focusout', { bubbles: true }))
    await flushPromises()
    expect(fieldOf('LINK').textContent).toContain('This is required.')
    await type(fieldOf('LINK').querySelector('input'), 'javascript:alert(1)')
    expect(fieldOf('LINK').textContent).toContain('An address begins with https://')
    expect(fieldOf('LINK').querySelector('input')?.getAttribute('aria-invalid')).toBe('true')
    expect(fieldOf('NAME').textContent).not.toContain('An address')
  })

  it('lists all problems with their places beside the JSON', async () => {
    await attach('[{"MESSAGE":"a"},{"LINK":{"NAME":"b","COLOUR":"red"}}]')
    await click('JSON')
    const told = [...document.querySelectorAll('[data-testid=rich-issues] li')].map((item) => item.textContent?.trim())
    expect(told).toEqual([
      'Block 2 · LINK · LINK: This is required.',
      'Block 2 · LINK · COLOUR: The documentation knows no field “COLOUR”; the portal will ignore it.',
    ])
  })

  it('says by how much it is too large', async () => {
    const sized = (characters: number): string => {
      const empty = JSON.stringify([{ MESSAGE: '' }]).length
      return JSON.stringify([{ MESSAGE: 'x'.repeat(characters - empty) }])
    }
    const { source } = await attach(sized(31_200))
    const said = (): string => document.querySelector('[data-testid=rich-size]')?.textContent ?? ''
    expect(said()).toContain('1.2 KB more than the documented 30 KB')
    source.value = sized(60_000)
    await flushPromises()
    expect(said()).toContain('Too large by 1 character:')
    source.value = sized(200)
    await flushPromises()
    expect(said()).toBe('')
  })
})

describe('a keyboard', () => {
  it('is made of buttons and rows', async () => {
    const { source } = await keyboard('')
    await click('Button')
    await type(document.activeElement, 'Open')
    await type(fieldOf('LINK').querySelector('input'), 'https://example.com/')
    await click('New row')
    await click('Button')
    expect(JSON.parse(source.value)).toEqual([
      { TEXT: 'Open', LINK: 'https://example.com/' },
      { TYPE: 'NEWLINE' },
      { TEXT: '', LINK: '' },
    ])
    expect(rows()).toEqual(['Button 1: Open → https://example.com/', '', 'Button 2: empty'])
  })

  it('gives a button one purpose in place of another', async () => {
    const { source, wrapper } = await keyboard('[{"TEXT":"a","LINK":"/b","WIDTH":5}]')
    await open(0)
    await choose(wrapper, 'When pressed', 'ACTION')
    expect(JSON.parse(source.value)).toEqual([{ TEXT: 'a', WIDTH: 5, ACTION: 'SEND', ACTION_VALUE: '' }])
    await choose(wrapper, 'When pressed', 'COMMAND')
    expect(JSON.parse(source.value)).toEqual([{ TEXT: 'a', WIDTH: 5, COMMAND: '' }])
  })

  it('asks for the bot as soon as a button gives a command', async () => {
    const { source } = await keyboard('[{"TEXT":"a","COMMAND":"help"}]')
    await type(fieldOf('BOT_ID').querySelector('input'), '45')
    expect(JSON.parse(source.value)).toEqual({ BUTTONS: [{ TEXT: 'a', COMMAND: 'help' }], BOT_ID: 45 })
  })

  it('says of a button with two purposes, or none, that the portal would drop it', async () => {
    await keyboard('[{"TEXT":"a","LINK":"/b","COMMAND":"c"},{"TEXT":"d"}]')
    await open(0)
    expect(document.body.textContent).toContain('The button has several purposes (LINK, COMMAND)')
    await open(1)
    expect(document.body.textContent).toContain('The button does nothing: the portal would drop it without a word.')
  })

  it('offers links only to a network target, and marks what is none', async () => {
    const { wrapper } = await keyboard(
      '[{"TEXT":"a","ACTION":"SEND","ACTION_VALUE":"x"},{"TEXT":"b","LINK":"/c"}]',
      true,
    )
    const marks = [...document.querySelectorAll('[data-testid=entry-problem]')].map((mark) => mark.textContent?.trim())
    expect(marks).toEqual([
      'In a network message a button can only open a link.',
      'In a network message a link begins with https://.',
    ])
    await open(1)
    expect(fieldOf('LINK').textContent).toContain('In a network message a link begins with https://.')
    const offered = selectOf(wrapper, 'When pressed')
    expect(offered?.props('items')).toEqual([{ value: 'LINK', label: 'opens a link' }])
  })
})
