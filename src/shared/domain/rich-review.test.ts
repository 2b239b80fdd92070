// Catches: a problem told at the wrong field or not at all, one that stops a message the portal would take, and a button
// that the portal would drop without a word.
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../contract/common'
import { attachIsValid, reviewAttach } from './message-attach'
import { keyboardIsValid, reviewKeyboard } from './message-keyboard'
import type { Issue } from './rich-issues'

const short = (issues: readonly Issue[]): string[] =>
  issues.map(({ path, code, level }) => `${level === 'error' ? '!' : '?'} ${path.join('.')}: ${code}`)
const attach = (value: JsonValue): string[] => short(reviewAttach(value))
const keyboard = (value: JsonValue, network = false): string[] => short(reviewKeyboard(value, { network }))
const open = { TEXT: 'Open', LINK: 'https://example.com/' }

describe('an attachment', () => {
  it.each<[JsonValue, string[]]>([
    ['x', ['! : notAttach']],
    [{ ID: 1 }, ['! : noBlocks']],
    [{ blocks: [] }, ['! blocks: noBlocks']],
    [[], ['! : noBlocks']],
    [[5], ['! 0: notAnObject']],
    [[{}], ['! 0: emptyBlock']],
    [[{ MESAGE: 'typo' }], ['! 0.MESAGE: unknownKind']],
    [[{ MESSAGE: 'a', LINK: { LINK: '/a' } }], ['? 0: severalKinds']],
    [
      [{ MESSAGE: '' }, { MESSAGE: ' \n' }],
      ['! 0.MESSAGE: missing', '! 1.MESSAGE: missing'],
    ],
    [[{ message: { text: '' } }], ['! 0.message.text: missing']],
    [[{ MESSAGE: 5 }], ['! 0.MESSAGE: wrongContent']],
    [[{ MESSAGE: { AS_DESCRIPTION: 'Y' } }], ['! 0.MESSAGE.TEXT: missing']],
    [[{ LINK: { NAME: 'a' } }], ['! 0.LINK.LINK: missing']],
    [[{ link: { link: 'javascript:alert(1)' } }], ['! 0.link.link: wrongLink']],
    [[{ LINK: { LINK: '//evil.example/' } }], ['! 0.LINK.LINK: wrongLink']],
    [[{ IMAGE: [{ LINK: '/a.png' }, { LINK: 'a.png' }] }], ['! 0.IMAGE.1.LINK: wrongLink']],
    [[{ IMAGE: [] }], ['! 0.IMAGE: wrongContent']],
    [
      [{ IMAGE: { LINK: '/a', PREVIEW: 'a', WIDTH: 0, HEIGHT: '20' } }],
      ['? 0.IMAGE.PREVIEW: wrongLink', '? 0.IMAGE.WIDTH: wrongSize'],
    ],
    [[{ FILE: { LINK: '/a', SIZE: '1.5' } }], ['? 0.FILE.SIZE: wrongNumber']],
    [[{ USER: { LINK: '/a' } }], ['! 0.USER.NAME: missing']],
    [[{ USER: { NAME: 'Ann', AVATAR_TYPE: 'CAT' } }], ['? 0.USER.AVATAR_TYPE: wrongChoice']],
    [[{ DELIMITER: { SIZE: -1, COLOR: 'red' } }], ['? 0.DELIMITER.SIZE: wrongSize', '? 0.DELIMITER.COLOR: wrongColor']],
    [[{ GRID: [{ NAME: 'a' }] }], ['! 0.GRID.0.DISPLAY: missing']],
    [
      [{ GRID: [{ NAME: '', VALUE: ' ', DISPLAY: 'ROW' }, { DISPLAY: 'ROW' }] }],
      ['! 0.GRID.0.VALUE: missing', '! 0.GRID.1.VALUE: missing'],
    ],
    [[{ GRID: [{ value: 'b', DISPLAY: 'CIRCLE' }] }], ['! 0.GRID.0.DISPLAY: wrongChoice']],
    [[{ GRID: [{ NAME: 'a', DISPLAY: 'COLUMN' }] }], ['? 0.GRID.0.DISPLAY: wrongChoice']],
    [
      [
        {
          GRID: [
            { NAME: 'a', DISPLAY: 'ROW' },
            { NAME: 'b', DISPLAY: 'line' },
          ],
        },
      ],
      ['? 0.GRID: mixedDisplay'],
    ],
    [
      { COLOR_TOKEN: 'pink', COLOR: '#12', SHAPE: 1, BLOCKS: [{ MESSAGE: 'a' }] },
      ['? COLOR_TOKEN: wrongChoice', '? COLOR: wrongColor', '? SHAPE: unknownField'],
    ],
    [[{ LINK: { LINK: '/a', BLINK: 1 } }], ['? 0.LINK.BLINK: unknownField']],
  ])('%j: %j', (value, issues) => {
    expect(attach(value)).toEqual(issues)
    expect(attachIsValid(value)).toBe(!issues.some((issue) => issue.startsWith('!')))
  })

  it('by the documentation has nothing to say about', () => {
    const documented = {
      ID: 1,
      COLOR_TOKEN: 'secondary',
      COLOR: '#29619b',
      BLOCKS: [
        { USER: { NAME: 'John Smith', AVATAR: 'https://e.com/a.png', LINK: 'https://e.com', USER_ID: 5 } },
        {
          LINK: {
            PREVIEW: 'https://e.com/l.png',
            WIDTH: 1000,
            HEIGHT: 638,
            NAME: 'n',
            DESC: 'd',
            LINK: 'https://e.com/',
          },
        },
        { DELIMITER: { SIZE: 200, COLOR: '#c6c6c6' } },
        { GRID: [{ NAME: 'Priority', VALUE: '', COLOR_TOKEN: 'alert', COLOR: '#f00', DISPLAY: 'LINE', WIDTH: 250 }] },
        { FILE: [{ NAME: 'a.pdf', LINK: 'https://e.com/a.pdf', SIZE: 0 }] },
        { MESSAGE: '[B]a[/B]' },
      ],
    }
    expect(attach(documented)).toEqual([])
  })
})

