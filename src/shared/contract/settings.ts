// Settings: preferences, nothing secret.
import * as v from 'valibot'
import { AccountId, Nothing, Revision } from './common'
import { event, route } from './route'

export const VIEWS = ['groups', 'requests', 'openlines', 'messages', 'outbox', 'settings'] as const

export const SPELLING_LANGUAGES = ['en-US', 'ru'] as const

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
  'settings.appInfo': route({ input: Nothing, output: AppInfo, errors: [] }),
  'settings.openLink': route({ input: v.strictObject({ link: v.picklist(LINKS) }), output: Nothing, errors: [] }),
} as const

export const settingsEvents = {
  'settings.changed': event(v.strictObject({ revision: Revision, settings: Settings })),
} as const
