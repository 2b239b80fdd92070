// The one place that opens sockets for Bluesky: undici's own fetch with its own agents (Node's global fetch refuses them),
// the operating system's certificates and the user's proxy. Knows nothing of atproto.
import { createSecureContext, rootCertificates } from 'node:tls'
import { Agent, fetch as undiciFetch, ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import type { NetworkDeps } from '../ports'
import { CONNECT_TIMEOUT_MS, HEADERS_TIMEOUT_MS } from './config'
import { TransportError } from './net-errors'

export interface WireRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

export interface WireResponse {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  readonly body: AsyncIterable<Uint8Array> | null
}

/** One request, redirects not followed. Throws what the connection threw. */
export type Wire = (url: string, request: WireRequest) => Promise<WireResponse>

type WireDeps = Pick<NetworkDeps, 'proxyFor' | 'systemCa'>

const TIMEOUTS = { headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: HEADERS_TIMEOUT_MS } as const

/** Makes a wire; it connects nowhere and reads no certificates before its first request. */
export function createWire(deps: WireDeps): Wire {
  const agents = new Map<string, Dispatcher>()
  let secureContext: ReturnType<typeof createSecureContext> | undefined

  const agentFor = (proxy: string | undefined): Dispatcher => {
    const key = proxy ?? ''
    const known = agents.get(key)
    if (known) return known
    secureContext ??= createSecureContext({ ca: [...rootCertificates, ...deps.systemCa()] })
    const connect = { timeout: CONNECT_TIMEOUT_MS, secureContext }
    const agent = proxy
      ? new ProxyAgent({ uri: proxy, requestTls: connect, proxyTls: connect, ...TIMEOUTS })
      : new Agent({ connect, ...TIMEOUTS })
    agents.set(key, agent)
    return agent
  }

  /** Nobody's proxy is gone around, and no script that chooses one is told more than where to. */
  const proxyOf = async (url: string): Promise<string | undefined> => {
    const { origin, host } = new URL(url)
    try {
      return await deps.proxyFor(`${origin}/`)
    } catch {
      throw new TransportError('net.proxy', 'neverSent', host)
    }
  }

  return async (url, { method, headers, body, signal }) => {
    const dispatcher = agentFor(await proxyOf(url))
    const response = await undiciFetch(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      signal,
      redirect: 'manual',
      dispatcher,
    })
    return { status: response.status, headers: response.headers, body: response.body }
  }
}
