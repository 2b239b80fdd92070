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

/** Downloads what a believed manifest names and installs it when the app ends. */
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

export interface Updates {
  status(): UpdateStatus
  check(): Promise<Result<UpdateStatus, CheckError | 'updates.notAsked'>>
  /** The next step: download what was found, or end the app to install what was downloaded. */
  install(): Promise<Result<UpdateStatus, 'updates.nothingToInstall' | 'updates.downloadFailed'>>
  /** Looks at the settings: begins to ask, or stops. To be called at the start and after each change. */
  follow(): void
}

/** Not while the app starts. */
export const FIRST_CHECK_MS = 60_000
export const EVERY_MS = 24 * 3_600_000

type Phase =
  | { readonly kind: 'idle' | 'checking' | 'current' }
  | { readonly kind: 'available' | 'ready'; readonly manifest: Manifest; readonly folder: URL }
  | { readonly kind: 'downloading'; readonly manifest: Manifest; readonly folder: URL; readonly percent: number }

type Feed = { readonly folder: URL } | { readonly why: NonNullable<UpdateStatus['why']> }

function feedOf({ builtIn, settings }: UpdatesDeps): Feed {
  const { updates, updateFeed } = settings()
  const address = updateFeed || builtIn.feed
  if (updates === 'off') return { why: 'off' }
  if (address === '') return { why: 'noFeed' }
  const folder = feedFolder(address)
  if (!folder) return { why: 'badFeed' }
  return builtIn.publicKey === '' ? { why: 'noKey' } : { folder }
}

export function createUpdates(deps: UpdatesDeps): Updates {
  const canInstall = canReplaceItself(deps.installation)
  let phase: Phase = { kind: 'idle' }
  let checkedAt: number | undefined
  let problem: UpdateStatus['problem']
  let asking: string | undefined
  let cancel: () => void = () => undefined

  function status(): UpdateStatus {
    const feed = feedOf(deps)
    return {
      installation: deps.installation,
      canInstall,
      state: 'why' in feed ? 'unavailable' : phase.kind,
      ...('why' in feed ? { why: feed.why } : {}),
      ...('manifest' in phase ? { version: phase.manifest.version } : {}),
      ...(phase.kind === 'downloading' ? { percent: phase.percent } : {}),
      ...(checkedAt === undefined ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
      ...(problem === undefined ? {} : { problem }),
    }
  }

  function enter(next: Phase): void {
    phase = next
    deps.emit(status())
  }

  async function check(): ReturnType<Updates['check']> {
    const feed = feedOf(deps)
    if ('why' in feed) return fail('updates.notAsked', 'user')
    // What is on its way, or here, is not asked for again.
    if (phase.kind === 'checking' || phase.kind === 'downloading' || phase.kind === 'ready') return ok(status())
    enter({ kind: 'checking' })
    const found = await deps.check(feed.folder)
    checkedAt = deps.clock()
    problem = found.ok ? undefined : found.error.code
    if (!found.ok) {
      deps.log.warn('the feed of updates could not be used', { code: found.error.code })
      enter({ kind: 'idle' })
      return found
    }
    enter(found.data ? { kind: 'available', manifest: found.data, folder: feed.folder } : { kind: 'current' })
    return ok(status())
  }

  async function download(): Promise<Result<UpdateStatus, 'updates.downloadFailed'>> {
    if (phase.kind !== 'available') return ok(status())
    const { manifest, folder } = phase
    enter({ kind: 'downloading', manifest, folder, percent: 0 })
    try {
      await deps.download(manifest, folder, (percent) => {
        if (phase.kind === 'downloading' && phase.percent !== percent) enter({ ...phase, percent })
      })
    } catch (error) {
      deps.log.warn('an update could not be downloaded', { error: String(error) })
      problem = 'updates.downloadFailed'
      enter({ kind: 'available', manifest, folder })
      return fail('updates.downloadFailed', 'later')
    }
    problem = undefined
    enter({ kind: 'ready', manifest, folder })
    return ok(status())
  }

  async function checkByItself(): Promise<void> {
    await check()
    if (canInstall && deps.settings().updates === 'automatic') await download()
  }

  function schedule(ms: number): void {
    cancel()
    cancel = deps.later(ms, () => {
      schedule(EVERY_MS)
      void checkByItself()
    })
  }

  return {
    status,
    check,
    async install() {
      if (phase.kind === 'ready') {
        deps.quit()
        return ok(status())
      }
      if (phase.kind !== 'available' || !canInstall) return fail('updates.nothingToInstall')
      return download()
    },
    follow() {
      const feed = feedOf(deps)
      const wanted = 'why' in feed ? undefined : feed.folder.href
      if (wanted === asking) return
      asking = wanted
      cancel()
      if (wanted !== undefined) schedule(FIRST_CHECK_MS)
      // What another feed said is no longer of interest; what is being installed stays.
      problem = undefined
      if (phase.kind === 'available' || phase.kind === 'current') phase = { kind: 'idle' }
      deps.emit(status())
    },
  }
}
