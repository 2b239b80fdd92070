// What is stored of a Bitrix24 account besides its secret: nothing here lets anybody in.
import type { JsonObject } from '../../../shared/contract/common'
import { asFlag, asList, asObject, asText } from './json'
import type { Trust } from './trust'

export interface AccountSettings {
  readonly allowHttp: boolean
  readonly trust: Trust
  readonly isAdmin: boolean
  readonly missingScopes: readonly string[]
  readonly userName: string
}

/** Reads stored settings; what is absent or damaged gets the careful value. */
export function readSettings(stored: JsonObject): AccountSettings {
  const trust = asObject(stored['trust'])
  const [caPem, pin] = [asText(trust['caPem']), asText(trust['pin'])]
  return {
    allowHttp: asFlag(stored['allowHttp']),
    trust: { ...(caPem === undefined ? {} : { caPem }), ...(pin === undefined ? {} : { pin }) },
    isAdmin: asFlag(stored['isAdmin']),
    missingScopes: asList(stored['missingScopes']).flatMap((scope) => asText(scope) ?? []),
    userName: asText(stored['userName']) ?? '',
  }
}

export function writeSettings(settings: AccountSettings): JsonObject {
  return { ...settings, trust: { ...settings.trust }, missingScopes: [...settings.missingScopes] }
}
