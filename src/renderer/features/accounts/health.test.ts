// Catches: a dead account with no way back, and a practice account that asks for an address nobody has.
import { describe, expect, it } from 'vitest'
import { account } from '../../testing/sample'
import { reconnectText } from './health'

describe('what is offered to an account that does not work', () => {
  it.each([
    ['bitrix24', 'signedOut', 'bitrix24.invalidCredentials', 'welcome.bitrix24.action'],
    ['bitrix24', 'blocked', 'net.moved', 'welcome.bitrix24.action'],
    ['bitrix24', 'blocked', 'bitrix24.subscription', undefined],
    ['bitrix24', 'offline', 'net.refused', undefined],
    ['bluesky', 'signedOut', 'bluesky.signedOut', 'accounts.signInAgain'],
    ['bluesky', 'blocked', 'net.tls', undefined],
  ] as const)('%s, %s by %s: %s', (network, health, healthReason, offered) => {
    expect(reconnectText(account('a', { network, health, healthReason }))).toBe(offered)
    expect(reconnectText(account('a', { network, health, healthReason, practice: true }))).toBeUndefined()
  })
})
