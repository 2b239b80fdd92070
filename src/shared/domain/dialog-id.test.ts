import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDialogId, parseChatId } from './dialog-id'

describe('parseChatId', () => {
  it.each([
    ['1763', '1763'],
    [' chat1763 ', '1763'],
    ['CHAT1763', '1763'],
    ['imol|1763', '1763'],
    ['[CHAT=1763]Order[/CHAT]', '1763'],
    ['[chat=imol|1763]Order[/chat]', '1763'],
    ['007', '7'],
  ])('%s is chat %s', (typed, chatId) => expect(parseChatId(typed)).toEqual({ chatId }))

  it.each([
    'https://acme.bitrix24.com/online/?IM_DIALOG=chat1763',
    'https://acme.bitrix24.com/online/?IM_DIALOG=chat1763&IM_MESSAGE=5',
    'acme.bitrix24.com/online/?im_dialog=chat1763',
    'https://acme.bitrix24.com/online/?IM_HISTORY=imol%7C1763',
    '<https://acme.bitrix24.com/online/#chat1763>',
    'https://acme.bitrix24.com/desktop_app/#/?dialogId=chat1763',
  ])('finds the chat in %s', (typed) =>
    expect(parseChatId(typed)).toEqual({ chatId: '1763', host: 'acme.bitrix24.com' }),
  )

  it.each([
    '',
    '0',
    'chat',
    'chat12x',
    '-5',
    '1.5',
    'sg12',
    'hello',
    'imol|telegrambot|1|5|6',
    'https://acme.bitrix24.com/online/?IM_DIALOG=12a',
    'https://acme.bitrix24.com/company/personal/user/7/',
    'javascript://x.y/?IM_DIALOG=chat5',
    '99999999999999999999',
  ])('%s means no chat', (typed) => expect(parseChatId(typed)).toBeUndefined())

  it('answers digits only, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const found = parseChatId(typed)
        if (found !== undefined) expect(found.chatId).toMatch(/^[1-9]\d{0,14}$/)
      }),
    )
  })
})

it.each(['5', 'chat40', 'sg12'])('%s is a dialog', (id) => {
  expect(isDialogId(id)).toBe(true)
})

it.each(['', '0', '05', 'chat', 'chat0', 'CHAT5', 'notify', 'chat5 ', 'chat5\n', '5; DROP', '1'.repeat(16)])(
  '"%s" is none: a message to it could only fail',
  (id) => {
    expect(isDialogId(id)).toBe(false)
  },
)
