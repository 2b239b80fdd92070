// What the log says of something that was thrown.

/** The stack where there is one. For the log only, which redacts it: never for a person. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
