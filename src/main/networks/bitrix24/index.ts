// Bitrix24 as a network: webhooks and the ports each account offers. Start reading at `openPortal`.
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import { parseWebhookUrl } from '../../../shared/domain/webhook-url'
import type { WebhookAddress } from '../../../shared/domain/webhook-url'
import type { AccountHandle, Connection, Network, NetworkDeps } from '../ports'
import { connectWebhook } from './connect'
import { readGroupDetails } from './group-details'
import { createGroupReader } from './group-reader'
import { createIdentity, healthWith } from './identity'
import { createMessages } from './messages'
import { createShared, echoFor, openPortal } from './open-portal'
import type { Shared } from './open-portal'
import { createOpenlines } from './openlines'
import { createPictures } from './pictures'
import type { Portal } from './portal'
import { pictureAddress } from './picture-address'
import type { PictureHome } from './picture-address'
import { presentedCertificate } from './presented-certificate'
import { createRequests } from './requests'
import { Scopes } from './scopes'
import { readSettings } from './settings'
import { leave } from './withdraw'

/** The Bitrix24 network. Does no I/O until `connect` or a port's first call. */
export function createBitrix24(deps: NetworkDeps): Network {
  const shared = createShared(deps)
  return {
    id: 'bitrix24',
    connect: (input: JsonObject, { signal }) =>
      connectWebhook(
        input,
        {
          open: ({ address, trust, allowHttp }) =>
            openPortal(shared, { host: address.host, address: () => ok(address), trust, allowHttp }),
          lookAt: (options) => presentedCertificate(deps, options),
        },
        signal,
      ),
    open: (account) => openAccount(shared, account),
    budgets: () => [...shared.limiters.values()].map((limiter) => limiter.budget()),
  }
}

/** All four ports are always there; what a webhook's scopes do not allow answers `bitrix24.insufficientScope`. */
function openAccount(shared: Shared, account: AccountHandle): Connection {
  const { host, userId } = account
  const { clock, timers, state } = shared.deps
  const settings = readSettings(account.settings)
  const { trust, allowHttp, missingScopes } = settings
  const scopes = new Scopes(missingScopes)
  const { client, close } = openPortal(shared, {
    host,
    address: () => storedAddress(account),
    trust,
    allowHttp,
    accountId: account.id,
    health: { base: () => healthWith(scopes.missing), onHealth: (health) => account.onHealth(health) },
  })
  let home: PictureHome | undefined
  const picture = pictureAddress(() => (home ??= pictureHome(account)))
  const echo = echoFor(shared, host)
  const portal: Portal = { client, host, userId, scopes, clock, timers, state, picture, echo }
  const pictures = createPictures(shared, { host, trust, allowHttp })
  return {
    identity: createIdentity({ client, host, scopes, clock, settings }),
    groups: {
      read: createGroupReader(portal),
      get: (groupId) => readGroupDetails(portal, groupId),
      leave: (groupId) => leave(portal, groupId),
      avatar: (url, signal) => pictures.fetch(url, signal),
    },
    requests: createRequests(portal),
    openlines: createOpenlines(portal),
    messages: createMessages(portal),
    close: async () => void (await Promise.all([close(), pictures.close()])),
  }
}

/** The webhook from the vault. One that cannot be read any more counts as missing. */
function storedAddress(account: AccountHandle): Result<WebhookAddress> {
  const stored = account.secrets.read('webhookUrl')
  if (!stored.ok) return stored
  const address = parseWebhookUrl(stored.data)
  return address.ok ? address : fail('vault.secretMissing', 'user')
}

function pictureHome(account: AccountHandle): PictureHome | undefined {
  const address = storedAddress(account)
  return address.ok ? { origin: address.data.origin, secret: address.data.code } : undefined
}
