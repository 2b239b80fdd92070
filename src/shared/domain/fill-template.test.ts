// Catches: a value filled twice (a group named `{me}` would tell who I am), a typed brace that is lost, holes in a text.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillTemplate, TEMPLATE_VARIABLES } from './fill-template'

const ALL = { group: 'CRM Club', owner: 'Ольга', me: 'Анна', portal: 'acme.bitrix24.ru' }

describe('fillTemplate', () => {
  it('fills every variable, everywhere', () => {
    expect(fillTemplate('{owner}, это {me} с {portal}: {group}, {group}!', ALL)).toBe(
      'Ольга, это Анна с acme.bitrix24.ru: CRM Club, CRM Club!',
    )
  })

  it('never fills a value again', () => {
    expect(fillTemplate('В {group} от {me}', { group: '{me}{{group}}', me: '{group}' })).toBe(
      'В {me}{{group}} от {group}',
    )
  })

  it('leaves what is no variable as it was typed', () => {
    const typed = '{name} { group } {Group} {} {group {{x}} {groups} {toString}'
    expect(fillTemplate(typed, ALL)).toBe(typed)
    expect(fillTemplate('{{group}}', ALL)).toBe('{CRM Club}')
  })

  it.each([
    ['Hello, {owner}!', 'Hello!'],
    ['Hello {owner}, it is me', 'Hello, it is me'],
    ['{owner}, hello', 'hello'],
    ['One\n{owner}: two', 'One\ntwo'],
    ['to {group} please', 'to please'],
    ['to {group} {owner} {portal} please', 'to please'],
    ['to {group}{owner} please', 'to please'],
    ['a chat ({group}) of ours', 'a chat of ours'],
    ['a chat «{group}», ours', 'a chat, ours'],
    ['pre{group}fix', 'prefix'],
    ['ends with {group}', 'ends with'],
    ['{group}', ''],
  ])('leaves no hole where a value is absent: %s', (text, filled) => {
    expect(fillTemplate(text, {})).toBe(filled)
    expect(fillTemplate(text, { group: ' ', owner: '', portal: '\t' })).toBe(filled)
  })

  it('keeps the space before a value that follows an absent one', () => {
    expect(fillTemplate('to {group}{owner} now', { owner: 'Ольга' })).toBe('to Ольга now')
    expect(fillTemplate('to {owner}{group} now', { owner: 'Ольга' })).toBe('to Ольга now')
  })

  it('keeps a text without variables exactly, whatever it holds', () => {
    const noVariable = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !TEMPLATE_VARIABLES.some((v) => text.includes(v)))
    fc.assert(fc.property(noVariable, (text) => fillTemplate(text, {}) === text && fillTemplate(text, ALL) === text))
  })

  it('equals replacing once where every value is there, and never looks into values', () => {
    const piece = fc.oneof(
      fc.constantFrom(...TEMPLATE_VARIABLES.map((v) => `{${v}}`)),
      fc.constantFrom('a', ' ', '{', '}', ', '),
    )
    const value = fc.constantFrom('{me}', '$&', '$1', 'x', '{group}{owner}', '{{me}}')
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.record({ group: value, owner: value, me: value, portal: value }),
        (pieces, values) => {
          const text = pieces.join('')
          const once = text
            .split(/(\{(?:group|owner|me|portal)\})/)
            .map((part) => values[part.slice(1, -1) as keyof typeof values] ?? part)
          return fillTemplate(text, values) === once.join('')
        },
      ),
    )
  })
})
