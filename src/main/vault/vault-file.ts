// The vault's place on disk as the vault sees it: look, put, recover, keep aside. Errors become data and log lines here.
import { fail, ok } from '../../shared/contract/result'
import type { Result } from '../../shared/contract/result'
import type { Clock, Logger } from '../networks/ports'
import { codeOf } from './atomic-write'
import type { SealedFile } from './format'
import type { RandomBytes } from './gcm'
import type { Generations, Place } from './generations'
import { look, type Candidate, type Found } from './opening'

interface VaultFileDeps {
  readonly generations: Generations
  readonly clock: Clock
  readonly log: Logger
  readonly randomBytes: RandomBytes
}

export class VaultFile {
  readonly #deps: VaultFileDeps
  /** A damaged current file that still lies where the next write would go. */
  #recovery: Candidate | undefined

  constructor(deps: VaultFileDeps) {
    this.#deps = deps
  }

  async look(): Promise<Found> {
    const found = await look(this.#deps.generations)
    if (found.kind === 'blocked') {
      this.#deps.log.error('The vault file cannot be used', { problem: found.problem, reason: found.reason ?? '' })
    }
    return found
  }

  /**
   * Writes `file`, keeping `before` as the previous generation; `settle` makes the previous one equal to it, for what must
   * not be found in the older file any more (an old passphrase, a forgotten account). `vault.writeFailed`.
   */
  async put(file: SealedFile, options: { before?: SealedFile | undefined; settle: boolean }): Promise<Result<void>> {
    const { generations, log } = this.#deps
    try {
      await this.#finishRecovery()
      await generations.write(file.bytes, options.before?.bytes)
    } catch (error) {
      log.error('The vault file could not be written', { reason: codeOf(error) })
      return fail('vault.writeFailed', 'later')
    }
    if (options.settle) {
      await generations.replace('previous', file.bytes).catch((error: unknown) => {
        // The change itself is safe; the next write replaces the older file anyway.
        log.warn('The previous vault file could not be replaced', { reason: codeOf(error) })
      })
    }
    return ok(undefined)
  }

  /** Puts the good previous generation in the place of a damaged current one, which is kept aside. */
  async recover(good: Candidate): Promise<void> {
    this.#recovery = good
    try {
      await this.#finishRecovery()
    } catch (error) {
      // Tried again before the next write, which must not run over the damaged file.
      this.#deps.log.error('The damaged vault file could not be kept aside', { reason: codeOf(error) })
    }
  }

  /** Renames both generations out of the way. `vault.writeFailed`. */
  async setAside(): Promise<Result<void>> {
    try {
      await this.#keep('previous', 'kept')
      await this.#keep('current', 'kept')
      this.#recovery = undefined
      return ok(undefined)
    } catch (error) {
      this.#deps.log.error('The vault file could not be kept aside', { reason: codeOf(error) })
      return fail('vault.writeFailed', 'later')
    }
  }

  async #finishRecovery(): Promise<void> {
    if (!this.#recovery) return
    await this.#keep('current', 'damaged')
    await this.#deps.generations.replace('current', this.#recovery.file.bytes)
    this.#recovery = undefined
  }

  async #keep(place: Place, word: 'kept' | 'damaged'): Promise<void> {
    const time = new Date(this.#deps.clock()).toISOString().replace(/[-:]|\.\d+/g, '')
    // Two files kept within one second must not replace each other.
    const tail = Buffer.from(this.#deps.randomBytes(4)).toString('hex')
    const name = await this.#deps.generations.setAside(place, `${word}-${time}-${tail}`)
    if (name) this.#deps.log.warn('A vault file was kept aside', { name })
  }
}
