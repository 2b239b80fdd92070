// What stands on the desktop: windows, doors, menu, tray. Joined here, so that index.ts joins only the rest. Wiring only.
import { join } from 'node:path'
import type { Emit } from '../shared/contract/index'
import type { Place } from '../shared/contract/links'
import { pickLanguage, type Language } from '../shared/i18n/index'
import type { Composed } from './compose'
import type { SenderGate } from './ipc/sender-gate'
import type { RedactingLogger } from './log/logger'
import { createAsks, type Asks } from './platform/asked'
import { wayOfClosing } from './platform/closing'
import type { Doors } from './platform/doors'
import type { Entry } from './platform/instance'
import type { Asked } from './platform/launch-options'
import { createLoginItem, openedAtLogin } from './platform/login-item'
import { focusMainWindow, hideMainWindow, mainWindow, openMainWindow } from './platform/main-window'
import { setMenu } from './platform/menu'
import type { Environment } from './platform/platform'
import { createQuickWindow, type QuickWindow } from './platform/quick-window'
import { isQuitting, quitApp } from './platform/quitting'
import { runProgram } from './platform/session-bus'
import { contextMenuLabels, createTexts, type Texts } from './platform/texts'
import { createTrayHost } from './platform/tray-host'
import { pauseNow } from './platform/tray/pauses'
import { createTray, type TrayPart } from './platform/tray/tray'
import { createZoom } from './platform/zoom'
import type { DesktopPort } from './settings/settings'
import type { Preferences } from './store/preferences'

export interface DesktopDeps {
  readonly environment: Environment
  readonly entry: Entry
  readonly preferences: Preferences
  readonly gate: SenderGate
  readonly emit: Emit
  readonly log: RedactingLogger
  /** What answers the windows, once it is built. */
  readonly composed: () => Composed | undefined
}

export interface Desktop {
  readonly doors: Doors
  readonly quickWindow: QuickWindow
  /** What settings ask of the desktop. */
  readonly port: DesktopPort
  /** What somebody wants of the app waits until `begin`. */
  readonly take: Asks['take']
  /** Main's own texts, in the language of the moment. */
  texts(): Texts
  /** The settings have changed. */
  follow(): void
  /** Something has changed that the tray may count. */
  update(): void
  /** The app is built: shows what was asked for. */
  begin(composed: Composed): void
  stop(): void
}

/** Shows nothing yet; `follow` and `begin` want the app to be ready. */
export function createDesktop(deps: DesktopDeps): Desktop {
  const { environment, preferences, composed } = deps
  const language = (): Language => pickLanguage(preferences.read().language, environment.locales())
  const texts = (): Texts => createTexts(language())
  const trayHost = createTrayHost({ system: environment.system, env: process.env, run: runProgram })
  const openMain = mainWindowOpener(deps, texts)
  const quickWindow = quickWindowOf(deps, texts)
  const doors = doorsOf(deps, { openMain, quickWindow })
  const startHidden = async (): Promise<void> => {
    // In the tray, where there is one; elsewhere minimized, so that the app can be found.
    const inTray = preferences.read().tray && (await trayHost()) === 'yes'
    if (!inTray && !mainWindow()) openMain('minimized')
  }
  const asks = createAsks(firstAsked(deps), { ...doors, startHidden: () => void startHidden() })
  const zoom = createZoom(
    () => preferences.read().zoom,
    (size) => void composed()?.capabilities.handlers['settings.set']({ zoom: size }),
  )
  // The menu is made before there is anything to go to.
  const go = (place: Place): void => composed()?.capabilities.links.go(place)
  let tray: TrayPart | undefined
  return {
    doors,
    quickWindow,
    port: { loginItem: loginItemOf(deps), trayHost, hideMain: hideMainWindow, quit: doors.quit },
    take: asks.take,
    texts,
    follow() {
      setMenu({ text: texts(), system: environment.system, doors, go, zoom: zoom.step })
      zoom.apply()
      quickWindow.refit()
    },
    update: () => tray?.update(),
    begin(built) {
      tray = trayOf(deps, { built, doors, texts, language, trayHost })
      tray.update()
      asks.begin()
      quickWindow.warmLater()
    },
    stop: () => tray?.stop(),
  }
}

/** On macOS a start at login carries no argument: whether it is a hidden one is a setting. */
const firstAsked =
  ({ environment, entry, preferences }: DesktopDeps): (() => Asked) =>
  () =>
    openedAtLogin(environment.system) && preferences.read().startHidden ? { ...entry.asked, hidden: true } : entry.asked

type Opener = (show?: 'shown' | 'minimized') => void

function mainWindowOpener({ environment, preferences, gate, composed }: DesktopDeps, texts: () => Texts): Opener {
  return (show = 'shown') => {
    openMainWindow({
      preload: join(environment.builtDir, 'preload/index.cjs'),
      icon: join(environment.resourcesDir, 'icon.png'),
      devTools: !environment.packaged,
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
          hasAccounts: (composed()?.capabilities.accounts.list().length ?? 0) > 0,
          pageAnswers,
        }),
      onAsk: () => composed()?.capabilities.askClosing(),
      onQuit: quitApp,
    })
  }
}

function quickWindowOf({ environment, preferences, gate, emit, log }: DesktopDeps, texts: () => Texts): QuickWindow {
  return createQuickWindow({
    preload: join(environment.builtDir, 'preload/index.cjs'),
    icon: join(environment.resourcesDir, 'icon.png'),
    devTools: !environment.packaged,
    system: environment.system,
    log,
    trust: gate.trust,
    labels: () => contextMenuLabels(texts()),
    onTop: () => preferences.read().quickSendOnTop,
    zoom: () => preferences.read().zoom,
    onShown: () => {
      emit('quicksend.shown', {})
    },
  })
}

/** Before the app is built there is nothing to show yet. */
function doorsOf({ composed }: DesktopDeps, windows: { openMain: Opener; quickWindow: QuickWindow }): Doors {
  return {
    showMain: () => {
      if (!focusMainWindow() && composed()) windows.openMain()
    },
    quickSend: () => {
      if (composed()) windows.quickWindow.show()
    },
    openLink: (text) => composed()?.capabilities.links.open(text),
    pauseNotifications: (until) => composed()?.capabilities.pauseNotifications(until),
    quit: quitApp,
  }
}

function loginItemOf({ environment, entry, log }: DesktopDeps): DesktopPort['loginItem'] {
  return createLoginItem({ ...environment, env: process.env, instead: entry.launch.loginExecutable, log })
}

function trayOf(
  { environment, preferences, log }: DesktopDeps,
  desk: {
    built: Composed
    doors: Doors
    texts: () => Texts
    language: () => Language
    trayHost: DesktopPort['trayHost']
  },
): TrayPart {
  const { built, doors, texts, language, trayHost } = desk
  const { go } = built.capabilities.links
  return createTray({
    directory: join(environment.resourcesDir, 'tray'),
    system: environment.system,
    electronMajor: environment.electronMajor,
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
      return { ...built.waiting(), quickSendKey, pausedUntil: pauseNow(pausedUntil, new Date()) }
    },
    settings: preferences.read,
    text: texts,
    language,
    host: trayHost,
    mainWindow,
    log,
  })
}
