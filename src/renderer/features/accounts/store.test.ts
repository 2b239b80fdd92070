// Catches: accounts out of order, accounts that stay after they were removed elsewhere.
import { describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { account, accountId } from '../../testing/sample'
import { useAccounts } from './store'

const ids = (): string[] => useAccounts().list.map(({ id }) => id)

describe('accounts store', () => {
  it('follows additions, removals and the order', async () => {
    const { fake } = setStage({ 'accounts.list': () => ok([account('a'), account('b')]) })
    await useAccounts().start()
    fake.emit('accounts.changed', {
      upsert: [account('c')],
      remove: [accountId('a')],
      order: [accountId('c'), accountId('b')],
    })
    expect(ids()).toEqual(['c', 'b'])
  })

  it('shows a change of one account at once', async () => {
    const { fake } = setStage({ 'accounts.list': () => ok([account('a')]) })
    await useAccounts().start()
    fake.emit('accounts.changed', {
      upsert: [account('a', { health: 'offline' })],
      remove: [],
      order: [accountId('a')],
    })
    expect(useAccounts().byId.get(accountId('a'))?.health).toBe('offline')
  })

  it('keeps an account that could not be disconnected', async () => {
    setStage({
      'accounts.list': () => ok([account('a')]),
      'accounts.disconnect': () => ({ ok: false, error: { code: 'vault.writeFailed', params: {}, retry: 'later' } }),
    })
    await useAccounts().start()
    await useAccounts().disconnect(accountId('a'))
    expect(ids()).toEqual(['a'])
  })
})
