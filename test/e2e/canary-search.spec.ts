// The search for secrets, tried on secrets that were planted: in each place the canary test looks at, in a spelling that
// place may give it. Without this a search that finds nothing would prove nothing.
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { finds, type Secrets } from './support/canary/search'
import { spellingsOf } from './support/canary/spellings'
import { createWitness } from './support/canary/witness'
import { expect, test } from './support/fixtures'

const PLANTED = 'Zwölf "Reiher" <3f9c> & Kahn'

const one = (secret: string): Secrets => new Map([['planted', secret]])
const places = (lines: readonly string[]): string[] => [...new Set(lines.map((line) => line.replace(/^.*?: /, '')))]

test('each spelling is found within other bytes, and clean bytes give no find', () => {
  const noise = Buffer.from('{"at":"2026-01-01","text":"nothing of interest, and quite a lot of it"}')
  expect(finds(one(PLANTED), new Map([['clean', noise]]))).toEqual([])
  for (const { how, bytes } of spellingsOf(PLANTED)) {
    const found = finds(one(PLANTED), new Map([['dirty', Buffer.concat([noise, bytes, noise])]]))
    expect(found.join('\n')).toContain(`planted, ${how}: dirty`)
  }
  for (const before of ['', 'x', 'xy']) {
    const packed = Buffer.from(Buffer.from(`${before}${PLANTED}, and more`).toString('base64'))
    expect(finds(one(PLANTED), new Map([['packed', packed]]))).not.toEqual([])
  }
  const cut = Buffer.from(`…${PLANTED.slice(0, Math.ceil(PLANTED.length / 2))}…`)
  expect(finds(one(PLANTED), new Map([['cut', cut]]))).not.toEqual([])
})

test('what is planted in a place of the app is found there', async ({ profile, practice }) => {
  const witness = await createWitness(profile, practice.info)
  const app = await witness.begin()
  await witness.look()
  expect(finds(one(PLANTED), await witness.places())).toEqual([])

  const world = join(profile, 'world')
  await mkdir(join(world, 'profile/deep'), { recursive: true })
  await writeFile(join(world, 'profile/deep/raw'), `before${PLANTED}after`)
  await writeFile(join(world, 'tmp/wide'), Buffer.from(PLANTED, 'utf16le'))
  await writeFile(join(world, 'home', encodeURIComponent(PLANTED)), '')
  await symlink(encodeURIComponent(PLANTED), join(world, 'config/link'))
  const database = new DatabaseSync(join(world, 'profile/planted.db'))
  database.exec('PRAGMA journal_mode=WAL; CREATE TABLE t (x TEXT)')
  database.prepare('INSERT INTO t VALUES (?)').run(PLANTED)

  await app.electron.evaluate(async ({ BrowserWindow, clipboard, ipcMain }, secret) => {
    console.log(`out ${secret}`)
    console.error(`err ${secret}`)
    await clipboard.writeText(secret)
    const [window] = BrowserWindow.getAllWindows()
    window?.setTitle(secret)
    window?.webContents.send('planted', { deep: [secret] })
    ipcMain.handle('planted', () => ({ ok: true, data: secret }))
    const listen = ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown) => Promise<unknown>> }
    await listen._invokeHandlers.get('planted')?.({})
    const { spawn } = process.getBuiltinModule('node:child_process')
    const child = spawn('sleep', ['30'], { argv0: secret, env: { PLANTED: secret } })
    child.unref()
    ;(globalThis as unknown as { planted: unknown }).planted = child
  }, PLANTED)
  await app.page.evaluate((secret) => {
    document.body.append(secret)
    console.log(secret)
  }, PLANTED)
  await expect.poll(() => app.printed()).toContain(`err ${PLANTED}`)
  await witness.look()
  const found = places(finds(one(PLANTED), await witness.places()))
  database.close()
  await app.electron.evaluate(() => {
    const { planted } = globalThis as unknown as { planted: { kill(): void } }
    planted.kill()
  })
  await app.quit()

  for (const file of ['deep/raw', 'tmp/wide', 'planted.db-wal', 'config/link', 'name of ', '/cmdline', '/environ']) {
    expect(
      found.filter((place) => place.includes(file)),
      file,
    ).not.toEqual([])
  }
  for (const place of ['look 2 page', 'look 2 moment', 'printed in life 1', 'page console', 'tape']) {
    expect(found).toContain(place)
  }
  const taped = (await witness.places()).get('tape')?.toString('utf8').split('\n') ?? []
  for (const kind of ['answer', 'send', 'window title']) {
    const lines = new Map([[kind, Buffer.from(taped.filter((line) => line.startsWith(kind)).join('\n'))]])
    expect(finds(one(PLANTED), lines), kind).not.toEqual([])
  }
})
