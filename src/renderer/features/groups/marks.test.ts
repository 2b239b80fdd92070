// Catches: marks that change the text they mark, a match that is found but not shown.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pieces } from '../../lib/pieces'
import { group } from '../../testing/sample'
import { namePieces, snippet } from './marks'

describe('marks', () => {
  it('never change the text, whatever is marked', () => {
    const mark = fc.record({ start: fc.nat(40), end: fc.nat(40) })
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(mark),
        (text, marks) =>
          pieces(text, marks)
            .map((piece) => piece.text)
            .join('') === text,
      ),
    )
  })

  it('cut the name where it matches', () => {
    const found = namePieces(group('1', { name: 'Внедрение CRM', marks: [{ field: 'name', start: 10, end: 13 }] }))
    expect(found).toEqual([
      { text: 'Внедрение ', hit: false },
      { text: 'CRM', hit: true },
    ])
  })

  it('shows the place in a long text where the match stands', () => {
    const description = `${'слово '.repeat(100)}план внедрения ${'ещё '.repeat(100)}`
    const start = description.indexOf('внедрения')
    const found = snippet(group('1', { description, marks: [{ field: 'description', start, end: start + 9 }] }))
    expect(found?.field).toBe('description')
    expect(found?.pieces.find(({ hit }) => hit)?.text).toBe('внедрения')
    expect(found?.pieces[0]?.text).toBe('…')
    expect(found?.pieces.map(({ text }) => text).join('')).toMatch(/^…слово .*план внедрения ещё/)
  })

  it('shows no snippet where the name matches', () => {
    const marks = [
      { field: 'name', start: 0, end: 1 },
      { field: 'topic', start: 0, end: 1 },
    ] as const
    expect(snippet(group('1', { topic: 'Г', marks: [...marks] }))).toBeUndefined()
  })
})
