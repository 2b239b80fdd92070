// Catches: a list of names over an e-mail address, over code or a price list, and none where somebody is being mentioned.
import { describe, expect, it } from 'vitest'
import { mentionAt } from './mention-at'

const here = (marked: string) => mentionAt(marked.replace('|', ''), marked.indexOf('|'))

describe('a mention', () => {
  it.each([
    ['@|', 'person', ''],
    ['Hi @Ан|', 'person', 'Ан'],
    ['Hi @Анна Пет|', 'person', 'Анна Пет'],
    ['(@ol|', 'person', 'ol'],
    ['one\n#team|', 'chat', 'team'],
    ['@an|na later', 'person', 'an'],
  ])('is seen in %j', (marked, kind, text) => {
    expect(here(marked)).toEqual({ kind, text, from: marked.search(/[@#]/) })
  })

  it.each([
    'a@b|',
    'mail a.b@c.example|',
    '[USER=5]@x[/USER]|',
    '@one two three four|',
    'c#|',
    '@a\n|',
    '@ |',
    'no sign|',
  ])('is none in %j', (marked) => {
    expect(here(marked)).toBeUndefined()
  })

  it('takes no longer in a long text', () => {
    const text = `${'@x '.repeat(20_000)}@an`
    expect(mentionAt(text, text.length)).toEqual({ kind: 'person', text: 'an', from: text.length - 3 })
  })
})
