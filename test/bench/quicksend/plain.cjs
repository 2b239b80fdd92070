// The least an Electron app can do: one window with one field, kept hidden, shown and focused at a key from anywhere.
const { app, BrowserWindow, globalShortcut } = require('electron')

const key = process.argv.find((word) => word.startsWith('--key='))?.slice('--key='.length)

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 640,
    height: 420,
    show: false,
    frame: false,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  })
  void window.loadURL('data:text/html,<title>plain</title><input autofocus>')
  globalShortcut.register(key, () => {
    if (window.isVisible()) return window.hide()
    window.show()
    window.focus()
  })
})
app.on('window-all-closed', () => app.quit())
