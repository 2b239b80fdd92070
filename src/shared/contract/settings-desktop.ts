// What the desktop is asked for and tells: starting at login, and the question when the main window is closed.
import * as v from 'valibot'
import { Nothing, Revision } from './common'
import { event, route } from './route'

/** Whether the desktop shows our icon in a tray; `unknown` where an older kind of tray may. */
const TrayHost = v.picklist(['yes', 'no', 'unknown'])

/** As it stands in the system, which the user may have changed there. */
export const StartAtLogin = v.variant('kind', [
  v.strictObject({
    kind: v.literal('possible'),
    on: v.boolean(),
    /** Whether such a start shows no window. */
    hidden: v.boolean(),
    /** What was done to it outside the app: then it is only changed by someone who says so. */
    changed: v.picklist(['no', 'edited', 'switchedOff', 'needsApproval']),
  }),
  v.strictObject({ kind: v.literal('impossible'), reason: v.picklist(['unpackaged']) }),
])
export type StartAtLogin = v.InferOutput<typeof StartAtLogin>

export const Desktop = v.strictObject({ tray: TrayHost, startAtLogin: StartAtLogin })
export type Desktop = v.InferOutput<typeof Desktop>

export const settingsDesktop = {
  /** Asks the system anew each time. */
  'settings.desktop': route({ input: Nothing, output: Desktop, errors: [] }),
  /** Changes the system's entry, and keeps the wish in the settings. */
  'settings.setStartAtLogin': route({
    input: v.strictObject({
      on: v.boolean(),
      hidden: v.boolean(),
      /** The user has seen that the entry was changed outside, and wants it written over. */
      replace: v.optional(v.boolean()),
    }),
    output: StartAtLogin,
    errors: ['settings.loginEdited', 'settings.loginFailed', 'store.failed'],
  }),
  /** Whether the user has closed the main window and is to be asked what that means. */
  'settings.closing': route({
    input: Nothing,
    output: v.strictObject({ asked: v.boolean(), tray: TrayHost }),
    errors: [],
  }),
  'settings.answerClosing': route({
    input: v.strictObject({
      answer: v.picklist(['keepRunning', 'quit', 'stay']),
      /** Not to be asked again. */
      remember: v.boolean(),
    }),
    output: Nothing,
    errors: ['store.failed'],
  }),
} as const

export const settingsDesktopEvents = {
  /** `settings.closing` answers something else now. */
  'settings.closingAsked': event(v.strictObject({ revision: Revision })),
} as const
