// Joins Electron's IPC to the router and the bus: the only file that knows ipcMain.
import { BrowserWindow, ipcMain } from 'electron/main'
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../../shared/contract/channels'
import type { EventMessage } from '../ipc/event-bus'
import type { Router } from '../ipc/router'

/** Answers the request channel with the router. */
export function wireRequests(router: Router): void {
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
export function broadcast(message: EventMessage): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, message)
  }
}
