// The key that brings quick-send from anywhere: taken, given back, tested, and told of when it does not work.
// Knows no Electron: how a key is taken comes in as a parameter.
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { QuickSendKey } from '../../shared/contract/quicksend-key'
import { fail, ok, type AppError, type Result } from '../../shared/contract/result'
import type { Settings } from '../../shared/contract/settings'
import { keyNames, refusal } from '../../shared/domain/accelerator'
import type { Logger, Timers } from '../networks/ports'

/** How the operating system takes a key for us; a second press while the first is handled is its business. */
export interface Shortcuts {
  register(key: string, pressed: () => void): 'registered' | 'taken' | 'invalid'
  unregister(key: string): void
}

export interface QuickSendKeyDeps {
  readonly shortcuts: Shortcuts
  /** What is known of this system and this installation. */
  readonly keyFacts: Pick<QuickSendKey, 'suggested' | 'unsure' | 'command'>
  /** As `process.platform` tells it. */
  readonly system: string
  readonly settings: { read(): Settings }
  /** The route of the same name. */
  readonly setSettings: HandlersOf<'settings.set'>['settings.set']
  /** What a press does. */
  readonly summon: () => void
  /** Tells outside the window that the chosen key does not work. */
  readonly tellKeyLost: (error: AppError<Problem>) => void
  readonly emit: Emit
  readonly timers: Timers
  readonly log: Logger
}

type KeyRoutes = Extract<RoutesOf<'quicksend'>, 'quicksend.key' | 'quicksend.setKey' | 'quicksend.testKey'>
type Problem = NonNullable<QuickSendKey['problem']>

export interface QuickSendKeyPart {
  readonly handlers: HandlersOf<KeyRoutes>
  /** Takes the chosen key. One that does not work is told once; quick-send has other doors. */
  start(): void
  /** The settings have changed: by their own route, too, the key may be another. */
  follow(): void
  stop(): void
}

/** Long enough to read the sentence and find the keys. */
const TEST_MS = 15_000

export function createQuickSendKey(deps: QuickSendKeyDeps): QuickSendKeyPart {
  const test = createTest(deps)
  const hold = createHold(deps, () => {
    if (!test.heard()) deps.summon()
  })
  const chosen = (): string => deps.settings.read().quickSendKey
  /** Why the chosen key does not work. */
  let error: AppError<Problem> | undefined
  const follow = (): void => {
    const taken = hold.take(chosen())
    error = taken.ok ? undefined : taken.error
  }
  const state = (): QuickSendKey => ({
    key: chosen(),
    ...(error === undefined ? {} : { problem: error.code }),
    ...deps.keyFacts,
  })
  return {
    follow,
    start() {
      follow()
      if (error === undefined) return
      deps.log.warn('the key of quick-send does not work', { code: error.code })
      deps.tellKeyLost(error)
    },
    stop() {
      test.end()
      hold.take('')
    },
    handlers: {
      'quicksend.key': () => {
        follow()
        return ok(state())
      },
      'quicksend.setKey': async ({ key }) => {
        const before = hold.held()
        const taken = hold.take(key)
        if (!taken.ok) return taken
        const written = await deps.setSettings({ quickSendKey: key })
        if (!written.ok) hold.take(before)
        else error = undefined
        return written.ok ? ok(state()) : written
      },
      'quicksend.testKey': ({ on }) => {
        test[on ? 'begin' : 'end']()
        return ok({})
      },
    },
  }
}

/** The key the system holds for us. */
function createHold({ shortcuts, system }: Pick<QuickSendKeyDeps, 'shortcuts' | 'system'>, pressed: () => void) {
  let held = ''
  const problemOf = (key: string): Problem | undefined => {
    if (refusal(key) !== undefined) return 'quicksend.keyInvalid'
    const taken = shortcuts.register(key, pressed)
    if (taken === 'registered') return undefined
    return taken === 'taken' ? 'quicksend.keyTaken' : 'quicksend.keyInvalid'
  }
  return {
    /** Empty for none. */
    held: () => held,
    /** The old key is given back once the new one is taken, so that a refused one leaves it in place. */
    take(key: string): Result<undefined, Problem> {
      if (key === held) return ok(undefined)
      const code = key === '' ? undefined : problemOf(key)
      if (code !== undefined) return fail(code, 'user', { key: keyNames(key, system).join('+') || key })
      if (held !== '') shortcuts.unregister(held)
      held = key
      return ok(undefined)
    },
  }
}

/** Waits for one press, for a while. */
function createTest({ emit, timers }: Pick<QuickSendKeyDeps, 'emit' | 'timers'>) {
  let waiting: AbortController | undefined
  const end = (): void => {
    waiting?.abort()
    waiting = undefined
  }
  return {
    end,
    begin() {
      end()
      const mine = new AbortController()
      waiting = mine
      const unheard = (): void => {
        if (waiting !== mine) return
        waiting = undefined
        emit('quicksend.keyTested', { heard: false })
      }
      timers.sleep(TEST_MS, mine.signal).then(unheard, () => undefined)
    },
    /** A press: `true` when it was waited for. */
    heard() {
      if (waiting === undefined) return false
      end()
      emit('quicksend.keyTested', { heard: true })
      return true
    },
  }
}
