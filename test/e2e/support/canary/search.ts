// Seeks secrets in everything that was collected, and says where, which and how spelt; never the secret itself.
import { readFile, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { spellingsOf } from './spellings'

/** Secrets by a name that may be shown. */
export type Secrets = ReadonlyMap<string, string>

/** Where something may be found: a file, an environment, a tape. */
export type Places = ReadonlyMap<string, Buffer>

/** One line per find. */
export function finds(secrets: Secrets, places: Places): string[] {
  const found: string[] = []
  for (const [name, secret] of secrets) {
    if (secret.length < 10) throw new Error(`${name} is too short to be sought`)
    for (const { how, bytes } of spellingsOf(secret)) {
      for (const [place, content] of places) if (content.includes(bytes)) found.push(`${name}, ${how}: ${place}`)
    }
  }
  return found.sort()
}

/** Every file below a folder, its name included: a secret may be part of a name as well. */
export async function filesBelow(dir: string): Promise<Places> {
  const places = new Map<string, Buffer>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    places.set(`name of ${path}`, Buffer.from(path))
    if (entry.isFile()) places.set(path, await readFile(path))
    // Chromium's locks say who holds them in what they point to.
    if (entry.isSymbolicLink()) places.set(path, Buffer.from(await readlink(path)))
  }
  return places
}

/** Command lines and environments of a process and all below it, as the system shows them to anybody. */
export async function processesOf(root: number): Promise<Places> {
  const places = new Map<string, Buffer>()
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, 'utf8').catch(() => '') : ''
    const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const below = (pid: number | undefined): boolean => pid === root || (pid !== undefined && below(parents.get(pid)))
  for (const pid of parents.keys()) {
    if (!below(pid)) continue
    for (const what of ['cmdline', 'environ', 'comm']) {
      // A process may end while it is looked at, and a sandboxed one hides its environment.
      const content = await readFile(`/proc/${String(pid)}/${what}`).catch(() => undefined)
      if (content !== undefined) places.set(`/proc/${String(pid)}/${what}`, content)
    }
  }
  return places
}
