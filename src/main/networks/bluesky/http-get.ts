// A plain GET for public documents, following a few redirects by hand: each target passes the transport's own checks.
import type { Result } from '../../../shared/contract/result'
import { fail, ok } from '../../../shared/contract/result'
import { netError } from './failure'
import { toTransportError } from './net-errors'

/**
 * Reads a public text. Never for calls with a token: those follow no redirect.
 * Errors: any `net.*`; `net.notJson` when there are more redirects than allowed.
 */
export async function getText(
  fetch: typeof globalThis.fetch,
  from: string,
  options: { redirects: number; signal?: AbortSignal },
): Promise<Result<{ status: number; text: string }>> {
  let url = new URL(from)
  const { signal } = options
  for (let hop = 0; hop <= options.redirects; hop += 1) {
    try {
      const response = await fetch(url.href, { headers: { accept: '*/*' }, ...(signal ? { signal } : {}) })
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) {
        return ok({ status: response.status, text: await response.text() })
      }
      if (!URL.canParse(location, url.href)) return fail('net.badAnswer', 'later', { host: url.host })
      url = new URL(location, url)
    } catch (error) {
      return { ok: false, error: netError(toTransportError(error, url.host)) }
    }
  }
  return fail('net.notJson', 'later', { host: url.host })
}
