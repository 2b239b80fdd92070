// The logger as everything else in main sees it.
import type { JsonObject } from '../../shared/contract/common'

/** The logger port: `createLogger` implements it with redaction. Never pass a secret in `data` on purpose; it is redacted anyway. */
export interface Logger {
  debug(message: string, data?: JsonObject): void
  info(message: string, data?: JsonObject): void
  warn(message: string, data?: JsonObject): void
  error(message: string, data?: JsonObject): void
}
