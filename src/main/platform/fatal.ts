// The app cannot start: say why, in the user's language, and end.
import { app, dialog } from 'electron/main'
import type { ErrorCode } from '../../shared/contract/errors'
import type { ErrorParams } from '../../shared/contract/result'
import type { Texts } from './texts'

/** Shows the error's sentence and where the log is, then ends the app with code 1. */
export function showFatal(
  text: Texts,
  failure: { readonly code: ErrorCode; readonly params: ErrorParams; readonly logDirectory: string },
): void {
  const params = Object.fromEntries(Object.entries(failure.params).map(([key, value]) => [key, String(value)]))
  const reason = text(`errors.${failure.code}`, params)
  dialog.showErrorBox(text('fatal.title'), text('fatal.body', { reason, log: failure.logDirectory }))
  app.exit(1)
}
