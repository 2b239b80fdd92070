// Turns a link into what it proposes: which account could go there, or why it leads nowhere. Pure; knows accounts only
// as rows.
import type { Account } from '../../shared/contract/accounts'
import type { Proposal } from '../../shared/contract/links'
import { strictJoinLink } from '../../shared/domain/join-link'

/** What a pasted text proposes; `undefined` where it is no link of ours. */
export function readPasted(text: string, accounts: readonly Account[]): Proposal | undefined {
  const join = strictJoinLink(text)
  return join && joinProposal(join.link, accounts)
}

/** What a link that was passed to the app proposes. */
export function readPassed(text: string, accounts: readonly Account[]): Proposal {
  return readPasted(text, accounts) ?? { kind: 'dead', code: 'links.malformed', params: {} }
}

function joinProposal(link: string, accounts: readonly Account[]): Proposal {
  const able = accounts.filter(({ network }) => network === 'bluesky')
  if (able.length === 0) return { kind: 'dead', code: 'links.noBluesky', params: {}, needs: 'bluesky' }
  const choices = able.map(({ id }) => ({
    accountId: id,
    place: { kind: 'joinLink' as const, accountId: id, link },
  }))
  return { kind: 'offer', wants: 'join', host: 'bsky.app', choices }
}
