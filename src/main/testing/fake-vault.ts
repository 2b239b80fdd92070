// A vault that keeps secrets in memory, can be locked, and can refuse.
import { fail, ok } from '../../shared/contract/result'
import type { VaultStatus } from '../../shared/contract/vault'
import type { RecoverableVault } from '../vault/types'

export interface FakeVault extends RecoverableVault {
  /** `accountId field` → secret. */
  readonly secrets: Map<string, string>
  /** Fields that cannot be written. */
  readonly refusing: Set<string>
  /** `forget` fails. */
  cannotForget: boolean
  become(state: VaultStatus['state']): void
}

export function createFakeVault(): FakeVault {
  const listeners = new Set<(status: VaultStatus) => void>()
  let state: VaultStatus['state'] = 'unlocked'
  const status = (): VaultStatus => ({ state, slots: ['memory'], keyringAvailable: false, retryAfterMs: 0 })
  const become = (next: VaultStatus['state']): VaultStatus => {
    state = next
    for (const listener of listeners) listener(status())
    return status()
  }
  const vault: FakeVault = {
    secrets: new Map(),
    refusing: new Set(),
    cannotForget: false,
    become,
    status,
    open: () => Promise.resolve(status()),
    setPassphrase: () => Promise.resolve(ok(become('unlocked'))),
    unlock: (passphrase) =>
      Promise.resolve(passphrase === 'right' ? ok(become('unlocked')) : fail('vault.wrongPassphrase', 'user')),
    useMemory: () => Promise.resolve(ok(become('degraded'))),
    lock: () => Promise.resolve(ok(become('locked'))),
    startOver: () => Promise.resolve(fail('vault.alreadySet')),
    read(accountId, field) {
      if (state === 'locked') return fail('vault.locked', 'user')
      const secret = vault.secrets.get(`${accountId} ${field}`)
      return secret === undefined ? fail('vault.secretMissing', 'user') : ok(secret)
    },
    holds(accountId) {
      if (state !== 'unlocked' && state !== 'degraded') return fail(`vault.${state}`, 'user')
      return ok([...vault.secrets.keys()].some((key) => key.startsWith(`${accountId} `)))
    },
    write(accountId, field, value) {
      if (state === 'locked') return Promise.resolve(fail('vault.locked', 'user'))
      if (vault.refusing.has(field)) return Promise.resolve(fail('vault.writeFailed', 'later'))
      vault.secrets.set(`${accountId} ${field}`, value)
      return Promise.resolve(ok(undefined))
    },
    forget(accountId) {
      if (vault.cannotForget) return Promise.resolve(fail('vault.writeFailed', 'later'))
      for (const key of vault.secrets.keys()) if (key.startsWith(`${accountId} `)) vault.secrets.delete(key)
      return Promise.resolve(ok(undefined))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return vault
}
