// Settings: preferences, nothing secret.
import * as v from 'valibot'
import { AccountId, IsoTime, Nothing, Revision } from './common'
import { event, route } from './route'
import { settingsDesktop, settingsDesktopEvents } from './settings-desktop'
import { settingsUpdates, settingsUpdatesEvents } from './settings-updates'
import { VIEWS, ViewState } from './view-states'

export { VIEWS } from './view-states'

export const SPELLING_LANGUAGES = ['en-US', 'ru'] as const

/** Time of day on the user's clock, 00:00-23:59. */
const TimeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

/** When nothing is told, every week; over midnight where `from` is later than `to`. */
const QuietHours = v.strictObject({
  on: v.boolean(),
  from: TimeOfDay,
  to: TimeOfDay,
  /** Days on which they begin: 0 for Sunday to 6. */
  days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.maxLength(7)),
})

export const Settings = v.strictObject({
  language: v.picklist(['system', 'en', 'ru']),
  theme: v.picklist(['system', 'light', 'dark']),
  /** Undo window for sends, seconds. */
  holdSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)),
  sendWith: v.picklist(['enter', 'ctrlEnter']),
  /** Languages whose spelling is checked while typing; none switches it off. */
  spelling: v.array(v.picklist(SPELLING_LANGUAGES)),
  /** The account the rail had chosen last; `all` for the view over all accounts. */
  activeAccount: v.union([v.literal('all'), AccountId]),
  activeView: v.picklist(VIEWS),
  /** The key that brings quick-send from anywhere, as Electron writes accelerators; empty for none. */
  quickSendKey: v.pipe(v.string(), v.maxLength(60)),
  /** Whether quick-send stays over other windows. */
  quickSendOnTop: v.boolean(),
  /** Whether quick-send offers what was copied last. */
  quickSendClipboard: v.boolean(),
  /** Whether there is an icon in the tray, where the desktop has one. */
  tray: v.boolean(),
  /** Which panel the tray's icon is drawn for; `auto` is legible on both. */
  trayIcon: v.picklist(['auto', 'light', 'dark']),
  /** What closing the main window does; `ask` asks once. */
  whenClosed: v.picklist(['ask', 'keepRunning', 'quit']),
  startAtLogin: v.boolean(),
  /** Whether a start at login shows no window. */
  startHidden: v.boolean(),
  /** Size of everything in the windows, 1 for 100 %. */
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
  /** Until when nothing is told; `always` until the user says otherwise. */
  pausedUntil: v.union([v.picklist(['no', 'always']), IsoTime]),
  quietHours: QuietHours,
  /** What happens with newer versions; `automatic` also installs them when the app is quit. */
  updates: v.picklist(['off', 'notify', 'automatic']),
  /** https address of the feed of updates; empty for the one the app was built with. */
  updateFeed: v.pipe(v.string(), v.trim(), v.maxLength(2048)),
})
export type Settings = v.InferOutput<typeof Settings>

/** What the renderer needs to know of the app and the machine; constant while the app runs. */
export const AppInfo = v.strictObject({
  version: v.string(),
  platform: v.string(),
  packaged: v.boolean(),
  /** The language `system` stands for. */
  systemLanguage: v.picklist(['en', 'ru']),
})

/** Pages the app may open in the browser: a closed list, so that no renderer can open anything else. */
export const LINKS = ['bitrix24Webhooks', 'bitrix24Blocked', 'blueskyAppPasswords', 'blueskyMessages'] as const

export const settings = {
  'settings.get': route({ input: Nothing, output: Settings, errors: [] }),
  'settings.set': route({ input: v.partial(Settings), output: Settings, errors: ['settings.invalid', 'store.failed'] }),
  /** Words the user added to the spelling dictionary, in alphabetical order. */
  'settings.words': route({ input: Nothing, output: v.array(v.string()), errors: [] }),
  /** Takes a word out again; answers the others. */
  'settings.forgetWord': route({
    input: v.strictObject({ word: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
    output: v.array(v.string()),
    errors: [],
  }),
  /** What the person had in each view when it was looked at last; what cannot be understood any more is left out. */
  'settings.viewStates': route({ input: Nothing, output: v.array(ViewState), errors: [] }),
  /** Keeps it. What is of an account that has gone is not kept. */
  'settings.keepViewState': route({ input: ViewState, output: Nothing, errors: ['store.failed'] }),
  'settings.appInfo': route({ input: Nothing, output: AppInfo, errors: [] }),
  'settings.openLink': route({ input: v.strictObject({ link: v.picklist(LINKS) }), output: Nothing, errors: [] }),
  ...settingsDesktop,
  ...settingsUpdates,
} as const

export const settingsEvents = {
  ...settingsDesktopEvents,
  ...settingsUpdatesEvents,
  'settings.changed': event(v.strictObject({ revision: Revision, settings: Settings })),
} as const
