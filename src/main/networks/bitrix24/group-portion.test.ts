import { expect, it } from 'vitest'
import type { CallResult } from './client'
import { believable } from './group-portion'

const rows = (from: number, count: number) => Array.from({ length: count }, (_, at) => ({ id: String(from + at) }))
const answer = (from: number, count: number, total?: number, next?: number): CallResult => ({
  ok: true,
  data: { workgroups: rows(from, count) },
  ...(total === undefined ? {} : { total }),
  ...(next === undefined ? {} : { next }),
})
const missing: CallResult = {
  ok: false,
  error: { code: 'net.badAnswer', params: {}, retry: 'later' },
  outcome: 'unknown',
  retryable: false,
}

const cases: readonly [
  string,
  readonly (CallResult | undefined)[],
  readonly [rows: number, pages: number, more: boolean],
][] = [
  ['all pages of a list', [answer(1, 50, 80, 50), answer(51, 30, 80)], [80, 2, false]],
  ['those asked for, with more to come', [answer(1, 50, 180, 50), answer(51, 50, 180, 100)], [100, 2, true]],
  ['none after one that is missing', [answer(1, 50, 180, 50), missing, answer(101, 50, 180, 150)], [50, 1, true]],
  ['none after one that counts another total', [answer(1, 50, 180, 50), answer(52, 50, 179, 100)], [50, 1, true]],
  ['none after the last, whatever else was asked for', [answer(1, 20, 20), answer(1, 50, 20)], [20, 1, false]],
  ['a short page in the middle: rights are applied late', [answer(1, 30, 80, 50), answer(51, 30, 80)], [60, 2, false]],
  ['an empty page that says there is more', [answer(1, 0, 80, 50), answer(51, 30, 80)], [30, 2, false]],
  ['a portal that counts nothing', [answer(1, 50), answer(51, 9)], [59, 2, false]],
  ['an empty list', [answer(1, 0, 0)], [0, 1, false]],
  ['nothing where the first is missing', [missing, answer(51, 50, 180)], [0, 0, true]],
]

it.each(cases)('believes %s', (_, answers, [count, pages, more]) => {
  const named = Object.fromEntries(answers.flatMap((one, at) => (one === undefined ? [] : [[`p${at}`, one]])))
  const found = believable(named, 0)
  expect([found.rows.length, found.pages, found.more]).toEqual([count, pages, more])
})

it('counts from where the first page starts', () => {
  expect(believable({ p0: answer(1, 50, 150) }, 100).more).toBe(false)
  expect(believable({ p0: answer(1, 50, 151) }, 100).more).toBe(true)
})

it('hands on why a page is missing', () => {
  expect(believable({ p0: missing }, 0).lost).toBe(missing)
})
