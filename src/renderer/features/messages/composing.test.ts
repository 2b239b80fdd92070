// Catches: drafts that lose a part, JSON sent as a string, Bluesky given a portal's fields.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../shared/contract/common'
import type { MessageTarget } from '../../../shared/contract/messages'
import { accountId } from '../../testing/sample'
import { emptyComposing, fromDraft, fromSent, hasRoomFor, isBlank, readJson, toComposed, toDraft } from './composing'
import type { Composing } from './composing'

const composing = (more: Partial<Composing> = {}): Composing => ({ ...emptyComposing(), ...more })
const arbitrary: fc.Arbitrary<Composing> = fc.record({
  lineCode: fc.string(),
  recipient: fc.option(fc.record({ id: fc.string(), name: fc.string() }), { nil: undefined }),
  text: fc.string(),
  attach: fc.string(),
  keyboard: fc.string(),
  urlPreview: fc.boolean(),
})

describe('drafts', () => {
  it('come back as they were, through JSON', () => {
    fc.assert(
      fc.property(arbitrary, (now) => {
        expect(fromDraft(JSON.parse(JSON.stringify(toDraft(now))) as JsonValue)).toEqual(now)
      }),
    )
  })

  it('survive a body written by something else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { text, urlPreview } = fromDraft(body as JsonValue)
        expect([typeof text, typeof urlPreview]).toEqual(['string', 'boolean'])
      }),
    )
  })
})

describe('toComposed', () => {
  it('hands over attachment and buttons as JSON, and leaves empty ones out', () => {
    const composed = toComposed(
      accountId('a'),
      'bitrix24',
      composing({ text: 'hi', attach: '[{"MESSAGE":"x"}]', lineCode: ' abc ' }),
    )
    expect(composed).toMatchObject({
      attach: [{ MESSAGE: 'x' }],
      target: { kind: 'network', lineCode: 'abc' },
      urlPreview: true,
    })
    expect(composed).not.toHaveProperty('keyboard')
  })

  it('gives Bluesky a conversation and nothing of a portal', () => {
    const recipient = { id: 'convo1', name: 'Crew' }
    const composed = toComposed(accountId('a'), 'bluesky', composing({ text: 'hi', attach: '[]', recipient }))
    expect(composed).toEqual({ accountId: 'a', target: { kind: 'convo', convoId: 'convo1' }, text: 'hi' })
  })
})

describe('a message that comes back', () => {
  const sent = (target: MessageTarget, more: object = {}) => ({
    ...{ target, targetTitle: 'Ольга', text: 'hi', urlPreview: false },
    ...more,
  })
  const network = { kind: 'network', lineCode: 'abc', userId: '7' } as const

  it('is composed again as it was', () => {
    const back = fromSent(sent(network, { attach: [{ MESSAGE: 'x' }], keyboard: [{ TEXT: 'y' }] }))
    expect(back && toComposed(accountId('a'), 'bitrix24', back)).toEqual({
      ...{ accountId: 'a', target: network, text: 'hi', urlPreview: false },
      ...{ attach: [{ MESSAGE: 'x' }], keyboard: [{ TEXT: 'y' }] },
    })
    expect(back?.recipient).toEqual({ id: '7', name: 'Ольга' })
    expect(fromSent(sent({ kind: 'convo', convoId: 'c' }))?.recipient?.id).toBe('c')
    expect(fromSent(sent({ kind: 'dialog', dialogId: 'd' }))).toBeUndefined()
  })

  it.each([
    ['nothing since', {}, true],
    ['the same line and person', { lineCode: 'abc', recipient: { id: '7', name: 'Ольга' } }, true],
    ['a text', { text: 'x' }, false],
    ['another person', { recipient: { id: '8', name: 'Пётр' } }, false],
    ['another line', { lineCode: 'def' }, false],
  ])('finds room after %s: %s', (_what, since, room) => {
    const back = fromSent(sent(network))
    expect(back && hasRoomFor(composing(since), back)).toBe(room)
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
