// Joins Electron's IPC to the router and the bus: the only file that knows ipcMain.
import { BrowserWindow, ipcMain } from 'electron/main'
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../../shared/contract/channels'

/** Who calls, as the sender gate wants to know it. */
interface Caller {
  readonly webContentsId: number
  readonly frameUrl: string
  readonly isMainFrame: boolean
}

/** Answers the request channel with the router. */
export function wireRequests(router: (caller: Caller, message: unknown) => Promise<unknown>): void {
  ipcMain.handle(INVOKE_CHANNEL, (event, message: unknown) =>
    router(
      {
        webContentsId: event.sender.id,
        frameUrl: event.senderFrame?.url ?? '',
        isMainFrame: event.senderFrame !== null && event.senderFrame.parent === null,
      },
      message,
    ),
  )
}

/** Sends an event to every window that is still there. */
export function broadcast(message: { readonly event: string; readonly payload: unknown }): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, message)
  }
}
