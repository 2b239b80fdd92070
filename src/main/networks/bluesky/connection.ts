// An open Bluesky account: its session, its chat client and the ports over them.
import type { AccountHandle, Connection, NetworkDeps } from '../ports'
import { Chat } from './chat'
import { endpointsOf, type BlueskyConfig } from './config'
import { createConvos } from './convos'
import { createCooldown } from './cooldown'
import { createGroups } from './groups'
import { onlyChanges } from './health'
import { createIdentity } from './identity'
import { createLinkPreviews } from './link-preview'
import { createMessages } from './messages'
import { readPicture } from './pictures'
import { createRequests } from './requests'
import { SessionKeeper } from './session'
import type { Transport } from './transport'

interface ConnectionParts {
  readonly deps: NetworkDeps
  readonly config: BlueskyConfig
  readonly transport: Transport
}

/** Builds the ports of one account. No request leaves and no secret is read before the first call. */
export function openConnection(account: AccountHandle, { deps, config, transport }: ConnectionParts): Connection {
  const { clock, timers, random, log } = deps
  const own = transport.forAccount(account.id)
  const endpoints = endpointsOf(account, config)
  const keeper = new SessionKeeper({ account, fetch: own.fetch, timers, log })
  const cooldown = createCooldown(clock, random)
  const onHealth = onlyChanges((health) => account.onHealth(health))
  const { chatService, chatUrl } = endpoints
  const client = new Chat({ keeper, chatService, cooldown, clock, timers, random, log, onHealth })
  const convos = createConvos({ client, log })
  const previews = createLinkPreviews({ client, log, chatUrl, fetch: own.fetch })
  const clockOffset = (): number | undefined => own.clockOffset(client.host())
  const userName = typeof account.settings['handle'] === 'string' ? account.settings['handle'] : account.userId
  return {
    identity: createIdentity({ client, keeper, cooldown, now: clock, userName, onHealth }),
    groups: createGroups({
      client,
      convos,
      previews,
      timers,
      log,
      avatar: (url, signal) => readPicture(url, { transport: own, timers, host: account.host }, signal),
    }),
    requests: createRequests({ client, convos, previews, timers, log }),
    messages: createMessages({ client, convos, cooldown, clock, timers, log, clockOffset }),
    close: () => keeper.close(),
  }
}
