import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanFileName, isNumberedName } from './file-name'

describe('a name that goes to others', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['/home/ann/secret plans/report.pdf', 'report.pdf'],
    ['C:\\Users\\ann\\report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['Отчёт за май.xlsx', 'Отчёт за май.xlsx'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\u001Fc\n.txt', 'abc.txt'],
    ['what? "yes": <1|2>*.txt', 'what_ _yes__ _1_2__.txt'],
    ['  .hidden. ', 'hidden'],
    ['two   blanks.txt', 'two blanks.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['\u200B\u202E', 'file'],
    ['dir/', 'file'],
    ['e\u0301.txt', 'é.txt'],
  ])('%j is %j', (typed, name) => {
    expect(cleanFileName(typed)).toBe(name)
  })

  test('a long one keeps its extension, and no character is cut in two', () => {
    const name = cleanFileName(`${'я'.repeat(400)}.docx`)
    expect(name).toMatch(/^я+\.docx$/)
    expect(name).toHaveLength(200)
    expect(cleanFileName(`${'x'.repeat(199)}👍${'x'.repeat(60)}`)).toBe('x'.repeat(199))
  })

  test('whatever is typed, nothing in it leads elsewhere or hides, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const name = cleanFileName(typed)
        expect(name).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069<>:"|?*]/u)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(200)
        expect(name.isWellFormed()).toBe(true)
        expect(cleanFileName(name)).toBe(name)
      }),
    )
  })
})

test.each([
  ['report.pdf', 'report.pdf', true],
  ['report (1).pdf', 'report.pdf', true],
  ['report(12).pdf', 'report.pdf', true],
  ['report', 'report', true],
  ['report (1)', 'report', true],
  ['report-1.pdf', 'report.pdf', false],
  ['report (1).txt', 'report.pdf', false],
  ['other.pdf', 'report.pdf', false],
  ['.pdf', 'report.pdf', false],
])('%j may be what a folder made of %j: %s', (shown, name, is) => {
  expect(isNumberedName(shown, name)).toBe(is)
})
