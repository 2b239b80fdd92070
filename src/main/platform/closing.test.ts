// Catches: a quit or a logout that a question holds up, a window that cannot be closed, an app that stays for nothing.
import { expect, test } from 'vitest'
import { wayOfClosing, type ClosingFacts } from './closing'

const FACTS: ClosingFacts = { quitting: false, mac: false, whenClosed: 'ask', hasAccounts: true, pageAnswers: true }
const way = (facts: Partial<ClosingFacts>) => wayOfClosing({ ...FACTS, ...facts })

test('what closing does is asked once, then done as it was said', () => {
  expect(way({})).toBe('ask')
  expect(way({ whenClosed: 'keepRunning' })).toBe('hide')
  expect(way({ whenClosed: 'quit' })).toBe('quit')
})

test('when the app or the machine ends, every window closes without a question', () => {
  for (const whenClosed of ['ask', 'keepRunning', 'quit'] as const) {
    for (const mac of [true, false]) expect(way({ quitting: true, whenClosed, mac })).toBe('close')
  }
})

test('on macOS closing never quits, whatever is set', () => {
  for (const whenClosed of ['ask', 'keepRunning', 'quit'] as const) expect(way({ mac: true, whenClosed })).toBe('hide')
})

test('with no account there is nothing to keep running for, unless somebody said so', () => {
  expect(way({ hasAccounts: false })).toBe('quit')
  expect(way({ hasAccounts: false, whenClosed: 'keepRunning' })).toBe('hide')
})

test('a page that does not answer is closed all the same, and made anew the next time', () => {
  expect(way({ pageAnswers: false })).toBe('discard')
  expect(way({ pageAnswers: false, whenClosed: 'keepRunning' })).toBe('discard')
  expect(way({ pageAnswers: false, whenClosed: 'quit' })).toBe('quit')
  expect(way({ pageAnswers: false, mac: true })).toBe('discard')
})
