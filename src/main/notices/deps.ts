// What the parts of the notices capability are made with.
import type { Emit } from '../../shared/contract/index'
import type { Place } from '../../shared/contract/links'
import type { Settings } from '../../shared/contract/settings'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import type { Text } from './wording'

/** A notification of the operating system. */
export interface SystemNotice {
  readonly title: string
  readonly body: string
  /** Without a sound. */
  readonly silent: boolean
  /** One that is shown under the same name makes room. */
  readonly tag?: string
  onClick(): void
}

export interface NoticesDeps {
  readonly store: Pick<Store, 'notices'>
  readonly accounts: Pick<Accounts, 'get'>
  readonly settings: { read(): Settings }
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
  readonly text: Text
  /** Shows it, and brings the window to the front when it is clicked. Answers whether this system has notifications. */
  readonly notify: (notice: SystemNotice) => boolean
  /** The sound of news that is not shown. */
  readonly beep: () => void
  /** Brings the main window to the front, at this place. */
  readonly go: (place: Place) => void
  /** Whether somebody may be looking at the window. */
  readonly watched: () => boolean
  /** Whether the main window is the one the user works in. */
  readonly attended: () => boolean
  /** The pause is over: the settings are to say so. */
  readonly endPause: () => void
}
