// The rivals' door to main: all rows in one message.
const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('rival', { rows: () => ipcRenderer.invoke('rows') })
