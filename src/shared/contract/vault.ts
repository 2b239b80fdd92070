// The vault: where secrets are kept. No route of it ever answers with a secret.
import * as v from 'valibot'
import { KEY_SLOTS, VAULT_STATES } from '../domain/states'
import { Nothing, Revision } from './common'
import { event, route } from './route'

const Passphrase = v.strictObject({ passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) })

export const VaultStatus = v.strictObject({
  state: v.picklist(VAULT_STATES),
  slots: v.array(v.picklist(KEY_SLOTS)),
  /** Whether this machine has a keyring we trust (real backend, proved by a probe). */
  keyringAvailable: v.boolean(),
  /** Milliseconds until another passphrase may be tried; 0 when one may be tried now. */
  retryAfterMs: v.number(),
})
export type VaultStatus = v.InferOutput<typeof VaultStatus>

export const vault = {
  'vault.status': route({ input: Nothing, output: VaultStatus, errors: [] }),
  'vault.setPassphrase': route({
    input: Passphrase,
    output: VaultStatus,
    errors: ['vault.weakPassphrase', 'vault.locked', 'vault.corrupt', 'vault.keyringChanged', 'vault.writeFailed'],
  }),
  'vault.unlock': route({
    input: Passphrase,
    output: VaultStatus,
    errors: ['vault.absent', 'vault.wrongPassphrase', 'vault.backOff', 'vault.corrupt', 'vault.newer'],
  }),
  /** This session only: secrets live in memory and are gone when the app ends. */
  'vault.useMemory': route({ input: Nothing, output: VaultStatus, errors: ['vault.alreadySet', 'vault.corrupt'] }),
  'vault.lock': route({ input: Nothing, output: VaultStatus, errors: ['vault.absent'] }),
} as const

export const vaultEvents = {
  'vault.changed': event(v.strictObject({ revision: Revision, status: VaultStatus })),
} as const
