import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLineCode, parseLineCode } from './line-code'

const CODE = 'ab515f5d85a8b844d484f6ea75a2e494'

describe('a code is found', () => {
  test.each([
    ['as it is', CODE],
    ['in capitals', CODE.toUpperCase()],
    ['with blanks around', `  ${CODE}\n`],
    ['in groups', CODE.match(/.{4}/g)?.join(' ') ?? ''],
    ['with a no-break space and a soft hyphen', `${CODE.slice(0, 8)}\u00a0${CODE.slice(8, 16)}\u00ad${CODE.slice(16)}`],
    ['in quotes', `«${CODE}».`],
    ['in a sentence', `Наш код: ${CODE}, подключите, пожалуйста`],
    ['in a link', `https://portal.bitrix24.com/?CODE=${CODE}&x=1`],
    ['in a link to the dialog', `https://bitrix24.net/oauth/select/?preset=im&IM_DIALOG=networkLines${CODE}`],
    ['twice the same', `${CODE} = ${CODE.toUpperCase()}`],
  ])('%s', (_, text) => {
    expect(parseLineCode(text)).toBe(CODE)
  })
})

describe('nothing is guessed', () => {
  test.each([
    ['nothing', ''],
    ['one sign short', CODE.slice(1)],
    ['one sign long', `${CODE}0`],
    ['a sign that cannot be', `${CODE.slice(1)}!`],
    ['two to choose from', `${CODE} or ${CODE.replace('a', 'b')}`],
    ['a sentence of 32 letters among others', 'we write to people via a line of the portal of ours'],
  ])('%s', (_, text) => {
    expect(parseLineCode(text)).toBeUndefined()
  })
})

test('letters beyond hexadecimal keep their case: the portal gave them so', () => {
  const odd = 'Zb515f5d85a8b844d484f6ea75a2e494'
  expect(parseLineCode(odd)).toBe(odd)
})

test('whatever is answered is a code, and is answered again for itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.boolean(), (noise, around) => {
      const code = parseLineCode(around ? `${noise} ${CODE} ${noise}` : noise)
      if (code !== undefined) expect([isLineCode(code), parseLineCode(code)]).toEqual([true, code])
    }),
  )
})
