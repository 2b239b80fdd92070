// The one door between the page and main: two functions, bound to the contract's names. Hands over no Electron object.
import { contextBridge, ipcRenderer } from 'electron/renderer'
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../shared/contract/channels'
import type { BellhopDoor } from '../shared/contract/door'

type Listener = (payload: unknown) => void
const listeners = new Map<string, Set<Listener>>()

ipcRenderer.on(EVENT_CHANNEL, (_event, message: { event: string; payload: unknown }) => {
  for (const listener of listeners.get(message.event) ?? []) listener(message.payload)
})

const door: BellhopDoor = {
  invoke: (route, input) => ipcRenderer.invoke(INVOKE_CHANNEL, { route, input }),
  on(event, listener) {
    const own = listeners.get(event) ?? new Set<Listener>()
    listeners.set(event, own)
    own.add(listener as Listener)
    return () => {
      own.delete(listener as Listener)
    }
  },
}

contextBridge.exposeInMainWorld('bellhop', door)