describe('a keyboard', () => {
  it.each<[JsonValue, string[]]>([
    ['x', ['! : notKeyboard']],
    [{ BOT_ID: 1 }, ['! : noButtons']],
    [[{ TYPE: 'newline' }], ['! : noButtons']],
    [[open, 5], ['! 1: notAnObject']],
    [[{ LINK: 'https://e.com' }], ['! 0.TEXT: missing']],
    [[{ ...open, TEXT: ' ' }], ['! 0.TEXT: missing']],
    [[{ TEXT: 'a' }], ['! 0: noPurpose']],
    [[{ TEXT: 'a', LINK: '' }], ['! 0.LINK: missing']],
    [[{ TEXT: 'a', ACTION: 'PUT', ACTION_VALUE: '' }], ['? 0.ACTION_VALUE: noValue']],
    [[{ ...open, COMMAND: 'help' }], ['! 0: manyPurposes']],
    [[{ TEXT: 'a', LINK: 'ftp://e.com' }], ['! 0.LINK: wrongLink']],
    [[{ TEXT: 'a', ACTION: 'RUN', ACTION_VALUE: 'x' }], ['! 0.ACTION: wrongChoice']],
    [[{ TEXT: 'a', action: 'SEND' }], ['! 0.ACTION_VALUE: noValue']],
    [[{ TEXT: 'a', COMMAND: 'help' }], ['? 0.COMMAND: noBot']],
    [{ BOT_ID: 5, BUTTONS: [{ TEXT: 'a', COMMAND: 'help', COMMAND_PARAMS: 'x', BLOCK: 'Y' }] }, []],
    [{ BOT_ID: 'x', BUTTONS: [open], SHAPE: 1 }, ['? BOT_ID: wrongNumber', '? SHAPE: unknownField']],
    [[{ ...open, BLOCK: 'Y' }], ['? 0.BLOCK: onlyCommand']],
    [
      [{ ...open, DISPLAY: 'ROW', WIDTH: 0, BG_COLOR: 'red', BG_COLOR_TOKEN: 'x', TEXT_COLOR: '#FFF', DISABLED: true }],
      [
        '? 0.DISPLAY: wrongChoice',
        '? 0.BG_COLOR_TOKEN: wrongChoice',
        '? 0.BG_COLOR: wrongColor',
        '? 0.DISABLED: wrongChoice',
        '? 0.WIDTH: wrongSize',
      ],
    ],
    [[{ ...open, ICON: 'x' }], ['? 0.ICON: unknownField']],
  ])('%j: %j', (value, issues) => {
    expect(keyboard(value)).toEqual(issues)
    expect(keyboardIsValid(value)).toBe(!issues.some((issue) => issue.startsWith('!')))
  })

  it.each<[JsonValue, string[]]>([
    [[open, { TYPE: 'NEWLINE' }, open], []],
    [[{ TEXT: 'a', ACTION: 'SEND', ACTION_VALUE: 'x' }], ['! 0.ACTION: linkOnly']],
    [[{ TEXT: 'a', APP_ID: 5 }], ['! 0.APP_ID: linkOnly']],
    [[{ TEXT: 'a', LINK: 'http://e.com' }], ['! 0.LINK: httpsOnly']],
    [[{ TEXT: 'a', LINK: '/company/' }], ['! 0.LINK: httpsOnly']],
    [[{ TEXT: 'a', LINK: 'x' }], ['! 0.LINK: wrongLink']],
  ])('of a network message, %j: %j', (value, issues) => {
    expect(keyboard(value, true)).toEqual(issues)
  })
})
