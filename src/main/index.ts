// The main process from start to end: opens the log, builds everything, shows the window. Wiring only.
import { join } from 'node:path'
import type { AppError } from '../shared/contract/result'
import { pickLanguage } from '../shared/i18n/index'
import { compose, type Composed } from './compose'
import { createEventBus } from './ipc/event-bus'
import { createSenderGate } from './ipc/sender-gate'
import { errorText } from './log/error-text'
import { openLog } from './open-log'
import { createAsks } from './platform/asked'
import { onWatched } from './platform/attention'
import { wayOfClosing } from './platform/closing'
import { crashAt } from './platform/crash-point'
import type { Doors } from './platform/doors'
import { showFatal } from './platform/fatal'
import { enterOrLeave, followAsked } from './platform/instance'
import { broadcast, wireRequests } from './platform/ipc-wiring'
import { runLifecycle } from './platform/lifecycle'
import { placeDictionaries } from './platform/dictionaries'
import { createLoginItem } from './platform/login-item'
import { focusMainWindow, hideMainWindow, mainWindow, openMainWindow } from './platform/main-window'
import { setMenu } from './platform/menu'
import { createPlatform, readEnvironment } from './platform/platform'
import { followPower } from './platform/power'
import { createPracticeProcess } from './platform/practice-process'
import { createQuickWindow } from './platform/quick-window'
import { isQuitting, quitApp } from './platform/quitting'
import { contextMenuLabels, createTexts, menuLabels, type Texts } from './platform/texts'
import { runProgram } from './platform/session-bus'
import { pauseNow } from './platform/tray/pauses'
import { createTray, type TrayPart } from './platform/tray/tray'
import { createTrayHost } from './platform/tray-host'
import { createAppUpdates } from './platform/updates/index'
import { createZoom } from './platform/zoom'
import { openPreferences } from './store/preferences'

const environment = readEnvironment(join(import.meta.dirname, '..'))
// A process that has nothing to start, or finds the app running, ends here: nothing is opened yet.
const { launch, asked } = enterOrLeave(environment)
const { packaged, userData } = environment
const logDirectory = join(userData, 'logs')
const log = openLog(logDirectory, packaged ? 'info' : 'debug')
const preferences = openPreferences({ directory: userData, log })
const practice = createPracticeProcess({ entry: join(import.meta.dirname, 'practice.js'), log })
const gate = createSenderGate()
const emit = createEventBus(broadcast)
let composed: Composed | undefined
let tray: TrayPart | undefined

const texts = (): Texts => createTexts(pickLanguage(preferences.read().language, environment.locales()))

const trayHost = createTrayHost({ system: environment.system, env: process.env, run: runProgram })

function openWindow(show: 'shown' | 'minimized' = 'shown'): void {
  openMainWindow({
    preload: join(environment.builtDir, 'preload/index.cjs'),
    icon: join(environment.resourcesDir, 'icon.png'),
    devTools: !packaged,
    saved: preferences.windowState(),
    show,
    trust: gate.trust,
    labels: () => contextMenuLabels(texts()),
    onStateChanged: preferences.saveWindowState,
    wayOfClosing: (pageAnswers) =>
      wayOfClosing({
        quitting: isQuitting(),
        mac: environment.system === 'darwin',
        whenClosed: preferences.read().whenClosed,
        hasAccounts: (composed?.capabilities.accounts.list().length ?? 0) > 0,
        pageAnswers,
      }),
    onAsk: () => composed?.capabilities.askClosing(),
    onQuit: doors.quit,
  })
}

/** In the tray, where there is one; elsewhere minimized, so that the app can be found. */
async function startHidden(): Promise<void> {
  const inTray = preferences.read().tray && (await trayHost()) === 'yes'
  if (!inTray && !mainWindow()) openWindow('minimized')
}

const quickWindow = createQuickWindow({
  preload: join(environment.builtDir, 'preload/index.cjs'),
  icon: join(environment.resourcesDir, 'icon.png'),
  devTools: !packaged,
  system: environment.system,
  log,
  trust: gate.trust,
  labels: () => contextMenuLabels(texts()),
  onTop: () => preferences.read().quickSendOnTop,
  onShown: () => {
    emit('quicksend.shown', {})
  },
})

/** The window that is there, else a new one; before the app is built there is none to show yet. */
function showMain(): void {
  if (!focusMainWindow() && composed) openWindow()
}

const doors: Doors = {
  showMain,
  quickSend: () => {
    if (composed) quickWindow.show()
  },
  openLink: (text) => composed?.capabilities.links.open(text),
  pauseNotifications: (until) => void composed?.capabilities.handlers['settings.set']({ pausedUntil: until }),
  quit: quitApp,
}

const asks = createAsks(asked, { ...doors, startHidden: () => void startHidden() })
const zoom = createZoom(
  () => preferences.read().zoom,
  (size) => void composed?.capabilities.handlers['settings.set']({ zoom: size }),
)

async function start(): Promise<void> {
  const platform = createPlatform(environment, log, doors.showMain)
  const updates = createAppUpdates({
    ...environment,
    settings: preferences.read,
    emit: (status) => emit('settings.updateChanged', { status }),
    quit: doors.quit,
    log,
  })
  const show = (): void => {
    platform.setTheme(preferences.read().theme)
    setMenu(menuLabels(texts()))
    platform.spelling.use(preferences.read().spelling)
    zoom.apply()
    composed?.capabilities.quickSendKey.follow()
    updates.follow()
  }
  show()
  const built = await compose({
    ...platform,
    showMain: doors.showMain,
    quickWindow,
    summon: () => {
      quickWindow.toggle()
    },
    userData,
    launch,
    gate,
    log,
    emit: (event, payload) => {
      emit(event, payload)
      if (event === 'settings.changed') show()
      tray?.update()
    },
    settings: preferences,
    updates,
    desktop: {
      loginItem: createLoginItem({ ...environment, env: process.env, instead: launch.loginExecutable, log }),
      trayHost,
      hideMain: hideMainWindow,
      quit: doors.quit,
    },
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
  tray = startTray(composed)
  asks.begin()
  quickWindow.warmLater()
}

function startTray({ capabilities, waiting }: Composed): TrayPart {
  const { go } = capabilities.links
  const started = createTray({
    directory: join(environment.resourcesDir, 'tray'),
    system: environment.system,
    actions: {
      open: doors.showMain,
      openAccount: (accountId) => go({ kind: 'account', accountId }),
      openOutbox: () => go({ kind: 'outbox' }),
      quickSend: doors.quickSend,
      pause: doors.pauseNotifications,
      quit: doors.quit,
    },
    read: () => {
      const { quickSendKey, pausedUntil } = preferences.read()
      return { ...waiting(), quickSendKey, pausedUntil: pauseNow(pausedUntil, new Date()) }
    },
    settings: preferences.read,
    text: texts,
    language: () => pickLanguage(preferences.read().language, environment.locales()),
    mainWindow,
    log,
  })
  started.update()
  return started
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

followAsked(environment, asks.take)
runLifecycle({
  log,
  rendererDir: join(environment.builtDir, 'renderer'),
  picture: (key) => composed?.capabilities.picture(key) ?? Promise.resolve(undefined),
  prepare: () => placeDictionaries({ from: join(environment.resourcesDir, 'dictionaries'), userData, log }),
  onReady: start,
  onActivate: doors.showMain,
  async onStop() {
    tray?.stop()
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
