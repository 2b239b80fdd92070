// What no page of ours may do: leave, open windows, attach webviews, ask for permissions, download, or reach the network.
import { app, type Session, type WebContents } from 'electron/main'
import { isAppUrl } from '../../shared/domain/app-url'
import type { Logger } from '../log/port'
import { withholdDictionaries } from './spelling'

/** Schemes a renderer may load from at all; everything else is cancelled before it leaves. */
const ALLOWED_SCHEMES = new Set(['app:', 'data:', 'blob:', 'devtools:'])

/** Locks down every web contents as it is made, whoever makes it. Call before the first window. */
export function hardenWebContents(log: Logger): void {
  app.on('web-contents-created', (_event, contents) => hardenOne(contents, log))
}

function hardenOne(contents: WebContents, log: Logger): void {
  const refuse = (what: string) => (event: { preventDefault(): void; url?: string }) => {
    if (event.url !== undefined && isAppUrl(event.url) && isReload(contents, event.url)) return
    event.preventDefault()
    log.warn('refused', { what })
  }
  contents.on('will-navigate', refuse('will-navigate'))
  contents.on('will-frame-navigate', refuse('will-frame-navigate'))
  contents.on('will-redirect', refuse('will-redirect'))
  contents.on('will-attach-webview', refuse('will-attach-webview'))
  contents.setWindowOpenHandler(() => {
    log.warn('refused', { what: 'window.open' })
    return { action: 'deny' }
  })
}

/** Reloading the very page that is shown is no navigation. */
function isReload(contents: WebContents, url: string): boolean {
  return contents.getURL() === url
}

/** Denies every permission, download and request to anywhere but the app itself. */
export function hardenSession(session: Session, log: Logger): void {
  withholdDictionaries(session)
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('refused', { what: 'permission', permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = URL.parse(details.url)?.protocol ?? ''
    const cancel = !ALLOWED_SCHEMES.has(scheme)
    if (cancel) log.warn('refused', { what: 'request of a page', scheme })
    answer({ cancel })
  })
}
