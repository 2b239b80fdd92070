// One HTTP POST over undici: a pool per origin, limits on time and size, trust, proxy. Follows no redirect, keeps no
// cookie, repeats nothing. Knows HTTP, not the REST API.
import { Pool, ProxyAgent } from 'undici'
import type { Dispatcher } from 'undici'
import type { Timers } from '../ports'
import { CONNECT_TIMEOUT_MS, makeConnector, tlsOptions } from './trust'
import type { AcceptsAddress, Authorities, Trust } from './trust'
import { exchange } from './exchange'
import type { Limits } from './exchange'
import { isPrivateAddress } from './http-rule'
import type { PlainHttp } from './http-rule'
import type { Failed, Wire } from './types'
import { netFailure } from './wire-errors'

export interface TransportOptions {
  readonly trust: Trust
  /** Whether an origin may be spoken to at all. */
  readonly httpRule: (origin: string) => PlainHttp
  /** Shared by all accounts. */
  readonly authorities: Authorities
  /** Proxy for an origin (never asked with a path: that is where the secret is). */
  readonly proxyFor: (origin: string) => Promise<string | undefined>
  readonly timers: Timers
  readonly limits?: Limits
}

/** A dispatcher, or why none may be had. */
export type Reached = { readonly dispatcher: Dispatcher } | Failed

export interface Transport {
  readonly wire: Wire
  /** What exchanges with an origin run on, by the same rules: for what is no REST call. */
  reach(origin: string): Promise<Reached>
  /** Ends idle and running exchanges. */
  close(): Promise<void>
}

/** The cloud cuts a request after 60 s; we give up a little earlier. @see https://apidocs.bitrix24.com/limits.html */
export const DEFAULT_LIMITS: Limits = { headersMs: 45_000, bodyMs: 20_000, totalMs: 55_000, maxBytes: 32 * 1024 * 1024 }

/** 2-4 connections per portal: more would not be faster within its request budget. */
const CONNECTIONS = 3

export function createTransport(options: TransportOptions): Transport {
  const dispatchers = new Map<string, Dispatcher>()
  const limits = options.limits ?? DEFAULT_LIMITS
  let closed = false

  const dispatcherFor = (origin: string, proxy: string | undefined): Dispatcher => {
    const key = `${origin} ${proxy ?? ''}`
    const known = dispatchers.get(key)
    if (known !== undefined) return known
    const made = makeDispatcher(origin, proxy, options)
    dispatchers.set(key, made)
    return made
  }

  const reach = async (origin: string): Promise<Reached> => {
    const host = URL.parse(origin)?.host ?? ''
    if (closed) return netFailure('net.cancelled', 'notSent', host)
    const rule = options.httpRule(origin)
    if (rule === 'refused') return netFailure('net.httpNotAllowed', 'notSent', host)
    try {
      const proxy = await options.proxyFor(`${origin}/`)
      if (rule === 'ifPrivate' && proxy !== undefined) return netFailure('net.httpNotAllowed', 'notSent', host)
      return { dispatcher: dispatcherFor(origin, proxy) }
    } catch {
      // Finding the proxy failed, or making its dispatcher. Nobody's proxy is gone around.
      return netFailure('net.proxy', 'notSent', host)
    }
  }

  const wire: Wire = async (request) => {
    const reached = await reach(request.origin)
    if (!('dispatcher' in reached)) return reached
    const host = URL.parse(request.origin)?.host ?? ''
    return exchange({ dispatcher: reached.dispatcher, request, host, limits, timers: options.timers })
  }

  const close = async (): Promise<void> => {
    closed = true
    const all = [...dispatchers.values()]
    dispatchers.clear()
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()))
  }
  return { wire, reach, close }
}

function makeDispatcher(origin: string, proxy: string | undefined, options: TransportOptions): Dispatcher {
  const { trust, authorities } = options
  const shared = { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 30_000 }
  if (proxy === undefined) {
    const plainTo: AcceptsAddress = options.httpRule(origin) === 'ifPrivate' ? isPrivateAddress : () => true
    return new Pool(origin, { ...shared, connect: makeConnector(trust, authorities, plainTo) })
  }
  return new ProxyAgent({
    ...shared,
    uri: proxy,
    connectTimeout: CONNECT_TIMEOUT_MS,
    proxyTls: tlsOptions({}, authorities),
    requestTls: tlsOptions(trust, authorities),
  })
}
