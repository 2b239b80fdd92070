// Telling the system that links of ours are opened with this app. Linux and macOS read that from what is installed: the
// .desktop entry's MimeType, the bundle's Info.plist. On Windows the app writes it down for its user.
import type { App } from 'electron/main'
import { DEEP_LINK_SCHEME } from '../../shared/domain/deep-link'
import type { Logger } from '../log/port'

export interface DeepLinkClaim {
  readonly app: Pick<App, 'isDefaultProtocolClient' | 'setAsDefaultProtocolClient'>
  readonly packaged: boolean
  /** `process.platform`. */
  readonly system: string
  readonly execPath: string
  readonly log: Logger
}

/** What follows is a word, whatever it looks like: a link cannot bring a switch along. */
const ONLY_WORDS = ['--']

/** Claims the scheme where the app itself has to. A developer's build claims nothing: it is gone tomorrow. */
export function claimDeepLinks({ app, packaged, system, execPath, log }: DeepLinkClaim): void {
  if (!packaged || system !== 'win32') return
  // https://www.electronjs.org/docs/latest/api/app#appsetasdefaultprotocolclientprotocol-path-args
  if (app.isDefaultProtocolClient(DEEP_LINK_SCHEME, execPath, ONLY_WORDS)) return
  if (!app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME, execPath, ONLY_WORDS)) {
    log.warn('the system does not open links with this app')
  }
}
