// Catches: a locked vault that ends a journey instead of interrupting it, calls made twice, proxies that cannot cross.
import { reactive } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../testing/contract'
import { setStage } from '../testing/stage'
import { SETTINGS } from '../testing/sample'
import { invoke, setRecovery } from './invoke'

const LOCKED = { ok: false, error: { code: 'vault.locked', params: {}, retry: 'user' } } as const

describe('invoke', () => {
  it('repeats a call once after the user has put things right', async () => {
    const answers = [LOCKED, ok({ id: 'x' } as never)]
    const { fake } = setStage({ 'accounts.check': () => answers.shift() as never })
    setRecovery(() => Promise.resolve(true))
    const answer = await invoke('accounts.check', { id: 'a' })
    expect(answer.ok).toBe(true)
    expect(fake.calls).toHaveLength(2)
  })

  it('does not repeat when the user declined', async () => {
    const { fake } = setStage({ 'accounts.check': () => LOCKED })
    setRecovery(() => Promise.resolve(false))
    expect(await invoke('accounts.check', { id: 'a' })).toEqual(LOCKED)
    expect(fake.calls).toHaveLength(1)
  })

  it('opens no dialog for a quiet call', async () => {
    const recover = vi.fn(() => Promise.resolve(true))
    setStage({ 'accounts.check': () => LOCKED })
    setRecovery(recover)
    await invoke('accounts.check', { id: 'a' }, { quiet: true })
    expect(recover).not.toHaveBeenCalled()
  })

  it('hands over plain data where a store holds proxies', async () => {
    const { fake } = setStage({ 'settings.set': () => ok(SETTINGS) })
    const patch = reactive({ theme: 'dark' as const })
    expect((await invoke('settings.set', patch)).ok).toBe(true)
    expect(fake.inputs('settings.set')).toEqual([{ theme: 'dark' }])
  })

  it('answers `internal` when the call cannot be made at all', async () => {
    setStage({
      'settings.get': () => {
        throw new Error('bridge is gone')
      },
    })
    const answer = await invoke('settings.get', {})
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})
