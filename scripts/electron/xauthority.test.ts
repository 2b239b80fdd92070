import { expect, it } from 'vitest'
import { xauthority } from './xauthority.ts'

it('writes one entry that any X client finds: family wild, no address, no number, name, cookie', () => {
  const cookie = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
  expect(xauthority(cookie).toString('hex')).toBe(
    `ffff00000000${'0012'}${Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex')}${'0010'}00112233445566778899aabbccddeeff`,
  )
})
