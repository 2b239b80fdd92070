// Turns a link into what it proposes: which accounts could go there, or why it leads nowhere. Asks nobody: what is called how
// is told from what was read before.
import type { Account } from '../../shared/contract/accounts'
import type { ErrorCode } from '../../shared/contract/errors'
import type { Place, Proposal } from '../../shared/contract/links'
import type { AppError } from '../../shared/contract/result'
import { formatDeepLink, isDeepLink, parseDeepLink, type DeepLink } from '../../shared/domain/deep-link'
import { findPastedLink, type PastedLink } from '../../shared/domain/pasted-link'
import type { NetworkId } from '../../shared/domain/states'

export interface ProposalDeps {
  readonly accounts: readonly Account[]
  /** What a place is called, where that is known here. */
  readonly titleOf: (place: Place) => string | undefined
}

/** The host that Bluesky's links carry. */
const BLUESKY_HOST = 'bsky.app'

/** What a pasted text proposes; `undefined` where no link of ours is in it. */
export function readPasted(text: string, deps: ProposalDeps): Proposal | undefined {
  const found = findPastedLink(text)
  if (found === undefined) return undefined
  // A portal that is not connected is any page of the web to us.
  if (found.kind === 'chat' && !deps.accounts.some(({ host }) => host === found.host)) return undefined
  return found.kind === 'own' ? readOwn(found.link, deps) : propose(meant(found), deps)
}

/** What a link that was passed to the app proposes. */
export function readPassed(text: string, deps: ProposalDeps): Proposal {
  const link = text.trim()
  return (isDeepLink(link) ? readOwn(link, deps) : readPasted(link, deps)) ?? dead('links.malformed')
}

function readOwn(text: string, deps: ProposalDeps): Proposal {
  const link = parseDeepLink(text)
  return link.ok ? propose(link.data, deps) : dead(link.error.code, link.error.params)
}

function meant(found: Exclude<PastedLink, { kind: 'own' }>): DeepLink {
  if (found.kind === 'join') return { wants: 'join', id: found.code }
  return { wants: 'dialog', portal: found.host, id: found.chatId }
}

function dead(
  code: ErrorCode,
  params: AppError['params'] = {},
  needs?: { network: NetworkId; link: string },
): Proposal {
  const told = Object.entries(params).map(([name, value]) => [name, String(value)])
  return { kind: 'dead', code, params: Object.fromEntries(told) as Record<string, string>, ...(needs ? { needs } : {}) }
}

const PORTS: Readonly<Record<DeepLink['wants'], Account['ports'][number]>> = {
  group: 'groups',
  request: 'groups',
  dialog: 'openlines',
  compose: 'messages',
  join: 'groups',
}

function propose(link: DeepLink, { accounts, titleOf }: ProposalDeps): Proposal {
  const network = link.portal === undefined ? 'bluesky' : 'bitrix24'
  const there = accounts.filter((each) => each.network === network && (link.portal ?? each.host) === each.host)
  const needs = { network, link: formatDeepLink(link) } as const
  if (there.length === 0) {
    return link.portal === undefined
      ? dead('links.noBluesky', {}, needs)
      : dead('links.noAccount', { host: link.portal }, needs)
  }
  const host = link.portal ?? BLUESKY_HOST
  const able = there.filter(({ ports }) => ports.includes(PORTS[link.wants]))
  if (able.length === 0) return dead('links.noPort', { host })
  const choices = likeliestFirst(able, link.account).map(({ id: accountId }) => {
    const place = placeOf(link, accountId)
    const title = titleOf(place)
    const canTell = place.kind === 'compose' || place.kind === 'group'
    const named = title !== undefined && canTell ? { ...place, title } : place
    return { accountId, place: named, ...(title === undefined ? {} : { title }) }
  })
  return { kind: 'offer', wants: link.wants, host, ...(link.text === undefined ? {} : { text: link.text }), choices }
}

/** The account the link was made for goes first; it decides nothing. */
function likeliestFirst(accounts: readonly Account[], hint: string | undefined): readonly Account[] {
  const meantFor = ({ userId, handle }: Account): boolean => hint !== undefined && [userId, handle].includes(hint)
  return [...accounts.filter(meantFor), ...accounts.filter((account) => !meantFor(account))]
}

function placeOf({ wants, portal, id, text }: DeepLink, accountId: Account['id']): Place {
  switch (wants) {
    case 'group':
      return { kind: 'group', accountId, groupId: id }
    case 'request':
      return { kind: 'group', accountId, groupId: id, ask: true }
    case 'dialog':
      return { kind: 'dialog', accountId, chatId: id }
    case 'join':
      return { kind: 'joinLink', accountId, link: `https://${BLUESKY_HOST}/chat/${id}` }
    case 'compose': {
      const target =
        portal === undefined ? ({ kind: 'convo', convoId: id } as const) : ({ kind: 'dialog', dialogId: id } as const)
      return { kind: 'compose', accountId, target, ...(text === undefined ? {} : { text }) }
    }
  }
}
