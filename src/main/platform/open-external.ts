// The only way to a browser: https, a plain host, one of a closed list of pages.
import { shell } from 'electron/common'
import type { Logger } from '../log/port'

/** Opens an https page in the browser; anything else is refused and logged. */
export async function openExternal(url: string, log: Logger): Promise<void> {
  const parsed = URL.parse(url)
  if (!parsed || parsed.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') {
    log.warn('refused', { what: 'openExternal' })
    return
  }
  await shell.openExternal(parsed.href)
}
