import { expect, test } from 'vitest'
import { createFakeVault } from '../testing/fake-vault'
import { recordEvents, recordLog } from '../testing/recorders'
import { createVaultHandlers } from './handlers'

test('every change is told; "readable again" only when it was not before', async () => {
  const vault = createFakeVault()
  vault.become('locked')
  const events = recordEvents()
  let readable = 0
  const { handlers, stop } = createVaultHandlers({
    vault,
    emit: events.emit,
    log: recordLog(),
    onReadable: () => {
      readable += 1
    },
  })
  expect(handlers['vault.status']({})).toMatchObject({ ok: true, data: { state: 'locked' } })
  expect(await handlers['vault.unlock']({ passphrase: 'wrong' })).toMatchObject({
    error: { code: 'vault.wrongPassphrase' },
  })
  expect(readable).toBe(0)
  expect(await handlers['vault.unlock']({ passphrase: 'right' })).toMatchObject({ data: { state: 'unlocked' } })
  await handlers['vault.setPassphrase']({ passphrase: 'another' })
  expect(readable).toBe(1)
  await handlers['vault.lock']({})
  await handlers['vault.useMemory']({})
  expect(readable).toBe(2)
  const states = events.of('vault.changed').map(({ status }) => status.state)
  expect(states).toEqual(['unlocked', 'unlocked', 'locked', 'degraded'])
  stop()
  vault.become('locked')
  expect(events.of('vault.changed')).toHaveLength(4)
})
