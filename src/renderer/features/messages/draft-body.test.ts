// Catches: drafts that lose a part on their way through JSON, drafts of an earlier version lost, and hostile bodies.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../shared/contract/common'
import { accountId } from '../../testing/sample'
import { emptyComposing } from './composing'
import type { Composing, TargetHit } from './composing'
import { fromDraft, toDraft } from './draft-body'

const A = accountId('a')
const target: fc.Arbitrary<TargetHit['target']> = fc.oneof(
  fc.record({ kind: fc.constant('network' as const), lineCode: fc.string(), userId: fc.string() }),
  fc.record({ kind: fc.constant('dialog' as const), dialogId: fc.string() }),
  fc.record({ kind: fc.constant('convo' as const), convoId: fc.string() }),
)
const recipient: fc.Arbitrary<TargetHit> = fc.record(
  {
    accountId: fc.constant(A),
    target,
    title: fc.string(),
    kind: fc.constantFrom('person' as const, 'chat' as const, 'openline' as const, 'convo' as const),
    hint: fc.string({ minLength: 1 }),
  },
  { requiredKeys: ['accountId', 'target', 'title', 'kind'] },
)
const arbitrary: fc.Arbitrary<Composing> = fc.record({
  lineCode: fc.string(),
  recipients: fc.array(recipient, { maxLength: 4 }),
  text: fc.string(),
  attach: fc.string(),
  keyboard: fc.string(),
  urlPreview: fc.boolean(),
  file: fc.option(fc.record({ fileId: fc.uuid(), name: fc.string({ minLength: 1 }), size: fc.nat() }), {
    nil: undefined,
  }),
  notBefore: fc.option(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    { nil: undefined },
  ),
  replaces: fc.option(fc.uuid(), { nil: undefined }),
})

it('a draft comes back as it was, through JSON', () => {
  fc.assert(
    fc.property(arbitrary, (now) => {
      expect(fromDraft(A, JSON.parse(JSON.stringify(toDraft(now))) as JsonValue)).toEqual(now)
    }),
  )
})

it('a body written by something else is read as far as it goes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const { text, urlPreview, recipients } = fromDraft(A, body as JsonValue)
      expect([typeof text, typeof urlPreview, Array.isArray(recipients)]).toEqual(['string', 'boolean', true])
    }),
  )
})

describe('a draft of the first version', () => {
  const read = (body: JsonValue) => fromDraft(A, body).recipients
  it.each([
    ['a colleague, through a line', { lineCode: 'abc', recipient: { id: '7', name: 'Ольга' } }, 'person', 'network'],
    ['a colleague, with no line yet', { lineCode: '', recipient: { id: '7', name: 'Ольга' } }, 'person', 'dialog'],
    ['a conversation', { recipient: { id: '3kabc', name: 'Ольга' } }, 'convo', 'convo'],
  ])('keeps %s', (_what, body, kind, targetKind) => {
    expect(read(body)).toMatchObject([{ accountId: 'a', title: 'Ольга', kind, target: { kind: targetKind } }])
  })

  it('had a stand-in for nobody, who is no recipient', () => {
    expect([read({ recipient: { id: '0', name: '' } }), read({ recipient: null })]).toEqual([[], []])
  })
})

it('a recipient that cannot be read is left out, and the others stay', () => {
  const good = { target: { kind: 'dialog', dialogId: '7' }, title: 'Ольга', kind: 'nonsense' }
  const bad = [null, {}, { target: { kind: 'dialog' } }, { target: { kind: 'pigeon', userId: '7' } }, 'x']
  const { recipients, ...rest } = fromDraft(A, { text: 'hi', recipients: [...bad, good], notBefore: 'soon' })
  expect(recipients).toEqual([{ accountId: 'a', target: good.target, title: 'Ольга', kind: 'person' }])
  expect(rest).toEqual({ ...emptyComposing(), recipients: undefined, text: 'hi' })
})
