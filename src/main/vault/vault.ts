// The vault: keeps secrets sealed at rest and lends them one by one. Owns the way from closed to open and back.
// Knows no account, no network, no window; the keyring, clock, disk and random come in.
import { fail, ok } from '../../shared/contract/result'
import type { Result } from '../../shared/contract/result'
import type { VaultStatus } from '../../shared/contract/vault'
import type { Clock, Logger } from '../networks/ports'
import { NO_FAILURES, failed, waitMs, type BackOff } from './back-off'
import { contentOf, emptyContent } from './content'
import { DataKey } from './data-key'
import { OpenVault, type OpenVaultDeps } from './open-vault'
import { authentic, keyFromKeyring, keyFromPassphrase, type Candidate } from './opening'
import { PASSPHRASE_MIN_LENGTH, isWeakPassphrase } from './passphrase-strength'
import { createSerial } from './serial'
import { UNOPENED, after, refusal, type Situation, type VaultHappening, type VaultOperation } from './situation'
import type { RecoverableVault } from './types'

export interface VaultDeps extends OpenVaultDeps {
  readonly clock: Clock
  readonly log: Logger
}

export class SecretVault implements RecoverableVault {
  readonly #deps: VaultDeps
  /** Everything that awaits runs here, one after another: two writes at once both survive. */
  readonly #inTurn = createSerial()
  readonly #listeners = new Set<(status: VaultStatus) => void>()
  #situation: Situation = UNOPENED
  #looked = false
  #candidates: readonly Candidate[] = []
  #open: OpenVault | undefined
  #backOff: BackOff = NO_FAILURES
  #keyringAvailable = false

  constructor(deps: VaultDeps) {
    this.#deps = deps
  }

