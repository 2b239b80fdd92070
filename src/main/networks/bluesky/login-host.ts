// Decides where the password goes. Nothing is sent here; a server that is not Bluesky's is answered with a question first,
// since a handle that differs by one letter may lead to somebody else's server.
import { fail, ok, type Result } from '../../../shared/contract/result'
import { isBlueskyHost, readServiceUrl } from './hosts'

export interface LoginHostQuestion {
  /** The account's own server, from its DID document. */
  readonly pds: URL
  readonly entryway: string
  /** The host the user has agreed to, as typed or as handed back from the question. */
  readonly agreed: string | undefined
}

/**
 * The URL to log in at: the entryway for Bluesky's own servers, otherwise the account's server once the user has named
 * exactly that host. `bluesky.confirmHost` with the host to be confirmed.
 */
export function loginHost({ pds, entryway, agreed }: LoginHostQuestion): Result<string> {
  if (isBlueskyHost(pds, entryway)) return ok(entryway)
  if (agreed !== undefined && readServiceUrl(agreed)?.host === pds.host) return ok(pds.origin)
  return fail('bluesky.confirmHost', 'user', { host: pds.host })
}
