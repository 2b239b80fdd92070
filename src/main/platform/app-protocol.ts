// Serves the page over app:// with its security headers. No file:// anywhere.
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron/main'
import type { Logger } from '../log/port'
import { resolveAppPath } from './app-path'

/**
 * `style-src` needs 'unsafe-inline' for the UI kit's positioned parts (docs/decisions.md); scripts come from files only.
 * Source: https://www.electronjs.org/docs/latest/tutorial/security (7).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

/** Must run before the app is ready: it makes app:// a standard, secure scheme. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves `root` under app://ui/. Anything unknown is a bare 404. */
export function serveApp(root: string, log: Logger): void {
  protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? resolveAppPath(root, request.url) : undefined
    if (!file) return new Response('', { status: 404, headers: HEADERS })
    try {
      const body = await readFile(file.path)
      return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'content-type': file.type } })
    } catch (error) {
      log.error('a file of the app cannot be read', { path: file.path, error: String(error) })
      return new Response('', { status: 404, headers: HEADERS })
    }
  })
}