  open(): Promise<VaultStatus> {
    return this.#inTurn(async () => {
      await this.#look()
      return this.status()
    })
  }

  status(): VaultStatus {
    const { state, slots, behind, problem } = this.#situation
    const told = behind ?? problem
    return {
      ...{ state, slots: [...slots], keyringAvailable: this.#keyringAvailable },
      retryAfterMs: waitMs(this.#backOff, this.#deps.clock),
      ...(told && { problem: told }),
    }
  }

  onChange(listener: (status: VaultStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  read(accountId: string, field: string): Result<string> {
    const error = refusal(this.#situation, 'read')
    if (error) return { ok: false, error }
    return this.#open ? this.#open.read({ accountId, field }) : fail('vault.locked', 'user')
  }

  holds(accountId: string): Result<boolean> {
    const error = refusal(this.#situation, 'read')
    return error ? { ok: false, error } : ok(this.#open?.holds(accountId) ?? false)
  }

  write(accountId: string, field: string, value: string): Promise<Result<void>> {
    const secret = { accountId, field, value }
    return this.#permitted('write', () => this.#open?.write(secret) ?? this.#createWith(secret))
  }

  forget(accountId: string): Promise<Result<void>> {
    return this.#permitted('forget', () => this.#open?.forget(accountId) ?? ok(undefined))
  }

  setPassphrase(passphrase: string): Promise<Result<VaultStatus>> {
    return this.#permitted('setPassphrase', async () => {
      if (isWeakPassphrase(passphrase)) {
        return fail('vault.weakPassphrase', 'user', { minLength: PASSPHRASE_MIN_LENGTH })
      }
      const vault = this.#open ?? this.#fresh()
      const added = await vault.addPassphrase(passphrase)
      if (!added.ok) return added
      if (vault.durable) return this.#opened(vault)
      // A new vault gets the keyring's slot too, where there is one: then nobody is asked at every start.
      if (await this.#keyringIsHere()) await this.#teachKeyring(vault)
      return this.#establish(vault)
    })
  }

  unlock(passphrase: string): Promise<Result<VaultStatus>> {
    return this.#permitted('unlock', async () => {
      if (this.#open) return ok(this.status())
      const wait = waitMs(this.#backOff, this.#deps.clock)
      if (wait > 0) return fail('vault.backOff', 'later', { seconds: Math.ceil(wait / 1000) })
      const key = await keyFromPassphrase(this.#candidates, passphrase)
      if (!key) {
        this.#backOff = failed(this.#backOff, this.#deps.clock)
        this.#tell()
        return fail('vault.wrongPassphrase', 'user')
      }
      this.#backOff = NO_FAILURES
      const vault = await this.#enter(key)
      if (!vault) return fail('vault.corrupt', 'user')
      // The passphrase opened what the keyring could not: if the keyring is back, it is taught the key again.
      if ((await this.#keyringIsHere()) && (await vault.keyringSlotFails())) await this.#teachKeyring(vault)
      return ok(this.status())
    })
  }

  useMemory(): Promise<Result<VaultStatus>> {
    return this.#permitted('useMemory', () => {
      const already = this.#open !== undefined
      this.#open ??= this.#fresh()
      return already ? ok(this.status()) : this.#now({ kind: 'memoryChosen' })
    })
  }

  lock(): Promise<Result<VaultStatus>> {
    return this.#permitted('lock', () => {
      const file = this.#open?.close()
      if (file) this.#candidates = [{ place: 'current', file }]
      this.#open = undefined
      return this.#now({ kind: 'lockedByUser' })
    })
  }

  startOver(): Promise<Result<VaultStatus>> {
    return this.#permitted('startOver', async () => {
      const kept = await this.#deps.file.setAside()
      if (!kept.ok) return kept
      this.#candidates = []
      return this.#now({ kind: 'setAside' })
    })
  }

  /** Waits for its turn, makes sure the file was looked at, and asks the state machine. */
  #permitted<T>(operation: VaultOperation, work: () => Promise<Result<T>> | Result<T>): Promise<Result<T>> {
    return this.#inTurn(async () => {
      if (!this.#looked) await this.#look()
      const error = refusal(this.#situation, operation)
      return error ? { ok: false, error } : work()
    })
  }

  async #look(): Promise<void> {
    if (this.#open) return
    const found = await this.#deps.file.look()
    await this.#keyringIsHere()
    this.#looked = true
    switch (found.kind) {
      case 'nothing':
        return this.#happen({ kind: 'nothingFound' })
      case 'blocked':
        return this.#happen({ kind: 'damaged', problem: found.problem })
      case 'candidates':
        this.#candidates = found.candidates
        return this.#tryKeyring()
    }
  }

  async #tryKeyring(): Promise<void> {
    const tried = await keyFromKeyring(this.#candidates, this.#keyringAvailable ? this.#deps.keyring : undefined)
    if (tried.kind === 'closed') return this.#happen(tried)
    const stale = this.#deps.keyring.shouldRewrap?.() ?? false
    const vault = await this.#enter(tried.key)
    if (vault && stale) await this.#teachKeyring(vault)
  }

  /** Opens the first generation the key vouches for; without one the vault is corrupt and nothing is touched. */
  async #enter(key: DataKey): Promise<OpenVault | undefined> {
    const chosen = authentic(this.#candidates, key)
    if (!chosen) {
      key.destroy()
      this.#deps.log.error('No vault file is vouched for by its own key')
      this.#happen({ kind: 'damaged', problem: 'vault.corrupt' })
      return undefined
    }
    const recovered = chosen.place === 'previous'
    if (recovered) await this.#deps.file.recover(chosen)
    this.#candidates = []
    const vault = new OpenVault(this.#deps, { key, content: contentOf(chosen.file.body), file: chosen.file })
    this.#open = vault
    this.#happen({ kind: 'opened', slots: vault.slots, ...(recovered && { problem: 'vault.recovered' as const }) })
    return vault
  }

  async #createWith(secret: { accountId: string; field: string; value: string }): Promise<Result<void>> {
    const vault = this.#fresh()
    // A keyring that promises and does not keep it is no keyring: the user chooses another way.
    if (!(await this.#keyringIsHere()) || !(await this.#teachKeyring(vault))) {
      vault.close()
      return fail('vault.absent', 'user')
    }
    await vault.write(secret)
    const made = await this.#establish(vault)
    return made.ok ? ok(undefined) : made
  }

  /** Writes a vault's first file and makes it the open one. What lives in memory stays there when that fails. */
  async #establish(vault: OpenVault): Promise<Result<VaultStatus>> {
    const made = await vault.establish()
    if (made.ok) return this.#opened(vault)
    if (vault !== this.#open) vault.close()
    return made
  }

  #opened(vault: OpenVault): Result<VaultStatus> {
    this.#open = vault
    this.#backOff = NO_FAILURES
    return this.#now({ kind: 'opened', slots: vault.slots })
  }

  #fresh(): OpenVault {
    const key = DataKey.random(this.#deps.randomBytes)
    return new OpenVault(this.#deps, { key, content: emptyContent(key) })
  }

  async #keyringIsHere(): Promise<boolean> {
    this.#keyringAvailable = await this.#deps.keyring.available()
    return this.#keyringAvailable
  }

  async #teachKeyring(vault: OpenVault): Promise<boolean> {
    const taught = await vault.addKeyring()
    if (!taught.ok) this.#deps.log.warn('The keyring slot could not be made', { code: taught.error.code })
    else if (vault === this.#open && vault.durable) this.#happen({ kind: 'slotsChanged', slots: vault.slots })
    return taught.ok
  }

  #now(happening: VaultHappening): Result<VaultStatus> {
    this.#happen(happening)
    return ok(this.status())
  }

  #happen(happening: VaultHappening): void {
    const before = JSON.stringify(this.#situation)
    this.#situation = after(this.#situation, happening)
    if (JSON.stringify(this.#situation) !== before) this.#tell()
  }

  #tell(): void {
    const status = this.status()
    for (const listener of this.#listeners) listener(status)
  }
}
