// Where a call meets HTTP: the webhook's address and headers around it, redirects, and the envelope of its answer.
import type { Result } from '../../../shared/contract/result'
import type { WebhookAddress } from '../../../shared/domain/webhook-url'
import { readEnvelope } from './envelope'
import type { Call, Failed, Handler, Reply, Wire, WireAnswer } from './types'
import { uploadBody } from './upload-body'

export interface EndpointOptions {
  readonly wire: Wire
  /** Read anew for each call: the vault may be locked meanwhile. */
  readonly address: () => Result<WebhookAddress>
  readonly userAgent: string
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Sends a call as a POST with a JSON body. A portal that moved answers reads from its new address, once and only from
 * https to https (`movedTo` tells); a write is not sent again but fails with `net.moved`. Nothing is remembered.
 * @see https://apidocs.bitrix24.com/settings/how-to-call-rest-api/general-principles.html
 * @see https://apidocs.bitrix24.com/settings/how-to-call-rest-api/change-domen.html
 */
export function createEndpoint({ wire, address, userAgent }: EndpointOptions): Handler {
  const post = (call: Call, to: WebhookAddress, url: { origin: string; pathname: string }): ReturnType<Wire> =>
    wire({
      origin: url.origin,
      path: url.pathname,
      headers: headersOf(to, userAgent),
      body: call.file === undefined ? JSON.stringify(call.params) : uploadBody(call.params, call.file),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    })

  return async (call) => {
    const to = address()
    if (!to.ok) return { kind: 'failed', phase: 'notSent', error: to.error, transient: false }
    const tail = `/${encodeURIComponent(to.data.userId)}/${to.data.code}/${call.method}`
    const answer = await post(call, to.data, { origin: to.data.origin, pathname: `${to.data.basePath}${tail}` })
    if (answer.kind === 'failed') return answer
    if (!REDIRECTS.has(answer.status)) return readEnvelope(answer, call, to.data.host)
    const target = targetOf(answer, to.data, tail)
    if (target.kind === 'elsewhere') return elsewhere(answer.status, to.data.host)
    if (target.kind === 'unsafe' || call.kind === 'write') return moved(to.data.host, target.url)
    const again = await post(call, to.data, target.url)
    if (again.kind === 'failed') return again
    if (REDIRECTS.has(again.status)) return moved(to.data.host, target.url)
    return withNewHost(readEnvelope(again, call, target.url.host), target.url.host)
  }
}

function headersOf(to: WebhookAddress, userAgent: string): Record<string, string> {
  const { basicAuth } = to
  const credentials = basicAuth && Buffer.from(`${basicAuth.user}:${basicAuth.password}`).toString('base64')
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': userAgent,
    ...(credentials === undefined ? {} : { authorization: `Basic ${credentials}` }),
  }
}

type Target = { readonly kind: 'moved' | 'unsafe'; readonly url: URL } | { readonly kind: 'elsewhere' }

/** A move keeps the webhook's path; anything else is a login form, a search page, a captive portal. */
function targetOf(answer: WireAnswer, to: WebhookAddress, tail: string): Target {
  const asked = `${to.origin}${to.basePath}${tail}`
  const url = URL.parse(answer.location ?? '', asked)
  if (url === null || url.href === asked || !url.pathname.replace(/\/$/, '').endsWith(tail))
    return { kind: 'elsewhere' }
  const safe = to.origin.startsWith('https:') && url.protocol === 'https:' && url.username === ''
  return { kind: safe ? 'moved' : 'unsafe', url }
}

function moved(host: string, to: URL): Failed {
  const error = { code: 'net.moved', params: { host, newHost: to.host }, retry: 'user' } as const
  return { kind: 'failed', phase: 'refused', error, transient: false }
}

function elsewhere(status: number, host: string): Failed {
  const error = { code: 'bitrix24.wrongHost', params: { host, status }, retry: 'user' } as const
  return { kind: 'failed', phase: 'refused', status, error, transient: false }
}

function withNewHost(reply: Reply, movedTo: string): Reply {
  return reply.kind === 'ok' ? { ...reply, movedTo } : reply
}
