import { expect, test } from 'vitest'
import { ERROR_CODES } from '../contract/errors'
import { healthOfError, isWaitingError } from './health'

test('an error says of the account what it means, and our own faults say nothing', () => {
  expect(healthOfError('net.timeout')).toBe('offline')
  expect(healthOfError('net.rateLimited')).toBe('limited')
  expect(healthOfError('bitrix24.invalidCredentials')).toBe('signedOut')
  expect(healthOfError('bitrix24.insufficientScope')).toBe('missingScope')
  expect(healthOfError('bitrix24.overloadBlocked')).toBe('blocked')
  expect(healthOfError('bluesky.takenDown')).toBe('blocked')
  for (const code of ['vault.locked', 'internal', 'net.cancelled', 'requests.banned'] as const) {
    expect(healthOfError(code)).toBeUndefined()
  }
})

test('only "not now" is waited for: a timeout may have been delivered and must not count as never left', () => {
  const waiting = ERROR_CODES.filter(isWaitingError)
  expect(waiting).toContain('vault.locked')
  expect(waiting).toContain('net.offline')
  expect(waiting).not.toContain('net.timeout')
  expect(waiting).not.toContain('net.reset')
  expect(waiting.filter((code) => !code.startsWith('vault.') && !code.startsWith('net.'))).toEqual([
    'accounts.practiceUnavailable',
  ])
})
