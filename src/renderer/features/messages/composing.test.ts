// Catches: JSON sent as a string, Bluesky given a portal's fields, a message that comes back as another one,
// a text the field takes and main does not.
import { is } from 'valibot'
import { describe, expect, it } from 'vitest'
import { Content } from '../../testing/contract'
import { accountId, outboxItem } from '../../testing/sample'
import { emptyComposing, fromSent, isBlank, MOST_TEXT, readJson, targetsToCheck, toContent } from './composing'
import type { Composing } from './composing'

const composing = (more: Partial<Composing> = {}): Composing => ({ ...emptyComposing(), ...more })
const A = accountId('a')

describe('toContent', () => {
  it('hands over attachment and buttons as JSON, and leaves empty ones out', () => {
    expect(toContent(A, 'bitrix24', composing({ text: 'hi', attach: '[{"MESSAGE":"x"}]' }))).toEqual({
      ...{ accountId: 'a', text: 'hi', urlPreview: true },
      attach: [{ MESSAGE: 'x' }],
    })
  })

  it('gives Bluesky nothing of a portal', () => {
    expect(toContent(A, 'bluesky', composing({ text: 'hi', attach: '[]' }))).toEqual({ accountId: 'a', text: 'hi' })
  })
})

it('a text may be as long as main takes it, and no longer', () => {
  const taken = (length: number): boolean => is(Content.entries.text, 'x'.repeat(length))
  expect([taken(MOST_TEXT), taken(MOST_TEXT + 1)]).toEqual([true, false])
})

describe('targetsToCheck', () => {
  it('asks about a stand-in of the right kind while nobody is chosen', () => {
    const lineCode = 'a'.repeat(32)
    expect(targetsToCheck('bluesky', composing())[0]?.kind).toBe('convo')
    expect(targetsToCheck('bitrix24', composing())[0]?.kind).toBe('dialog')
    expect(targetsToCheck('bitrix24', composing({ lineCode }))).toEqual([{ kind: 'network', lineCode, userId: '0' }])
  })
})

describe('messages that come back', () => {
  const network = (userId: string) => ({ kind: 'network', lineCode: 'abc', userId }) as const

  it('are composed again as they were, for all they went to', () => {
    const content = { attach: [{ MESSAGE: 'x' }], keyboard: [{ TEXT: 'y' }], text: 'hi', urlPreview: false }
    const back = fromSent([
      outboxItem('1', { ...content, target: network('7'), targetTitle: 'Ольга' }),
      outboxItem('2', { ...content, target: network('8'), targetTitle: 'Пётр' }),
    ])
    expect(toContent(A, 'bitrix24', back)).toEqual({ accountId: 'a', ...content })
    expect([back.lineCode, back.recipients.map(({ title }) => title)]).toEqual(['abc', ['Ольга', 'Пётр']])
    expect(targetsToCheck('bitrix24', back)).toEqual([network('7'), network('8')])
  })

  it.each([
    [{ kind: 'convo', convoId: 'c' }, 'convo'],
    [{ kind: 'dialog', dialogId: '7' }, 'person'],
    [{ kind: 'dialog', dialogId: 'chat7' }, 'chat'],
    [{ kind: 'dialog', dialogId: 'sg7' }, 'chat'],
  ] as const)('%j is a %s, and needs no line', (target, kind) => {
    const back = fromSent([outboxItem('1', { target })])
    expect([back.recipients[0]?.kind, back.lineCode]).toEqual([kind, ''])
  })
})

describe('readJson', () => {
  it.each([
    ['', 'none'],
    ['  ', 'none'],
    ['[1]', 'json'],
    ['[1', 'broken'],
  ])('reads %j as %s', (typed, kind) => expect(readJson(typed).kind).toBe(kind))
})

describe('isBlank', () => {
  it('does not count spaces, but counts an attachment alone', () => {
    expect([isBlank(composing({ text: ' \n' })), isBlank(composing({ attach: '[]' }))]).toEqual([true, false])
  })
})
