// Would catch: a secret that prints itself, and a secret's name that nobody recognises.
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret, smellsOfSecret } from './secret'

test('a secret shows itself in no way but by being asked', () => {
  const secret = new Secret('canary')
  expect(secret.reveal()).toBe('canary')
  const shown = [
    String(secret),
    `${secret.toString()}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    JSON.stringify({ ...secret }),
    JSON.stringify(structuredClone(secret)),
    Object.keys(secret).join(),
    Object.prototype.toString.call(secret),
    inspect(new Error('wrapped', { cause: secret })),
  ]
  for (const text of shown) expect(text).not.toContain('canary')
  expect(shown[0]).toBe('[secret]')
})

test.each([
  ...[
    'webhookUrl',
    'appPassword',
    'passphrase',
    'password',
    'token',
    'accessJwt',
    'refreshJwt',
    'clientSecret',
    'auth',
  ],
  ...[
    'DOWNLOAD_URL',
    'uploadUrl',
    'access_token',
    'authFactorToken',
    'Set-Cookie',
    'Authorization',
    'webhook_code',
    'sessid',
  ],
])('%s smells of a secret', (name) => {
  expect(smellsOfSecret(name)).toBe(true)
})

test.each([
  'code',
  'lineCode',
  'linkCode',
  'author',
  'authorId',
  'sessionId',
  'keyboard',
  'targetKey',
  'passed',
  'host',
  'url',
])('%s does not', (name) => {
  expect(smellsOfSecret(name)).toBe(false)
})
