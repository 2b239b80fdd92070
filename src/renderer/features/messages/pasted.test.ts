// Catches: a message to a person sent to the chat of the same number, a link to another portal taken for this one's.
import { describe, expect, it } from 'vitest'
import { isListOrId, readPasted } from './pasted'

const HOST = 'acme.bitrix24.com'
const dialogs = (text: string) =>
  readPasted(text, HOST).map((each) =>
    each.kind === 'target' && each.target.kind === 'dialog' ? `${each.is} ${each.target.dialogId}` : each,
  )

describe('pasted recipients', () => {
  it.each([
    ['7', ['person 7']],
    ['chat7', ['chat chat7']],
    ['sg7', ['chat sg7']],
    ['[USER=7]Ольга[/USER]', ['person 7']],
    ['[CHAT=7]Orders[/CHAT]', ['chat chat7']],
    [`https://${HOST}/online/?IM_DIALOG=chat7`, ['chat chat7']],
    [`https://${HOST}/online/?IM_DIALOG=7`, ['person 7']],
    [`https://${HOST}/online/?IM_DIALOG=7&IM_MESSAGE=5`, ['person 7']],
    ['chat7; 8,\n chat9', ['chat chat7', 'person 8', 'chat chat9']],
  ])('%j is %j', (text, expected) => expect(dialogs(text)).toEqual(expected))

  it('keeps the name that came along', () => {
    expect(readPasted('[USER=7] Ольга [/USER]', HOST)).toMatchObject([{ title: 'Ольга' }])
  })

  it('leaves names to be found, and tells a link to another portal', () => {
    expect(readPasted('Анна Мерсер\nBob; https://other.bitrix24.ru/online/?IM_DIALOG=chat7', HOST)).toEqual([
      { kind: 'name', name: 'Анна Мерсер' },
      { kind: 'name', name: 'Bob' },
      { kind: 'elsewhere', host: 'other.bitrix24.ru' },
    ])
  })

  it.each([
    ['Анна Мерсер', false],
    [' chat ', false],
    ['Анна\nBob', true],
    ['12', true],
    [`https://${HOST}/online/?IM_DIALOG=chat7`, true],
    ['https://example.com/', false],
  ])('%j is more than a name: %s', (text, more) => expect(isListOrId(text)).toBe(more))
})
