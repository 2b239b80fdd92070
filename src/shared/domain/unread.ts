// How much waits for the user, as one number: the same in the tray, on the taskbar, and at "all accounts" in the rail. Pure.
import type { Account } from '../contract/accounts'

/** What waits besides unread messages. Notices are told of these things, so they are not counted again. */
export interface Waiting {
  /** People who ask to enter a group of mine, and groups that invite me. */
  readonly asksMe: number
  /** Messages of mine that failed, or need a decision. */
  readonly troubled: number
}

type Counted = Pick<Account, 'unread' | 'notifications'>

/** Of one account; 0 where its owner wants no number. Do-not-disturb silences, but what waits is still there. */
export const waitingAt = ({ unread, notifications }: Counted, { asksMe, troubled }: Waiting): number =>
  notifications.badge ? unread + asksMe + troubled : 0

/** Of all accounts. */
export const waitingInAll = (accounts: readonly (Counted & Waiting)[]): number =>
  accounts.reduce((sum, account) => sum + waitingAt(account, account), 0)

/** As a picture shows it: 0 for none, 10 for more than nine. */
export const shownCount = (waiting: number): number => Math.min(10, Math.max(0, Math.trunc(waiting)))
