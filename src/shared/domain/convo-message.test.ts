import { expect, test } from 'vitest'
import { CONVO_BYTES, CONVO_GRAPHEMES, reviewConvoMessage } from './convo-message'

test('what a reader sees as one character counts once, at the limit and past it', () => {
  const family = '👨‍👩‍👧'
  const full = reviewConvoMessage({ text: 'я'.repeat(CONVO_GRAPHEMES - 1) + family })
  expect(full.problems).toEqual([])
  expect(full.sizes).toMatchObject({ textChars: CONVO_GRAPHEMES, textLimit: CONVO_GRAPHEMES })
  expect(reviewConvoMessage({ text: 'я'.repeat(CONVO_GRAPHEMES + 1) }).problems).toEqual(['messages.tooLong'])
})

test('few characters of many bytes are too long as well', () => {
  const heavy = '👨‍👩‍👧'.repeat(Math.ceil(CONVO_BYTES / 18))
  expect(reviewConvoMessage({ text: heavy }).problems).toEqual(['messages.tooLong'])
})

test('blanks are no message, and nothing can be attached', () => {
  expect(reviewConvoMessage({ text: ' \n' }).problems).toEqual(['messages.empty'])
  expect(reviewConvoMessage({ text: 'x', attach: [], keyboard: [] }).problems).toEqual([
    'messages.attachError',
    'messages.keyboardError',
  ])
})
