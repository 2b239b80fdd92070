// The vault: where secrets are kept. No route of it ever answers with a secret.
import * as v from 'valibot'
import { KEY_SLOTS, VAULT_STATES } from '../domain/states'
import { Nothing, Revision } from './common'
import { VAULT_ERRORS } from './error-sets'
import { event, route } from './route'

/** What can be wrong with the vault's file or keyring; `vault.recovered` is news, the others are obstacles. */
const VAULT_PROBLEMS = [
  'vault.keyringUnavailable',
  'vault.keyringChanged',
  'vault.corrupt',
  'vault.newer',
  'vault.unreadable',
  'vault.recovered',
] as const

const Passphrase = v.strictObject({ passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) })

export const VaultStatus = v.strictObject({
  state: v.picklist(VAULT_STATES),
  slots: v.array(v.picklist(KEY_SLOTS)),
  /** Whether this machine has a keyring we trust (real backend, proved by a probe). */
  keyringAvailable: v.boolean(),
  /** Milliseconds until another passphrase may be tried; 0 when one may be tried now. */
  retryAfterMs: v.number(),
  /** Why the secrets cannot be had, or what happened to the file: an error code with its sentence. */
  problem: v.optional(v.picklist(VAULT_PROBLEMS)),
})
export type VaultStatus = v.InferOutput<typeof VaultStatus>

export const vault = {
  'vault.status': route({ input: Nothing, output: VaultStatus, errors: [] }),
  'vault.setPassphrase': route({
    input: Passphrase,
    output: VaultStatus,
    errors: ['vault.weakPassphrase', 'vault.alreadySet', ...VAULT_ERRORS],
  }),
  'vault.unlock': route({
    input: Passphrase,
    output: VaultStatus,
    errors: ['vault.wrongPassphrase', 'vault.backOff', ...VAULT_ERRORS],
  }),
  /** This session only: secrets live in memory and are gone when the app ends. */
  'vault.useMemory': route({ input: Nothing, output: VaultStatus, errors: ['vault.alreadySet'] }),
  'vault.lock': route({ input: Nothing, output: VaultStatus, errors: ['vault.absent'] }),
  /** Looks again: the keyring may have come back, or the file have become readable. */
  'vault.retry': route({ input: Nothing, output: VaultStatus, errors: [] }),
  /** Keeps a vault file that cannot be opened aside, so that a new vault can be made. Nothing is deleted. */
  'vault.startOver': route({
    input: Nothing,
    output: VaultStatus,
    errors: ['vault.absent', 'vault.alreadySet', 'vault.newer', 'vault.unreadable', 'vault.writeFailed'],
  }),
} as const

export const vaultEvents = {
  'vault.changed': event(v.strictObject({ revision: Revision, status: VaultStatus })),
} as const
