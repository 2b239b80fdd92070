// The whole client, handler around handler, and what all accounts share: request budgets, trusted authorities, proofs.
import type { AccountId } from '../../../shared/contract/common'
import type { Result } from '../../../shared/contract/result'
import type { WebhookAddress } from '../../../shared/domain/webhook-url'
import type { Health, NetworkDeps } from '../ports'
import { createClient } from './client'
import type { Client } from './client'
import { createEndpoint } from './endpoint'
import { withHealth } from './health'
import { plainHttpRule } from './http-rule'
import { Limiter } from './limiter'
import { MessageEcho } from './message-echo'
import { withOperatingBudget } from './operating-budget'
import { withRecord } from './record'
import { withRetry } from './retry'
import { createTransport } from './transport'
import { createAuthorities } from './trust'
import type { Authorities, Trust } from './trust'

export interface Shared {
  readonly deps: NetworkDeps
  readonly authorities: Authorities
  /** By portal host. */
  readonly limiters: Map<string, Limiter>
  readonly echoes: Map<string, MessageEcho>
}

export function createShared(deps: NetworkDeps): Shared {
  return { deps, authorities: createAuthorities(() => deps.systemCa()), limiters: new Map(), echoes: new Map() }
}

export interface PortalOptions {
  /** `host[:port]`. */
  readonly host: string
  readonly address: () => Result<WebhookAddress>
  readonly trust: Trust
  readonly allowHttp: boolean
  readonly accountId?: AccountId
  readonly health?: { readonly base: () => Health; onHealth(health: Health): void }
}

export interface OpenPortal {
  readonly client: Client
  close(): Promise<void>
}

/** transport → endpoint → record → limiter → operating time → retry → health → client. Does no I/O. */
export function openPortal(shared: Shared, options: PortalOptions): OpenPortal {
  const { deps, authorities } = shared
  const { clock, timers, log, random, allowHttpOrigin, proxyFor, userAgent } = deps
  const { host, trust, allowHttp, address, accountId, health } = options
  const transport = createTransport({
    trust,
    httpRule: (origin) => plainHttpRule({ origin, allowHttp, allowHttpOrigin }),
    authorities,
    proxyFor,
    timers,
  })
  const endpoint = createEndpoint({ wire: transport.wire, address, userAgent })
  const record = { clock, log, host, onCall: deps.onCall.bind(deps), ...(accountId && { accountId }) }
  const limited = limiterFor(shared, host).wrap(withRecord(record, endpoint))
  const retried = withRetry({ timers, random }, withOperatingBudget({ clock, host }, limited))
  const send = health === undefined ? retried : withHealth({ clock, host, ...health }, retried)
  return { client: createClient(send, host), close: () => transport.close() }
}

function limiterFor({ deps, limiters }: Shared, host: string): Limiter {
  const known = limiters.get(host)
  if (known !== undefined) return known
  const { clock, timers, state } = deps
  const made = new Limiter({ host, clock, timers, state })
  limiters.set(host, made)
  return made
}

/** What is known of the portal's echo of our ids. */
export function echoFor({ deps, echoes }: Shared, host: string): MessageEcho {
  const known = echoes.get(host)
  if (known !== undefined) return known
  const made = new MessageEcho({ host, state: deps.state, clock: deps.clock })
  echoes.set(host, made)
  return made
}
