// Catches: a form edit that rewrites the JSON around it, a second edit in the same moment that undoes the first, the focus
// lost after a row was moved or removed, a removal that cannot be taken back to the letter, broken JSON thrown away, a
// problem told elsewhere than at its field.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import AttachField from './AttachField.vue'
import { choose, click, fieldOf, heads, open, press, rows, stageField, type } from '../../testing/rich-forms'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const attach = (json: string) => stageField(AttachField, json)
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

  it('says once a block was left that it has no word', async () => {
    await attach('')
    await click('Add block: Message')
    expect(document.body.textContent).not.toContain('This is required.')
    document.activeElement?.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    await flushPromises()
    expect(document.body.textContent).toContain('This is required.')
    await type(document.activeElement, 'Hello')
    expect(document.body.textContent).not.toContain('This is required.')
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

  it('of very many blocks is left to the JSON, which lists the first problems only', async () => {
    await attach(JSON.stringify(Array.from({ length: 201 }, () => 1)))
    expect(rows()).toEqual([])
    expect(document.body.textContent).toContain('The form shows up to 200 entries; here are 201.')
    await click('Open the JSON')
    expect(document.querySelectorAll('[data-testid=rich-issues] li')).toHaveLength(21)
    expect(document.body.textContent).toContain('… and 181 more.')
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
