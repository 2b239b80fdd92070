// Catches: a dead account with no way back, and a practice account that asks for an address nobody has.
import { describe, expect, it } from 'vitest'
import { account } from '../../testing/sample'
import { reconnectText } from './health'

describe('what is offered to an account that does not work', () => {
  it.each([
    ['bitrix24', 'signedOut', 'welcome.bitrix24.action'],
    ['bitrix24', 'blocked', 'welcome.bitrix24.action'],
    ['bitrix24', 'offline', undefined],
    ['bluesky', 'signedOut', 'accounts.signInAgain'],
    ['bluesky', 'blocked', undefined],
  ] as const)('%s, %s: %s', (network, health, offered) => {
    expect(reconnectText(account('a', { network, health }))).toBe(offered)
    expect(reconnectText(account('a', { network, health, practice: true }))).toBeUndefined()
  })
})
