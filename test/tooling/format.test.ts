import { join } from 'node:path'
import { check, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'

it('tells the house style from another: with the settings of the repository, not of the tool', async () => {
  const filepath = join(import.meta.dirname, '../../src/main/index.ts')
  const options = { ...(await resolveConfig(filepath)), filepath }
  expect(await check("export const a = 'a'\n", options)).toBe(true)
  expect(await check('export const a = "a";\n', options)).toBe(false)
})
