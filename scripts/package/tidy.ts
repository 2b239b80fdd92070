// The unpacked app without what is of no use in it, and with what a Debian package asks for.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Electron's greeting for who starts it without an app, and a note of how our copy of Electron was verified. */
const LEFT_OVER = ['resources/default_app.asar', 'verified.json']

/** Removes the left-overs and writes down Electron's version, as its own distribution does and electron-builder does not. */
export const tidy = async (folder: string, electronVersion: string): Promise<void> => {
  for (const path of LEFT_OVER) await rm(join(folder, path), { force: true })
  await writeFile(join(folder, 'version'), electronVersion)
}
