// What a webhook may do: its scopes, and what follows from them. Refreshed whenever the account is checked.
import type { Account } from '../../../shared/contract/accounts'
import type { JsonValue } from '../../../shared/contract/common'
import { asList, asText } from './json'

/** The scopes that unlock everything. The group pages of the documentation write `sonet` for `sonet_group`. */
export const WANTED_SCOPES = ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief'] as const
export type Scope = (typeof WANTED_SCOPES)[number]

/** Scopes of which any one will do. */
const SAME: Partial<Record<Scope, readonly string[]>> = { user_brief: ['user', 'user_basic', 'user_brief'] }

/** Live set of scopes that are missing; shared by the ports of one connection. */
export class Scopes {
  #missing: readonly string[]
  readonly #retired = new Set<Scope>()

  constructor(missing: readonly string[]) {
    this.#missing = missing
  }

  get missing(): readonly string[] {
    return this.#missing
  }

  has(scope: Scope): boolean {
    return !this.#missing.includes(scope) && !this.#retired.has(scope)
  }

  /** Stops using a scope that is granted but does not work here: an old on-premise server lacks its methods. */
  retire(scope: Scope): void {
    this.#retired.add(scope)
  }

  update(missing: readonly string[]): void {
    this.#missing = missing
  }
}

/**
 * Which wanted scopes the answer of `scope` lacks.
 * @see https://apidocs.bitrix24.com/api-reference/common/system/scope.html
 */
export function missingScopes(answer: JsonValue): string[] {
  const granted = new Set(asList(answer).map((scope) => asText(scope)?.toLowerCase()))
  return WANTED_SCOPES.filter((scope) => !(SAME[scope] ?? [scope]).some((name) => granted.has(name)))
}

/** The ports that work at least partly. */
export function portsFor(missing: readonly string[]): Account['ports'] {
  const scopes = new Scopes(missing)
  const works: Readonly<Record<Account['ports'][number], boolean>> = {
    groups: scopes.has('sonet_group') || scopes.has('socialnetwork'),
    requests: scopes.has('sonet_group'),
    openlines: scopes.has('imopenlines'),
    messages: scopes.has('imopenlines') || scopes.has('im'),
  }
  return (['groups', 'requests', 'openlines', 'messages'] as const).filter((port) => works[port])
}
