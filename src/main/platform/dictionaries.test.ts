import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SPELLING_LANGUAGES } from '../../shared/contract/settings'
import { recordLog } from '../testing/recorders'
import { placeDictionaries } from './dictionaries'

const BUNDLED = join(import.meta.dirname, '../../../resources/dictionaries')
let userData: string

beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'bellhop-dictionaries-'))
})
afterEach(() => rmSync(userData, { recursive: true }))

const placed = (name = ''): string => join(userData, 'Dictionaries', name)

async function place(from = BUNDLED) {
  const log = recordLog()
  await placeDictionaries({ from, userData, log })
  return log.lines
}

test.each(SPELLING_LANGUAGES)(
  'the bundled dictionary %s is whole: Chromium throws away what differs from its own sum',
  (language) => {
    const bytes = readFileSync(join(BUNDLED, `${language}.bdic`))
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('BDic')
    expect(
      createHash('md5')
        .update(bytes.subarray(bytes.readUInt32LE(8)))
        .digest(),
    ).toEqual(bytes.subarray(16, 32))
  },
)

test('a first start puts both in place under the names Chromium asks for, and leaves nothing half-written', async () => {
  await place()
  expect(readdirSync(placed()).toSorted()).toEqual(['en-US-10-1.bdic', 'ru-RU-3-0.bdic'])
  expect(readFileSync(placed('ru-RU-3-0.bdic')).equals(readFileSync(join(BUNDLED, 'ru.bdic')))).toBe(true)
})

test('a later start touches nothing that is right', async () => {
  await place()
  expect(await place()).toEqual([])
})

test.each([
  ['damaged in the middle', () => writeFileSync(placed('ru-RU-3-0.bdic'), Buffer.alloc(2_305_308, 7))],
  ['cut short', () => writeFileSync(placed('ru-RU-3-0.bdic'), 'BDic')],
  ['gone', () => rmSync(placed('ru-RU-3-0.bdic'))],
  ['a folder', () => (rmSync(placed('ru-RU-3-0.bdic')), mkdirSync(placed('ru-RU-3-0.bdic/in'), { recursive: true }))],
])('one that is %s is put in place again: otherwise its words would be marked no more', async (_what, spoil) => {
  await place()
  spoil()
  await place()
  expect(readFileSync(placed('ru-RU-3-0.bdic')).equals(readFileSync(join(BUNDLED, 'ru.bdic')))).toBe(true)
})

test('without its bundled file a language is named in the log, and the other is still there', async () => {
  const from = join(userData, 'bundled')
  mkdirSync(from)
  writeFileSync(join(from, 'ru.bdic'), 'BDic')
  const lines = await place(from)
  expect(lines.filter(({ level }) => level === 'warn').map(({ data }) => data)).toMatchObject([{ language: 'en-US' }])
  expect(existsSync(placed('ru-RU-3-0.bdic'))).toBe(true)
})
