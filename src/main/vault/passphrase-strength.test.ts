// Would catch: a vault behind "12345678", or an honest passphrase refused.
import { expect, test } from 'vitest'
import { isWeakPassphrase } from './passphrase-strength'

test.each([
  '',
  'short7!',
  '12345678',
  '87654321',
  'abcdefgh',
  'qwertyui',
  'йцукенгш',
  'aaaaaaaaaaaa',
  'abababababab',
  'abcdabcd',
  'xyzqwxyzqw',
  'password',
  'Password1!',
  'passw0rd123',
  'bitrix24',
  'Пароль123',
  '        a1b2   ',
  'aaaabbbbcccc',
])('refuses %j', (weak) => {
  expect(isWeakPassphrase(weak)).toBe(true)
})

test.each([
  'seven green umbrellas',
  'correct horse battery staple',
  'tr7$kP0!',
  'passwords are boring to type',
  'синий трактор едет',
  '密码是一只很长的猫',
  'gypsum-otter-42',
])('accepts %j', (strong) => {
  expect(isWeakPassphrase(strong)).toBe(false)
})
