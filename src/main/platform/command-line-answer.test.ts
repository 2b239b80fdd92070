// Catches: an option that help does not name, a refusal that prints a secret, a wrong exit status.
import { expect, test } from 'vitest'
import { answerCommandLine } from './command-line-answer'
import { createTexts } from './texts'

const answer = (line: Parameters<typeof answerCommandLine>[0], language: 'en' | 'ru' = 'en') =>
  answerCommandLine(line, { text: createTexts(language), version: '1.2.3' })

test('the version and help go to the output, help names every option, in both languages', () => {
  expect(answer({ kind: 'version' })).toEqual({ text: 'Bellhop 1.2.3\n', to: 'stdout', code: 0 })
  for (const language of ['en', 'ru'] as const) {
    const { text, to, code } = answer({ kind: 'help' }, language)
    for (const name of ['--quick-send', '--open', '--hidden', '--version', '--help']) expect(text).toContain(name)
    expect([to, code]).toEqual(['stdout', 0])
    expect(text).not.toMatch(/commandLine\.|\{\w+\}/)
  }
  expect(answer({ kind: 'help' }, 'ru').text).toContain('показать окно быстрой отправки')
})

test('a refusal says what was wrong and that nothing was done, on the error output, with status 2', () => {
  const reasons = ['unknown', 'noLink', 'notLink', 'twoThings', 'onlyRoot'] as const
  const texts = reasons.map((reason) => answer({ kind: 'refused', reason, name: '' }))
  expect(new Set(texts.map(({ text }) => text)).size).toBe(reasons.length)
  for (const { text, to, code } of texts) {
    expect([to, code]).toEqual(['stderr', 2])
    expect(text).toMatch(/^\S.*\nNothing was done\..*\n$/)
  }
  expect(answer({ kind: 'refused', reason: 'unknown', name: '--quick-sned' }).text).toContain('--quick-sned')
})
