// The identity port: who am I, is the account in good standing, may it read direct messages; and signing out.
import { chat, com } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import type { AppError } from '../../../shared/contract/result'
import type { Health, IdentityPort } from '../ports'
import type { Chat } from './chat'
import type { Cooldown } from './cooldown'
import { healthOf } from './health'
import type { SessionKeeper } from './session'
import { stringIn } from './views'

export interface IdentityDeps {
  readonly client: Chat
  readonly keeper: SessionKeeper
  readonly cooldown: Cooldown
  readonly now: () => number
  readonly userName: string
  onHealth(health: Health): void
}

type Checked = Result<{ health: Health; missingScopes: readonly string[]; userName: string }>

function limited({ cooldown, now }: IdentityDeps): Health {
  const until = new Date(now() + cooldown.left()).toISOString()
  return { state: 'limited', reason: 'net.rateLimited', until }
}

async function check(deps: IdentityDeps, signal: AbortSignal | undefined): Promise<Checked> {
  const { client, onHealth } = deps
  const options = signal ? { signal } : {}
  let userName = deps.userName
  const answer = (health: Health): Checked => ok({ health, missingScopes: [], userName })
  const failed = (error: AppError): Checked => {
    const health = error.code === 'net.rateLimited' ? limited(deps) : healthOf(error)
    // A vault that is locked says nothing about the account.
    return health ? answer(health) : { ok: false, error }
  }

  // To the account's own server, not through to the chat service.
  const session = await client.read(
    (c, o) => c.xrpcSafe(com.atproto.server.getSession, { ...o, service: null }),
    options,
  )
  if (!session.ok) return failed(session.error)
  const handle = stringIn(session.data, 'handle')
  if (handle !== undefined && handle !== 'handle.invalid') userName = handle
  // Only chat can tell whether the app password was made with access to direct messages.
  const log = await client.read((c, o) => c.xrpcSafe(chat.bsky.convo.getLog, { params: {}, ...o }), options)
  if (!log.ok) return failed(log.error)
  if (stringIn(session.data, 'status') === 'deactivated') {
    const health: Health = { state: 'blocked', reason: 'bluesky.deactivated' }
    onHealth(health)
    return answer(health)
  }
  return answer({ state: 'ok' })
}

export function createIdentity(deps: IdentityDeps): IdentityPort {
  return {
    check: (signal) => check(deps, signal),
    signOut: () => deps.keeper.signOut(),
  }
}
