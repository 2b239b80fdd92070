// What happens when the main window is to be closed. Pure.
import type { Settings } from '../../shared/contract/settings'

export interface ClosingFacts {
  /** The app or the machine is about to end. */
  readonly quitting: boolean
  readonly mac: boolean
  readonly whenClosed: Settings['whenClosed']
  /** Whether there is anything to keep running for: with no account nothing leaves and nothing arrives. */
  readonly hasAccounts: boolean
  /** Whether the page is there and answers: one that does not cannot ask, and is better made anew. */
  readonly pageAnswers: boolean
}

/** `discard`: the window goes, the app stays, and the next time a new window is made. */
export type ClosingWay = 'close' | 'hide' | 'ask' | 'quit' | 'discard'

export function wayOfClosing({ quitting, mac, whenClosed, hasAccounts, pageAnswers }: ClosingFacts): ClosingWay {
  if (quitting) return 'close'
  // There an app without a window is the ordinary case: only Quit quits.
  if (mac) return pageAnswers ? 'hide' : 'discard'
  if (whenClosed === 'quit' || (whenClosed === 'ask' && !hasAccounts)) return 'quit'
  if (!pageAnswers) return 'discard'
  return whenClosed === 'ask' ? 'ask' : 'hide'
}
