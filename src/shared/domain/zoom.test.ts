// Catches: a step that is stuck between two sizes, or that leaves the sizes there are.
import { expect, test } from 'vitest'
import { ZOOM_STEPS, zoomWayOf, zoomed } from './zoom'

test('steps lead through every size in both ways, stay at the ends, and back to 100 %', () => {
  let zoom = 1
  const seen: number[] = []
  for (let step = 0; step < 20; step += 1) seen.push((zoom = zoomed(zoom, 'in')))
  expect(seen.slice(0, 8)).toEqual([1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3])
  for (let step = 0; step < 20; step += 1) zoom = zoomed(zoom, 'out')
  expect(zoom).toBe(ZOOM_STEPS[0])
  expect(zoomed(zoom, 'reset')).toBe(1)
})

test('a size between two steps goes to the next one', () => {
  expect([zoomed(1.3, 'in'), zoomed(1.3, 'out')]).toEqual([1.5, 1.25])
})

const CTRL = { control: true, meta: false, alt: false }

test.each([
  ['=', 'Equal', 'in'],
  ['+', 'Equal', 'in'],
  ['+', 'NumpadAdd', 'in'],
  ['-', 'Minus', 'out'],
  ['-', 'NumpadSubtract', 'out'],
  ['0', 'Digit0', 'reset'],
  ['à', 'Digit0', 'reset'],
  ['0', 'Numpad0', 'reset'],
  ['+', 'BracketRight', 'in'],
  ['a', 'KeyA', undefined],
] as const)('Ctrl and %s on %s is %s', (key, code, way) => {
  expect(zoomWayOf({ ...CTRL, key, code }, false)).toBe(way)
})

test('without Ctrl, or with Alt, a key is typed; on macOS it is Command', () => {
  const plus = { ...CTRL, key: '=', code: 'Equal' }
  expect(zoomWayOf({ ...plus, control: false }, false)).toBeUndefined()
  expect(zoomWayOf({ ...plus, alt: true }, false)).toBeUndefined()
  expect(zoomWayOf(plus, true)).toBeUndefined()
  expect(zoomWayOf({ ...plus, control: false, meta: true }, true)).toBe('in')
})
