// The newest manifest that was believed, in a small file of the profile. A file that cannot be read is as none.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Logger } from '../../log/port'
import type { Seen } from './check'
import { isVersion } from './versions'

const Kept = v.object({
  version: v.pipe(v.string(), v.check(isVersion)),
  released: v.pipe(v.string(), v.isoTimestamp()),
})

/**
 * A disk that refuses does not keep anybody from an update: what is remembered is as it was.
 * @param path absolute
 */
export const seenIn = (path: string, log: Logger): { seen(): Seen | undefined; remember(seen: Seen): void } => ({
  seen() {
    try {
      return v.parse(Kept, JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return undefined
    }
  },
  remember(seen) {
    try {
      // Never half a file: it would count as none.
      writeFileSync(`${path}.new`, JSON.stringify(seen), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    } catch (error) {
      log.warn('the newest version seen could not be kept', { error: String(error) })
    }
  },
})
