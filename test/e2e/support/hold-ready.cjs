// Preloaded into the app under test: holds `whenReady` until Playwright is attached and calls `__playwright_run`.
// Playwright brings such a loader only where it finds the runtime itself; without one, a window that opens while it
// attaches leaves it waiting for ever (about one start in thirty).
const { app } = require('electron')

const ready = app.whenReady()
let release
const attached = new Promise((resolve) => {
  release = resolve
})
app.whenReady = () => attached
globalThis.__playwright_run = async () => release(await ready)
