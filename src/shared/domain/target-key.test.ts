import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageTarget } from '../contract/messages'
import { joinTargetKey, messageTargetFallbackTitle, messageTargetKey } from './target-key'

const id = fc.string({ minLength: 1, maxLength: 8 })
const code = fc.stringMatching(/^[0-9a-z]{1,8}$/)
const target: fc.Arbitrary<MessageTarget> = fc.oneof(
  fc.record({ kind: fc.constant('network' as const), lineCode: code, userId: id }),
  fc.record({ kind: fc.constant('dialog' as const), dialogId: id }),
  fc.record({ kind: fc.constant('convo' as const), convoId: id }),
)

test('two targets share a key only when they are the same (else one would hold up the other, or pass it)', () => {
  fc.assert(
    fc.property(target, target, (a, b) => {
      expect(messageTargetKey(a) === messageTargetKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
  )
})

test('a target without a title is called by the id it goes to', () => {
  expect(messageTargetFallbackTitle({ kind: 'network', lineCode: 'x', userId: '7' })).toBe('7')
  expect(messageTargetFallbackTitle({ kind: 'dialog', dialogId: 'chat5' })).toBe('chat5')
  expect(messageTargetFallbackTitle({ kind: 'convo', convoId: 'c' })).toBe('c')
})

test('a group and a link never share a flight, and blanks around a link do not make it another', () => {
  expect(joinTargetKey({ groupId: '5' })).toBe('group:5')
  expect(joinTargetKey({ link: ' abc\n' })).toBe('link:abc')
  expect(joinTargetKey({})).toBeUndefined()
})
