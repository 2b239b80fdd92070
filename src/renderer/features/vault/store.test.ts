// Catches: two dialogs for one locked vault, an action forgotten after unlocking, a dialog that cannot be left.
import { describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { setStage } from '../../testing/stage'
import { VAULT } from '../../testing/sample'
import { useVault } from './store'

const LOCKED = { code: 'vault.locked', params: {}, retry: 'user' } as const
const SHUT = { ...VAULT, state: 'locked', slots: ['passphrase'] } as const

describe('vault store', () => {
  it('asks once for any number of calls and lets all of them go on', async () => {
    setStage({ 'vault.unlock': () => ok({ ...VAULT, slots: ['passphrase'] }) })
    const vault = useVault()
    const both = Promise.all([vault.recover(LOCKED), vault.recover(LOCKED)])
    expect(vault.question).toBe('locked')
    await vault.unlock('right words')
    expect(await both).toEqual([true, true])
    expect(vault.question).toBeUndefined()
  })

  it('goes on when the vault is opened elsewhere', async () => {
    const { fake } = setStage({ 'vault.status': () => ok({ ...SHUT, slots: ['passphrase'] }) })
    const vault = useVault()
    await vault.start()
    const waiting = vault.recover(LOCKED)
    fake.emit('vault.changed', { status: VAULT })
    expect(await waiting).toBe(true)
  })

  it('keeps asking after a wrong passphrase', async () => {
    setStage({
      'vault.unlock': () => ({ ok: false, error: { code: 'vault.wrongPassphrase', params: {}, retry: 'user' } }),
    })
    const vault = useVault()
    void vault.recover(LOCKED)
    expect((await vault.unlock('wrong')).ok).toBe(false)
    expect(vault.question).toBe('locked')
  })

  it('ends the call when the user says not now', async () => {
    setStage()
    const vault = useVault()
    const waiting = vault.recover(LOCKED)
    vault.dismiss()
    expect(await waiting).toBe(false)
  })

  it('asks for the keyring, and main looks again when told to', async () => {
    setStage({ 'vault.retry': () => ok(VAULT) })
    const vault = useVault()
    const waiting = vault.recover({ code: 'vault.keyringUnavailable', params: {}, retry: 'user' })
    expect(vault.question).toBe('keyringChanged')
    await vault.retry()
    expect(await waiting).toBe(true)
  })

  it.each(['vault.corrupt', 'vault.newer', 'vault.unreadable'] as const)('asks what to do about %s', async (code) => {
    setStage({ 'vault.useMemory': () => ok({ ...VAULT, state: 'degraded', slots: ['memory'], problem: code }) })
    const vault = useVault()
    const waiting = vault.recover({ code, params: {}, retry: 'user' })
    expect(vault.question).toBe('corrupt')
    await vault.useMemory()
    expect(await waiting).toBe(true)
  })

  it('asks how to keep keys after starting over, unless there is a keyring to keep them', async () => {
    const absent = { ...VAULT, state: 'absent' as const, slots: [] }
    const { fake } = setStage({ 'vault.startOver': () => ok({ ...absent, keyringAvailable: false }) })
    const vault = useVault()
    const waiting = vault.ask('corrupt')
    await vault.startOver()
    expect(vault.question).toBe('absent')
    fake.answer({ 'vault.startOver': () => ok(absent) })
    await vault.startOver()
    expect(vault.question).toBeUndefined()
    expect(await waiting).toBe(true)
  })

  it('does not answer for errors that are not its own', async () => {
    setStage()
    const vault = useVault()
    expect(await vault.recover({ code: 'net.offline', params: {}, retry: 'later' })).toBe(false)
    expect(vault.question).toBeUndefined()
  })
})
