import { expect, test } from 'vitest'
import { answerAs } from './answer'
import { fail, ok } from './result'

test('a declared error passes with its params; data passes untouched', () => {
  const refused = fail('net.timeout', 'later', { host: 'portal.example' })
  expect(answerAs('groups.sync', refused)).toEqual(refused)
  expect(answerAs('messages.lines', ok([{ lineCode: 'x', name: 'X' }]))).toEqual(ok([{ lineCode: 'x', name: 'X' }]))
})

test('an undeclared code becomes "internal" without its params, and is reported (a renderer has no words for it)', () => {
  const seen: string[] = []
  const answer = answerAs('messages.lines', fail('vault.locked', 'user', { secret: 'x' }), (code) => seen.push(code))
  expect(answer).toEqual(fail('internal', 'never', { code: 'vault.locked' }))
  expect(seen).toEqual(['vault.locked'])
})
