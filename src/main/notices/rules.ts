// What becomes of a piece of news outside the window. The list of all news has it in any case; nothing is so urgent that
// it breaks the silence the user asked for. Pure.
import type { Account } from '../../shared/contract/accounts'
import type { Settings } from '../../shared/contract/settings'
import { silenceAt } from '../../shared/domain/quiet-hours'

export interface Circumstances {
  readonly account: Account['notifications']
  readonly settings: Pick<Settings, 'pausedUntil' | 'quietHours'>
  /** The window shows this news just now, and somebody may be looking. */
  readonly shown: boolean
  /** Milliseconds. */
  readonly now: number
}

export interface Telling {
  readonly toast: boolean
  readonly sound: boolean
  /** Names and texts are part of the toast. */
  readonly showText: boolean
  /** It would be told, were it not for a pause or quiet hours: counted until they end. */
  readonly held: boolean
}

/** Toast, sound and preview are each a switch of their own: a sound needs no toast, a toast no names. */
export function tellingOf({ account, settings, shown, now }: Circumstances): Telling {
  const wanted = !shown && !account.doNotDisturb
  const silent = silenceAt(settings, now) !== undefined
  return {
    toast: wanted && !silent && account.toast,
    sound: wanted && !silent && account.sound,
    showText: account.preview,
    held: wanted && silent && (account.toast || account.sound),
  }
}
