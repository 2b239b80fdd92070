// Who may call: a window we made ourselves, its main frame, showing our own page. Both tests together, since either alone
// has been got around elsewhere. Source: https://www.electronjs.org/docs/latest/tutorial/security (17).
import { isAppUrl } from '../../shared/domain/app-url'

export interface Caller {
  readonly webContentsId: number
  readonly frameUrl: string
  readonly isMainFrame: boolean
}

export interface SenderGate {
  /** Registers a window made by us; call the answer when it is gone. */
  trust(webContentsId: number): () => void
  allows(caller: Caller): boolean
}

/** A gate that trusts no one until told. */
export function createSenderGate(): SenderGate {
  const trusted = new Set<number>()
  return {
    trust(webContentsId) {
      trusted.add(webContentsId)
      return () => trusted.delete(webContentsId)
    },
    allows(caller) {
      return trusted.has(caller.webContentsId) && caller.isMainFrame && isAppUrl(caller.frameUrl)
    },
  }
}
