// The log: levels, and nothing secret in it. Knows no file; `write` takes finished lines.
import type { JsonObject, JsonValue } from '../../shared/contract/common'
import { secretSpans, withoutSpans } from '../../shared/domain/redact'
import type { Logger } from './port'
import { redactData, redactLogText, type Scrub } from './redact-data'
import { createSecretRegistry } from './secret-registry'

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** One line, redacted: safe to store, to show and to export. */
export interface LogLine {
  /** ISO time. */
  readonly at: string
  readonly level: LogLevel
  readonly message: string
  readonly data?: JsonValue
}

export interface LoggerDeps {
  readonly write: (line: LogLine) => void
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** The least level that is written. */
  readonly level: LogLevel
}

export interface RedactingLogger extends Logger {
  /** Names a live secret: from now on it is taken out wherever it appears, whatever it looks like. */
  registerSecret(value: string): void
  /** The log's own redaction, for text that is exported by other ways (diagnostics, fatal errors). */
  scrub(text: string): string
}

/** Makes the logger port. Every message and all data pass the redaction; a failing `write` never fails the caller. */
export function createLogger(deps: LoggerDeps): RedactingLogger {
  const registry = createSecretRegistry()
  // Both searches look at the same untouched text: neither can hide from the other what it has replaced.
  const scrub: Scrub = (text) => withoutSpans(text, [...registry.spans(text), ...secretSpans(text)])
  const log = (level: LogLevel, message: string, data?: JsonObject): void => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(deps.level)) return
    const line = { at: new Date(deps.clock()).toISOString(), level, message: redactLogText(message, scrub) }
    try {
      deps.write(data === undefined ? line : { ...line, data: redactData(data, scrub) })
    } catch {
      // A full disk must not stop the work that is being logged.
    }
  }
  return {
    debug: (message, data) => {
      log('debug', message, data)
    },
    info: (message, data) => {
      log('info', message, data)
    },
    warn: (message, data) => {
      log('warn', message, data)
    },
    error: (message, data) => {
      log('error', message, data)
    },
    registerSecret: (value) => {
      registry.register(value)
    },
    scrub: (text) => redactLogText(text, scrub),
  }
}
