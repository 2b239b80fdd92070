// The newest manifest that was believed, in a small file of the profile. A file that cannot be read is as none.
import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Seen } from './check'
import { isVersion } from './versions'

const Kept = v.object({
  version: v.pipe(v.string(), v.check(isVersion)),
  released: v.pipe(v.string(), v.isoTimestamp()),
})

/** @param path absolute */
export const seenIn = (path: string): { seen(): Seen | undefined; remember(seen: Seen): void } => ({
  seen() {
    try {
      return v.parse(Kept, JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return undefined
    }
  },
  remember: (seen) => writeFileSync(path, JSON.stringify(seen), { mode: 0o600 }),
})
