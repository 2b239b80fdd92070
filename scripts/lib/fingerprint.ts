// One hash over many files: tells whether anything that goes into a build has changed.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const filesUnder = (root: string, path: string): readonly string[] => {
  const info = statSync(join(root, path), { throwIfNoEntry: false })
  if (info === undefined) return []
  if (info.isFile()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(root, join(path, name)))
}

/** Hash of the names and contents of these files and folders (missing ones count as empty); tests are left out. */
export const fingerprint = (root: string, paths: readonly string[]): string => {
  const hash = createHash('sha256')
  const files = paths.flatMap((path) => filesUnder(root, path)).filter((file) => !file.endsWith('.test.ts'))
  for (const file of files.toSorted())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}
