// The app:// scheme: registers it, and lets it be answered. No file:// anywhere.
import { protocol } from 'electron/main'
import { answerApp, type AppAnswerDeps } from './app-answer'

/** Must run before the app is ready: it makes app:// a standard, secure scheme. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the page and main's pictures under app://ui/. Anything unknown is a bare 404. */
export function serveApp(deps: AppAnswerDeps): void {
  protocol.handle('app', (request) => answerApp(request, deps))
}
