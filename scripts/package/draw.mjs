// Run by Electron: draws an SVG in many sizes and prints the pictures as one line of JSON, `{ size: base64 }`.
// Arguments: the SVG's path, then sizes in pixels.
import { readFileSync } from 'node:fs'
import { app, BrowserWindow } from 'electron/main'

// Chromium's own switches stand before this file's name.
const own = process.argv.findIndex((argument) => argument.endsWith('draw.mjs'))
const [path = '', ...sizes] = process.argv.slice(own + 1)
const source = `data:image/svg+xml;base64,${readFileSync(path).toString('base64')}`
const draw = `(async () => {
  const image = new Image()
  image.src = ${JSON.stringify(source)}
  await image.decode()
  return ${JSON.stringify(sizes.map(Number))}.map((size) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
    canvas.getContext('2d').drawImage(image, 0, 0, size, size)
    return [size, canvas.toDataURL('image/png').split(',')[1]]
  })
})()`

// A top-level await of whenReady never resolves.
const main = async () => {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('data:text/html,')
  const pictures = await window.webContents.executeJavaScript(draw)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(pictures))}\n`, () => app.exit(0))
}

app
  .whenReady()
  .then(main)
  .catch((error) => {
    console.error(error)
    app.exit(1)
  })
