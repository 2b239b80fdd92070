// Updates from the switch to the installation: when the feed is asked, what is known, what may be done next. Knows no
// Electron; fetching and replacing the app come in. While the switch is off, or there is nothing to ask, nobody is asked.
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Settings } from '../../../shared/contract/settings'
import type { UpdateStatus } from '../../../shared/contract/settings-updates'
import type { Logger } from '../../log/port'
import type { BuiltIn } from './built-in'
import type { CheckError } from './check'
import { feedFolder } from './feed-address'
import { canReplaceItself, type Installation } from './installation'
import type { Manifest } from './manifest'

/** Downloads what a believed manifest names; it is installed when the app ends. Rejects when that cannot be had whole. */
export type Download = (manifest: Manifest, folder: URL, onPercent: (percent: number) => void) => Promise<void>

export interface UpdatesDeps {
  readonly builtIn: BuiltIn
  readonly installation: Installation
  readonly settings: () => Pick<Settings, 'updates' | 'updateFeed'>
  readonly check: (folder: URL) => Promise<Result<Manifest | undefined, CheckError>>
  readonly download: Download
  readonly emit: (status: UpdateStatus) => void
  readonly quit: () => void
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Calls back once after so many milliseconds; the answer takes it back. */
  readonly later: (ms: number, then: () => void) => () => void
  readonly log: Logger
}

/** Not while the app starts. */
export const FIRST_CHECK_MS = 60_000
export const EVERY_MS = 24 * 3_600_000

type Phase =
  | { readonly kind: 'idle' | 'checking' | 'current' }
  | { readonly kind: 'available' | 'ready'; readonly manifest: Manifest; readonly folder: URL }
  | { readonly kind: 'downloading'; readonly manifest: Manifest; readonly folder: URL; readonly percent: number }

type Feed =
  | { readonly kind: 'ask'; readonly folder: URL }
  | { readonly kind: 'none'; readonly why: NonNullable<UpdateStatus['why']> }

const none = (why: NonNullable<UpdateStatus['why']>): Feed => ({ kind: 'none', why })

function feedOf({ builtIn, settings }: UpdatesDeps): Feed {
  const { updates, updateFeed } = settings()
  const address = updateFeed || builtIn.feed
  if (updates === 'off') return none('off')
  if (address === '') return none('noFeed')
  const folder = feedFolder(address)
  if (!folder) return none('badFeed')
  return builtIn.publicKey === '' ? none('noKey') : { kind: 'ask', folder }
}

export class Updates {
  readonly #deps: UpdatesDeps
  readonly #canInstall: boolean
  #phase: Phase = { kind: 'idle' }
  #checkedAt: number | undefined
  #problem: UpdateStatus['problem']
  /** The feed that is asked by itself. */
  #asked: string | undefined
  #cancel: () => void = () => undefined

  constructor(deps: UpdatesDeps) {
    this.#deps = deps
    this.#canInstall = canReplaceItself(deps.installation)
  }

  status(): UpdateStatus {
    const phase = this.#phase
    const feed = feedOf(this.#deps)
    return {
      installation: this.#deps.installation,
      canInstall: this.#canInstall,
      ...(feed.kind === 'none' ? { state: 'unavailable', why: feed.why } : { state: phase.kind }),
      ...('manifest' in phase ? { version: phase.manifest.version } : {}),
      ...(phase.kind === 'downloading' ? { percent: phase.percent } : {}),
      ...(this.#checkedAt === undefined ? {} : { checkedAt: new Date(this.#checkedAt).toISOString() }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    }
  }

  /** Asks the feed now. */
  async check(): Promise<Result<UpdateStatus, CheckError | 'updates.notAsked'>> {
    const feed = feedOf(this.#deps)
    if (feed.kind === 'none') return fail('updates.notAsked', 'user')
    const { kind } = this.#phase
    // What is on its way, or here, is not asked for again.
    if (kind === 'checking' || kind === 'downloading' || kind === 'ready') return ok(this.status())
    this.#enter({ kind: 'checking' })
    const found = await this.#deps.check(feed.folder)
    if (!this.#isStill(feed.folder)) {
      // Another feed by now, or none: what this one says is no longer of interest.
      this.#enter({ kind: 'idle' })
      return ok(this.status())
    }
    this.#checkedAt = this.#deps.clock()
    this.#problem = found.ok ? undefined : found.error.code
    if (!found.ok) {
      this.#deps.log.warn('the feed of updates could not be used', { code: found.error.code })
      this.#enter({ kind: 'idle' })
      return found
    }
    this.#enter(found.data ? { kind: 'available', manifest: found.data, folder: feed.folder } : { kind: 'current' })
    return ok(this.status())
  }

  /** The next step: downloads what was found, or ends the app to install what was downloaded. */
  async install(): Promise<Result<UpdateStatus, 'updates.nothingToInstall' | 'updates.downloadFailed'>> {
    const phase = this.#phase
    if (phase.kind === 'ready') this.#deps.quit()
    else if (phase.kind !== 'available' || !this.#canInstall) return fail('updates.nothingToInstall')
    else if (!(await this.#download(phase.manifest, phase.folder))) return fail('updates.downloadFailed', 'later')
    return ok(this.status())
  }

  /** Looks at the settings: begins to ask, or stops. To be called at the start and after each change. */
  follow(): void {
    const feed = feedOf(this.#deps)
    const wanted = feed.kind === 'ask' ? feed.folder.href : undefined
    if (wanted !== this.#asked) {
      this.#asked = wanted
      this.#cancel()
      if (wanted !== undefined) this.#schedule(FIRST_CHECK_MS)
      // What another feed said is no longer of interest; what is being installed stays.
      this.#problem = undefined
      if (this.#phase.kind === 'available' || this.#phase.kind === 'current') this.#phase = { kind: 'idle' }
    }
    this.#deps.emit(this.status())
  }

  #isStill(folder: URL): boolean {
    const feed = feedOf(this.#deps)
    return feed.kind === 'ask' && feed.folder.href === folder.href
  }

  #enter(next: Phase): void {
    this.#phase = next
    this.#deps.emit(this.status())
  }

  #schedule(ms: number): void {
    this.#cancel()
    this.#cancel = this.#deps.later(ms, () => {
      this.#schedule(EVERY_MS)
      void this.#checkByItself()
    })
  }

  async #checkByItself(): Promise<void> {
    await this.check()
    if (this.#deps.settings().updates === 'automatic' && this.#phase.kind === 'available') await this.install()
  }

  /** Whether it is here now. */
  async #download(manifest: Manifest, folder: URL): Promise<boolean> {
    this.#enter({ kind: 'downloading', manifest, folder, percent: 0 })
    try {
      await this.#deps.download(manifest, folder, (percent) => {
        const { kind } = this.#phase
        if (kind === 'downloading') this.#enter({ kind, manifest, folder, percent })
      })
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error
      this.#deps.log.warn('an update could not be downloaded', { error: name })
      this.#problem = 'updates.downloadFailed'
      this.#enter({ kind: 'available', manifest, folder })
      return false
    }
    this.#problem = undefined
    this.#enter({ kind: 'ready', manifest, folder })
    return true
  }
}
