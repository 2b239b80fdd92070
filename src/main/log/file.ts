// The log's file: one JSON object per line, rotated once, readable by its owner only. Takes finished lines.
import { chmodSync, mkdirSync, openSync, closeSync } from 'node:fs'
import { dirname } from 'node:path'
import electronLog from 'electron-log/node'
import type { LogLine } from './logger'

export interface LogFileOptions {
  /** Full path; the older half is kept beside it as `<name>.old.log`. */
  readonly path: string
  /** Bytes after which the file is rotated. */
  readonly maxBytes: number
}

/**
 * Makes the `write` of `createLogger` over electron-log's file transport. Throws when folder or file cannot be made:
 * the caller decides whether to go on without a log.
 */
export function createLogFile({ path, maxBytes }: LogFileOptions): (line: LogLine) => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // A file from before this rule, or from another umask, is tightened too.
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const logger = electronLog.create({ logId: path })
  const { file } = logger.transports
  for (const [name, transport] of Object.entries(logger.transports)) {
    if (transport && name !== 'file') transport.level = false
  }
  file.level = 'silly'
  file.maxSize = maxBytes
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.resolvePathFn = () => path
  // The line is finished: no template, no colours, no `%s`.
  file.transforms = [({ data }) => String(data[0])]
  return (line) => {
    logger.info(JSON.stringify(line))
  }
}
