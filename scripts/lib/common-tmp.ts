// The folder for temporary things that another user is to reach.
import { tmpdir } from 'node:os'

/** Root's own TMPDIR may stand where nobody else can look; /tmp is for everybody. */
export const commonTmp = (): string => (process.getuid?.() === 0 ? '/tmp' : tmpdir())
