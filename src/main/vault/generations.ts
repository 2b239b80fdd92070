// The vault's two files on disk: the current generation and the one before it. Knows bytes, nothing of their meaning.
import { join } from 'node:path'
import { codeOf, writeAtomically, type AtomicWrite, type VaultFiles, type WriteStep } from './atomic-write'

export type Place = 'current' | 'previous'
export type Reading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }

const NAMES: Readonly<Record<Place, string>> = { current: 'vault.json', previous: 'vault.previous.json' }
/** A vault of a thousand accounts is well under a megabyte; more is not ours. */
const LARGEST = 16 * 1024 * 1024

export interface GenerationsOptions {
  readonly dir: string
  readonly files: VaultFiles
  readonly sleep: (ms: number) => Promise<void>
  readonly onStep?: ((place: Place, step: WriteStep) => void) | undefined
}

/** Reads, writes and keeps aside the two generations. Errors of the file system are thrown, except by `read`. */
export class Generations {
  readonly #options: GenerationsOptions

  constructor(options: GenerationsOptions) {
    this.#options = options
  }

  async read(place: Place): Promise<Reading> {
    const { files } = this.#options
    const path = this.#path(place)
    try {
      const { size } = await files.stat(path)
      if (size > LARGEST) return { kind: 'bytes', bytes: Buffer.alloc(0) }
      return { kind: 'bytes', bytes: await files.readFile(path) }
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason: codeOf(error) }
    }
  }

  /** Writes `before` (the generation that is good now) as the previous one, then `next` as the current one. */
  async write(next: Uint8Array, before: Uint8Array | undefined): Promise<void> {
    await this.#prepareFolder()
    if (before) await this.replace('previous', before)
    await this.replace('current', next)
  }

  async replace(place: Place, data: Uint8Array): Promise<void> {
    const { files, sleep, onStep } = this.#options
    const write: AtomicWrite = { path: this.#path(place), data, files, sleep }
    await writeAtomically(onStep ? { ...write, onStep: (step) => onStep(place, step) } : write)
  }

  /** Renames a generation out of the way, never deletes it. Answers the new name, or `undefined` where there was none. */
  async setAside(place: Place, label: string): Promise<string | undefined> {
    const name = NAMES[place].replace(/json$/, `${label}.json`)
    try {
      await this.#options.files.rename(this.#path(place), join(this.#options.dir, name))
      return name
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  }

  async #prepareFolder(): Promise<void> {
    const { dir, files } = this.#options
    await files.mkdir(dir, { recursive: true, mode: 0o700 })
    // The folder may be older than this rule; failing to tighten it must not cost the user a secret.
    await files.chmod(dir, 0o700).catch(() => undefined)
  }

  #path(place: Place): string {
    return join(this.#options.dir, NAMES[place])
  }
}
