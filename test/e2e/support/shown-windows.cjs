// Preloaded into the app under test: notes every time a window is shown, even for a moment, or put away into the taskbar,
// which nothing on a screen without a window manager would show.
const { app } = require('electron')

globalThis.shownWindows = []
app.on('browser-window-created', (_event, window) => {
  const note = (how) => globalThis.shownWindows.push(`${how} ${window.webContents.getURL()}`)
  window.on('show', () => note('shown'))
  const minimize = window.minimize.bind(window)
  window.minimize = () => {
    note('minimized')
    minimize()
  }
})
