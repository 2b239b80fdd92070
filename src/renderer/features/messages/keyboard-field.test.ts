// Catches: a button that keeps a purpose it was given another for, an action offered to a network target, a button the
// portal would drop without a word and nobody says so, a command without its bot.
import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import KeyboardField from './KeyboardField.vue'
import { choose, click, fieldOf, open, rows, selectOf, stageField, type } from '../../testing/rich-forms'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const keyboard = (json: string, networkTarget = false) => stageField(KeyboardField, json, { networkTarget })

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
    expect(offered?.props()).toMatchObject({ items: [{ value: 'LINK', label: 'opens a link' }] })
  })
})
