// The main process from start to end: opens the log, builds everything, shows the window. Wiring only.
import { join } from 'node:path'
import type { AppError } from '../shared/contract/result'
import { pickLanguage } from '../shared/i18n/index'
import { compose, type Composed } from './compose'
import { createDesktop } from './desktop'
import { createEventBus } from './ipc/event-bus'
import { createSenderGate } from './ipc/sender-gate'
import { errorText } from './log/error-text'
import { openLog } from './open-log'
import { onWatched } from './platform/attention'
import { crashAt } from './platform/crash-point'
import { showFatal } from './platform/fatal'
import { enterOrLeave, followAsked } from './platform/instance'
import { broadcast, wireRequests } from './platform/ipc-wiring'
import { runLifecycle } from './platform/lifecycle'
import { placeDictionaries } from './platform/dictionaries'
import { createPlatform, readEnvironment } from './platform/platform'
import { followPower } from './platform/power'
import { createPracticeProcess } from './platform/practice-process'
import { createAppUpdates } from './platform/updates/index'
import { openPreferences } from './store/preferences'

const environment = readEnvironment(join(import.meta.dirname, '..'))
// A process that has nothing to start, or finds the app running, ends here: nothing is opened yet.
const entry = enterOrLeave(environment)
const { launch } = entry
const { packaged, userData } = environment
const logDirectory = join(userData, 'logs')
const log = openLog(logDirectory, packaged ? 'info' : 'debug')
const preferences = openPreferences({ directory: userData, log })
const practice = createPracticeProcess({ entry: join(import.meta.dirname, 'practice.js'), log })
const gate = createSenderGate()
const emit = createEventBus(broadcast)
let composed: Composed | undefined
const desktop = createDesktop({ environment, entry, preferences, gate, emit, log, composed: () => composed })
const { doors, quickWindow, texts } = desktop

const appUpdates = () =>
  createAppUpdates({
    ...environment,
    settings: preferences.read,
    emit: (status) => emit('settings.updateChanged', { status }),
    quit: doors.quit,
    log,
  })

async function start(): Promise<void> {
  const platform = createPlatform(environment, log, doors.showMain)
  const updates = appUpdates()
  const show = (): void => {
    platform.setTheme(preferences.read().theme)
    platform.spelling.use(preferences.read().spelling)
    desktop.follow()
    composed?.capabilities.quickSendKey.follow()
    updates.follow()
  }
  show()
  const built = await compose({
    ...platform,
    showMain: doors.showMain,
    quickWindow,
    summon: () => void quickWindow.toggle(),
    userData,
    launch,
    gate,
    log,
    emit: (event, payload) => {
      emit(event, payload)
      if (event === 'settings.changed') show()
      desktop.update()
    },
    settings: preferences,
    updates,
    desktop: desktop.port,
    text: (key, params) => texts()(key, params),
    appInfo: {
      version: environment.version,
      platform: environment.system,
      packaged,
      systemLanguage: pickLanguage('system', environment.locales()),
    },
    startPractice: practice.start,
    practiceOrigins: practice.origins,
    ...(launch.crashPoint === undefined ? {} : { crashPoint: crashAt(launch.crashPoint) }),
  })
  if (!built.ok) throw new StartFailure(built.error)
  composed = built.data
  wireRequests(composed.router)
  onWatched(composed.capabilities.watch)
  followPower(composed.capabilities.machine)
  await composed.capabilities.start()
  await connectPracticeOnce(composed)
  desktop.begin(composed)
}

/** `--practice`: what is connected already is restored by itself, and what the user has removed stays away. */
async function connectPracticeOnce({ capabilities }: Composed): Promise<void> {
  if (!launch.practice || capabilities.accounts.list().some((account) => account.practice)) return
  const connected = await capabilities.handlers['accounts.connectPractice']({})
  if (!connected.ok) throw new StartFailure(connected.error)
}

/** A failure whose sentence can be shown. */
class StartFailure extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.code)
    this.error = error
  }
}

followAsked(environment, desktop.take)
runLifecycle({
  log,
  rendererDir: join(environment.builtDir, 'renderer'),
  picture: (key) => composed?.capabilities.picture(key) ?? Promise.resolve(undefined),
  prepare: () => placeDictionaries({ from: join(environment.resourcesDir, 'dictionaries'), userData, log }),
  onReady: start,
  onActivate: doors.showMain,
  async onStop() {
    desktop.stop()
    await composed?.stop()
    practice.stop()
  },
  onFatal(error) {
    log.error('the app could not start', {
      error: errorText(error),
    })
    const code = error instanceof StartFailure ? error.error.code : 'internal'
    showFatal(texts(), { code, params: error instanceof StartFailure ? error.error.params : { id: '-' }, logDirectory })
  },
})
