// A window for rivals: the same runtime, size and sandbox as ours, another page. Started with
// `--page=FILE` (the built page), `--query=…` (what it shows) and `--rows=FILE` (groups it may ask for in one message).
const { app, BrowserWindow, ipcMain } = require('electron')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const given = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)

void app.whenReady().then(() => {
  ipcMain.handle('rows', () => JSON.parse(readFileSync(given('rows'), 'utf8')))
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    autoHideMenuBar: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      spellcheck: false,
      preload: join(__dirname, 'preload.cjs'),
    },
  })
  void window.loadFile(given('page'), { search: given('query') ?? '' })
})
app.on('window-all-closed', () => app.quit())
