// Who a webhook is and what it may do: one batch, the same for connecting and for checking later.
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Clock, Health, IdentityPort } from '../ports'
import type { Client } from './client'
import { healthOf } from './health'
import { asFlag, asId, asObject, asText, clip } from './json'
import { missingScopes, portsFor } from './scopes'
import type { Scopes } from './scopes'
import { writeSettings } from './settings'
import type { AccountSettings } from './settings'

export interface Whoami {
  readonly userId: string
  readonly userName: string
  readonly isAdmin: boolean
  readonly missingScopes: readonly string[]
}

/**
 * Asks `profile` (needs no scope) and `scope` in one request.
 * Errors: whatever the portal refuses the webhook with; `webhook.moved` if it answers from another address;
 * `bitrix24.wrongHost` if it answers, but not as a portal.
 * @see https://apidocs.bitrix24.com/api-reference/common/users/profile.html
 */
export async function whoami(client: Client, host: string, signal?: AbortSignal): Promise<Result<Whoami>> {
  const commands = { me: { method: 'profile' }, scope: { method: 'scope' } } as const
  const answer = await client.batch(commands, signal === undefined ? {} : { signal })
  if (!answer.ok) return answer.error.code === 'net.moved' ? fail('webhook.moved', 'user', answer.error.params) : answer
  if (answer.movedTo !== undefined) return fail('webhook.moved', 'user', { host, newHost: answer.movedTo })
  const { me, scope } = answer.data
  if (!me.ok) return me
  const profile = asObject(me.data)
  const userId = asId(profile['ID'])
  if (userId === undefined) return fail('bitrix24.wrongHost', 'user', { host })
  return ok({
    userId,
    userName: nameOf(profile) ?? `#${userId}`,
    isAdmin: asFlag(profile['ADMIN']),
    missingScopes: scope.ok ? missingScopes(scope.data) : [],
  })
}

/** How an account with these scopes fares while all is well. */
export function healthWith(missing: readonly string[]): Health {
  return missing.length === 0 ? { state: 'ok' } : { state: 'missingScope', reason: 'bitrix24.insufficientScope' }
}

export interface IdentityOptions {
  readonly client: Client
  readonly host: string
  readonly scopes: Scopes
  readonly clock: Clock
  /** As stored when the account was connected or last checked. */
  readonly settings: AccountSettings
}

/** A webhook has no session: there is nothing to end. */
export function createIdentity({ client, host, scopes, clock, settings }: IdentityOptions): IdentityPort {
  return {
    async check(signal) {
      const answer = await whoami(client, host, signal)
      if (answer.ok) {
        const { missingScopes: missing, userName, isAdmin } = answer.data
        scopes.update(missing)
        return ok({
          health: healthWith(missing),
          missingScopes: missing,
          userName,
          ports: portsFor(missing),
          settings: writeSettings({ ...settings, missingScopes: missing, userName, isAdmin }),
        })
      }
      const moved = answer.error.code === 'webhook.moved'
      const health: Health | undefined = moved
        ? { state: 'blocked', reason: 'net.moved' }
        : healthOf(answer.error, clock())
      return health === undefined ? answer : ok({ health, missingScopes: scopes.missing, userName: settings.userName })
    },
    signOut: () => Promise.resolve(),
  }
}

/** A person's name as the portal's `NAME`, `LAST_NAME` give it. */
export function nameOf(person: JsonObject): string | undefined {
  const parts = [person['NAME'] ?? person['name'], person['LAST_NAME'] ?? person['last_name']]
  const name = parts.flatMap((part) => asText(part)?.trim() ?? []).join(' ')
  return name === '' ? undefined : clip(name, 2000)
}
