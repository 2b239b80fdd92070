// The vault's routes: thin, since the vault itself answers. No answer ever carries a secret.
import { answerAs } from '../../shared/contract/answer'
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok } from '../../shared/contract/result'
import type { VaultStatus } from '../../shared/contract/vault'
import type { Logger } from '../networks/ports'
import type { RecoverableVault } from './types'

export interface VaultHandlerDeps {
  readonly vault: RecoverableVault
  readonly emit: Emit
  readonly log: Logger
  /** Secrets can be read that could not be read before. */
  readonly onReadable: () => void
}

export function createVaultHandlers(deps: VaultHandlerDeps): {
  handlers: HandlersOf<RoutesOf<'vault'>>
  stop(): void
} {
  const { vault } = deps
  const undeclared = (code: string): void => {
    deps.log.error('the vault answered with a code its route does not declare', { code })
  }
  let readable = isReadable(vault.status())
  const stop = vault.onChange((status) => {
    deps.emit('vault.changed', { status })
    const was = readable
    readable = isReadable(status)
    if (readable && !was) deps.onReadable()
  })
  return {
    handlers: {
      'vault.status': () => ok(vault.status()),
      'vault.setPassphrase': async ({ passphrase }) =>
        answerAs('vault.setPassphrase', await vault.setPassphrase(passphrase), undeclared),
      'vault.unlock': async ({ passphrase }) => answerAs('vault.unlock', await vault.unlock(passphrase), undeclared),
      'vault.useMemory': async () => answerAs('vault.useMemory', await vault.useMemory(), undeclared),
      'vault.lock': async () => answerAs('vault.lock', await vault.lock(), undeclared),
      'vault.retry': async () => ok(await vault.open()),
      'vault.startOver': async () => answerAs('vault.startOver', await vault.startOver(), undeclared),
    },
    stop,
  }
}

function isReadable(status: VaultStatus): boolean {
  return status.state === 'unlocked' || status.state === 'degraded'
}
