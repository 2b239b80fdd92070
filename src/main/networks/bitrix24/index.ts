// Bitrix24 as a network: webhooks, their portals' shared request budgets, and the ports each account offers.
// Start reading at `openPortal`: it is the whole client, handler around handler.
import type { AccountId, JsonObject } from '../../../shared/contract/common'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import { parseWebhookUrl } from '../../../shared/domain/webhook-url'
import type { WebhookAddress } from '../../../shared/domain/webhook-url'
import type { AccountHandle, Connection, Health, Network, NetworkDeps } from '../ports'
import { createClient } from './client'
import type { Client } from './client'
import { connectWebhook } from './connect'
import { createEndpoint } from './endpoint'
import { readAllGroups } from './group-reader'
import { readGroupDetails } from './group-details'
import { withHealth } from './health'
import { plainHttpRule } from './http-rule'
import { createIdentity, healthWith } from './identity'
import { Limiter } from './limiter'
import { createMessages } from './messages'
import { createOpenlines } from './openlines'
import { withOperatingBudget } from './operating-budget'
import type { Portal } from './portal'
import { withRecord } from './record'
import { createRequests } from './requests'
import { withRetry } from './retry'
import { Scopes } from './scopes'
import { readSettings } from './settings'
import { createTransport } from './transport'
import type { Trust } from './trust'

/** The Bitrix24 network. Does no I/O until `connect` or a port's first call. */
export function createBitrix24(deps: NetworkDeps): Network {
  const limiters = new Map<string, Limiter>()
  const limiterFor = (host: string): Limiter => {
    const known = limiters.get(host)
    if (known !== undefined) return known
    const made = new Limiter({ host, clock: deps.clock, timers: deps.timers, state: deps.state })
    limiters.set(host, made)
    return made
  }
  return {
    id: 'bitrix24',
    connect: (input: JsonObject, { signal }) =>
      connectWebhook(
        input,
        ({ address, trust, allowHttp }) =>
          openPortal(deps, limiterFor(address.host), {
            host: address.host,
            address: () => ok(address),
            trust,
            allowHttp,
          }),
        signal,
      ),
    open: (account) => openAccount(deps, limiterFor(account.host), account),
    budgets: () => [...limiters.values()].map((limiter) => limiter.budget()),
  }
}

interface PortalOptions {
  readonly host: string
  readonly address: () => Result<WebhookAddress>
  readonly trust: Trust
  readonly allowHttp: boolean
  readonly accountId?: AccountId
  readonly health?: { readonly base: () => Health; onHealth(health: Health): void }
}

/** transport → endpoint → record → limiter → operating time → retry → health → client. */
function openPortal(
  deps: NetworkDeps,
  limiter: Limiter,
  options: PortalOptions,
): { client: Client; close(): Promise<void> } {
  const { host, accountId, health } = options
  const { clock, timers } = deps
  const transport = createTransport({
    trust: options.trust,
    httpRule: (origin) =>
      plainHttpRule({ origin, allowHttp: options.allowHttp, allowHttpOrigin: deps.allowHttpOrigin }),
    systemCa: deps.systemCa,
    proxyFor: deps.proxyFor,
    timers,
  })
  const endpoint = createEndpoint({ wire: transport.wire, address: options.address, userAgent: deps.userAgent })
  const { log, random } = deps
  const recorded = withRecord(
    { clock, log, host, onCall: (record) => deps.onCall(record), ...(accountId && { accountId }) },
    endpoint,
  )
  const limited = withOperatingBudget({ clock, host }, limiter.wrap(recorded))
  const retried = withRetry({ timers, random }, limited)
  const send = health === undefined ? retried : withHealth({ clock, host, ...health }, retried)
  return { client: createClient(send, host), close: () => transport.close() }
}

function openAccount(deps: NetworkDeps, limiter: Limiter, account: AccountHandle): Connection {
  const { host, userId } = account
  const settings = readSettings(account.settings)
  const scopes = new Scopes(settings.missingScopes)
  const { client, close } = openPortal(deps, limiter, {
    host,
    address: () => storedAddress(account),
    trust: settings.trust,
    allowHttp: settings.allowHttp,
    accountId: account.id,
    health: { base: () => healthWith(scopes.missing), onHealth: (health) => account.onHealth(health) },
  })
  const { clock, timers, state } = deps
  const portal: Portal = { client, host, userId, scopes, clock, timers, state }
  return {
    identity: createIdentity({ client, host, scopes, clock, userName: settings.userName }),
    groups: {
      readAll: (onPage, signal) => readAllGroups(portal, onPage, signal),
      get: (groupId) => readGroupDetails(portal, groupId),
    },
    requests: createRequests(portal),
    openlines: createOpenlines(portal),
    messages: createMessages(portal),
    close,
  }
}

/** The webhook from the vault. One that cannot be read any more counts as missing. */
function storedAddress(account: AccountHandle): Result<WebhookAddress> {
  const stored = account.secrets.read('webhookUrl')
  if (!stored.ok) return stored
  const address = parseWebhookUrl(stored.data)
  return address.ok ? address : fail('vault.secretMissing', 'user')
}
