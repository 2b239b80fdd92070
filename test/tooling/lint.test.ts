import { describe, expect, it } from 'vitest'
import { configFor } from '../../scripts/lint/config.ts'
import { BOUNDARY_CASES, ELECTRON_CASES } from './boundary-cases'
import { SIZE_CASES, TYPE_CASES, WORD_CASES } from './code-cases'
import { linterFor } from './lint-fixtures'
import { VIEW_CASES } from './view-cases'

const CASES = [...SIZE_CASES, ...TYPE_CASES, ...WORD_CASES, ...ELECTRON_CASES, ...BOUNDARY_CASES, ...VIEW_CASES]

const app = linterFor('app')
const broken = linterFor('broken')

// First, since the type checker remembers the texts that the cases below put in place of files.
it('finds nothing in the fixture app as it is: a rule that always fires would prove nothing', async () => {
  const paths = [
    'src/main/accounts/accounts.ts',
    'src/main/groups/groups.test.ts',
    'src/renderer/features/groups/GroupView.vue',
  ]
  for (const path of paths) expect([path, await app.file(path)]).toEqual([path, []])
})

describe.each(CASES)('$rule keeps out: $bug', ({ rule, path, bad, good, goodPath, severity = 'error' }) => {
  it('fires on the text that breaks it', async () => {
    expect(await app.text(path, bad)).toContainEqual({ rule, severity })
  })

  it('is silent on its twin', async () => {
    const found = await app.text(goodPath ?? path, good)
    expect(found.map((finding) => finding.rule)).not.toContain(rule)
    expect(found.filter((finding) => finding.rule.startsWith('unreadable'))).toEqual([])
  })
})

describe('files by their name and place', () => {
  it.each([
    ['src/main/log/BadName.ts', 'bellhop/file-name'],
    ['src/renderer/ui/plain-link.vue', 'bellhop/file-name'],
    ['src/strange/lost.ts', 'boundaries/no-unknown-files'],
  ])('%s breaks %s', async (path, rule) => {
    expect(await broken.file(path)).toContainEqual({ rule, severity: 'error' })
  })
})

it('cannot be switched off by a comment: an eslint-disable would hide every other rule', async () => {
  const text = '/* eslint-disable */\nexport const f = (): void => console.log(1) // eslint-disable-line no-console\n'
  expect(await app.text('src/main/store/rows.ts', text)).toContainEqual({ rule: 'no-console', severity: 'error' })
})

it('has a case for every rule the project sets, so that none is only believed to work', () => {
  const own = configFor('.').filter(({ name }) => /^bellhop\/[a-z-]+$/.test(name ?? ''))
  const isOn = (setting: unknown): boolean => (Array.isArray(setting) ? setting[0] : setting) !== 'off'
  const set = own.flatMap(({ rules = {} }) =>
    Object.entries(rules).flatMap(([rule, setting]) => (isOn(setting) ? [rule] : [])),
  )
  const shown = [...CASES.map(({ rule }) => rule), 'bellhop/file-name', 'boundaries/no-unknown-files']
  expect(set.length).toBeGreaterThan(20)
  expect(set.filter((rule) => !shown.includes(rule))).toEqual([])
})
