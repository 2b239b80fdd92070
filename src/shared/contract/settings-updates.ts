// What is known of newer versions of the app, and the steps towards them.
import * as v from 'valibot'
import { IsoTime, Nothing, Revision } from './common'
import { event, route } from './route'

/** Why a feed of updates could not be used. */
export const UPDATE_PROBLEMS = [
  'updates.unreachable',
  'updates.notSigned',
  'updates.badFeedFile',
  'updates.replayed',
  'updates.downloadFailed',
] as const

/** What is known of newer versions. */
export const UpdateStatus = v.strictObject({
  /** How the app was installed. */
  installation: v.picklist(['source', 'unpacked', 'debian', 'appimage', 'windows', 'mac']),
  /** Whether an installation of this kind can replace itself. */
  canInstall: v.boolean(),
  /** `unavailable`: nobody is asked, and `why` says the reason; `ready`: installed when the app is quit. */
  state: v.picklist(['unavailable', 'idle', 'checking', 'current', 'available', 'downloading', 'ready']),
  why: v.optional(v.picklist(['off', 'noFeed', 'badFeed', 'noKey'])),
  /** The newer version. */
  version: v.optional(v.string()),
  /** Of the download, 0 to 100. */
  percent: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  checkedAt: v.optional(IsoTime),
  /** What went wrong last. */
  problem: v.optional(v.picklist(UPDATE_PROBLEMS)),
})
export type UpdateStatus = v.InferOutput<typeof UpdateStatus>

export const settingsUpdates = {
  'settings.updateStatus': route({ input: Nothing, output: UpdateStatus, errors: [] }),
  /** Asks the feed now; answers `updates.notAsked` where the status says that nobody is asked. */
  'settings.checkForUpdate': route({
    input: Nothing,
    output: UpdateStatus,
    errors: ['updates.notAsked', 'updates.unreachable', 'updates.notSigned', 'updates.badFeedFile', 'updates.replayed'],
  }),
  /** Downloads what was found; once it is downloaded, quits the app to install it. */
  'settings.installUpdate': route({
    input: Nothing,
    output: UpdateStatus,
    errors: ['updates.nothingToInstall', 'updates.downloadFailed'],
  }),
} as const

export const settingsUpdatesEvents = {
  'settings.updateChanged': event(v.strictObject({ revision: Revision, status: UpdateStatus })),
} as const
