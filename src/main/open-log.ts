// The log of this run: redacted lines in a file, or none where the disk refuses. Wiring only.
import { join } from 'node:path'
import { createLogFile } from './log/file'
import { createLogger, type LogLevel, type LogLine, type RedactingLogger } from './log/logger'

const MAX_LOG_BYTES = 4 * 1024 * 1024

/** Opens the log in `directory`. A folder that cannot be written to is no reason not to start. */
export function openLog(directory: string, level: LogLevel): RedactingLogger {
  return createLogger({ write: writerFor(directory), clock: Date.now, level })
}

function writerFor(directory: string): (line: LogLine) => void {
  try {
    return createLogFile({ path: join(directory, 'bellhop.log'), maxBytes: MAX_LOG_BYTES })
  } catch {
    return () => undefined
  }
}
