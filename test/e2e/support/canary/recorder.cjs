// Loaded into the app's main process before the app (`electron -r`): writes down what leaves main towards the pages,
// what windows are called, and which sign-ins pass over the wire. Changes nothing of what it watches.
const { appendFileSync } = require('node:fs')
const { Socket } = require('node:net')
const { Duplex, Readable } = require('node:stream')
const { app, ipcMain, utilityProcess } = require('electron/main')

const TAPE = process.env.BELLHOP_TEST_TAPE
const WIRE = process.env.BELLHOP_TEST_WIRE

const note = (kind, value) => appendFileSync(TAPE, `${kind} ${JSON.stringify(value) ?? ''}\n`)

const handle = ipcMain.handle.bind(ipcMain)
ipcMain.handle = (channel, listener) =>
  handle(channel, async (...input) => {
    const answer = await listener(...input)
    note('answer', answer)
    return answer
  })

app.on('web-contents-created', (_event, contents) => {
  for (const name of ['send', 'postMessage', 'executeJavaScript', 'sendToFrame']) {
    if (typeof contents[name] !== 'function') continue
    const original = contents[name].bind(contents)
    contents[name] = (...sent) => {
      note(name, sent)
      return original(...sent)
    }
  }
  contents.on('page-title-updated', (_titled, title) => note('page title', title))
})
app.on('browser-window-created', (_event, window) => {
  const setTitle = window.setTitle.bind(window)
  note('window title', window.getTitle())
  window.setTitle = (title) => {
    note('window title', title)
    setTitle(title)
  }
})

// The tokens of a session are made up by the service: they are learnt where they pass.
const remember = (chunk) => {
  const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1')
  for (const [token] of text.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]{20,}/g)) appendFileSync(WIRE, `token ${token}\n`)
}
Socket.prototype.write = function (chunk, ...rest) {
  remember(chunk)
  return Duplex.prototype.write.call(this, chunk, ...rest)
}
Socket.prototype.read = function (size) {
  const chunk = Readable.prototype.read.call(this, size)
  if (chunk !== null) remember(chunk)
  return chunk
}

// The practice process announces its accounts' sign-ins to main alone.
const fork = utilityProcess.fork.bind(utilityProcess)
utilityProcess.fork = (...args) => {
  const child = fork(...args)
  child.on('message', (message) => appendFileSync(WIRE, `practice ${JSON.stringify(message)}\n`))
  return child
}
