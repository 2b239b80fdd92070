import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DECISION_SETTLE_MS,
  INCOMING_ARROWS,
  canDecide,
  canIncomingMove,
  isOver,
  moveBySight,
  type Sighting,
} from './incoming-machine'
import { INCOMING_STATES } from './states'

const sighting: fc.Arbitrary<Sighting> = fc.record({
  state: fc.constantFrom(...INCOMING_STATES),
  seen: fc.boolean(),
  ageMs: fc.integer({ min: -120_000, max: 120_000 }),
  askedAnew: fc.boolean(),
})
const sight = (fields: Partial<Sighting>): Sighting => ({
  state: 'waiting',
  seen: true,
  ageMs: 3_600_000,
  askedAnew: false,
  ...fields,
})

describe('a look', () => {
  test('only ever moves along the arrows', () => {
    fc.assert(
      fc.property(sighting, (given) => {
        const to = moveBySight(given)
        expect(to === undefined || canIncomingMove(given.state, to)).toBe(true)
      }),
    )
  })

  test('never begins, repeats or reports a decision: those are mine alone', () => {
    fc.assert(
      fc.property(sighting, (given) => {
        expect(['held', 'deciding', 'approved', 'declined', 'failed', 'unknown']).not.toContain(moveBySight(given))
      }),
    )
  })

  test('that began before the last change says nothing', () => {
    fc.assert(
      fc.property(sighting, fc.integer({ min: -100_000, max: -1 }), (given, ageMs) => {
        expect(moveBySight({ ...given, ageMs })).toBeUndefined()
      }),
    )
  })

  test('says nothing about a decision that is under way', () => {
    expect(moveBySight(sight({ state: 'deciding', seen: false }))).toBeUndefined()
    expect(moveBySight(sight({ state: 'deciding' }))).toBeUndefined()
  })

  test.each([
    ['waiting', 'gone'],
    ['held', 'gone'],
    ['failed', 'gone'],
    ['unknown', 'gone'],
    ['approved', undefined],
    ['gone', undefined],
  ] as const)('that no longer shows a %s request makes it %s', (state, to) => {
    expect(moveBySight(sight({ state, seen: false }))).toBe(to)
  })

  test('in doubt is settled only once reads have caught up with writes', () => {
    const early = { state: 'unknown', ageMs: DECISION_SETTLE_MS.unknown - 1 } as const
    expect([moveBySight(sight(early)), moveBySight(sight({ ...early, seen: false }))]).toEqual([undefined, undefined])
    expect(moveBySight(sight({ state: 'unknown', ageMs: DECISION_SETTLE_MS.unknown }))).toBe('waiting')
  })

  test('that still shows what I decided is believed late, but a new request of the same person at once', () => {
    const late = { state: 'declined', ageMs: DECISION_SETTLE_MS.over - 1 } as const
    expect(moveBySight(sight(late))).toBeUndefined()
    expect(moveBySight(sight({ ...late, askedAnew: true }))).toBe('waiting')
    expect(moveBySight(sight({ state: 'declined', ageMs: DECISION_SETTLE_MS.over }))).toBe('waiting')
  })
})

test('deciding is left on what the service answered only: no arrow leads back into it but through a new hold', () => {
  const into = INCOMING_STATES.filter((from) => INCOMING_ARROWS[from].includes('deciding'))
  expect(into).toEqual(['held'])
})

test('nothing can be decided while a decision may still arrive, or when it is over', () => {
  expect(INCOMING_STATES.filter(canDecide)).toEqual(['waiting', 'failed'])
  for (const state of INCOMING_STATES) expect(canDecide(state) && isOver(state)).toBe(false)
})
