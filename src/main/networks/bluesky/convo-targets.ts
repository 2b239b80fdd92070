// My conversations as places to write to, found by name. There is no search: the list is read, kept for a minute, and
// looked through here.
// https://docs.bsky.app/docs/api/chat-bsky-convo-list-convos
import { chat } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import { nameSearch } from '../../../shared/domain/name-search'
import type { Clock, Logger, PortTarget } from '../ports'
import type { Chat } from './chat'
import { kindOf, nameOf } from './group-views'
import { eachPage } from './pages'
import { ConvoView, readView, type Profile } from './views'

export interface ConvoTargetsDeps {
  readonly client: Chat
  readonly clock: Clock
  readonly log: Logger
}

interface Listed {
  readonly hit: PortTarget
  /** What it is found by. */
  readonly names: readonly string[]
}

/** Long enough for the letters of one name, short enough for a group that was joined meanwhile. */
const FRESH_MS = 60_000
/** The conversations with the latest activity: pages of a hundred. */
const MAX_PAGES = 10
/** So many are shown; more letters find the others. */
const SHOWN = 50
/** What the contract takes as a name. */
const MAX_TITLE = 2000
const PAST_MEMBER = '#pastGroupConvoMember'

/** Finds conversations by every word of the text; all of them for a text without words, the latest activity first. */
export function createConvoTargets(deps: ConvoTargetsDeps): (text: string) => Promise<Result<PortTarget[]>> {
  let list: { readonly at: number; readonly read: Promise<Result<readonly Listed[]>> } | undefined
  return async (text) => {
    const now = deps.clock()
    if (list === undefined || now - list.at > FRESH_MS || now < list.at) list = { at: now, read: readAll(deps) }
    const asked = list
    const read = await asked.read
    if (!read.ok) {
      // A failure is not kept: the next letter asks again.
      if (list === asked) list = undefined
      return read
    }
    const found = nameSearch(text)
    const hits = read.data.filter(({ names }) => found(names)).map(({ hit }) => hit)
    return ok(hits.slice(0, SHOWN))
  }
}

async function readAll({ client, log }: ConvoTargetsDeps): Promise<Result<readonly Listed[]>> {
  const me = client.did()
  if (!me.ok) return me
  const listed = new Map<string, Listed>()
  let pages = 0
  const read = await eachPage(
    { client, key: 'convos', call: (page) => (c, o) => c.xrpcSafe(chat.bsky.convo.listConvos, { params: page, ...o }) },
    (items) => {
      for (const item of items) {
        const convo = readView(ConvoView, item, log)
        const one = convo && listedOf(convo, me.data, log)
        if (one !== undefined && !listed.has(convo?.id ?? '')) listed.set(convo?.id ?? '', one)
      }
      pages += 1
      return pages < MAX_PAGES
    },
  )
  return read.ok ? ok([...listed.values()]) : read
}

/** Nothing for what somebody only invited me to: writing there would accept it unseen. */
export function listedOf(convo: ConvoView, me: string, log: Logger): Listed | undefined {
  if (convo.status === 'request') return undefined
  const target = { kind: 'convo' as const, convoId: convo.id }
  const group = kindOf(convo, log)
  if (group !== undefined) {
    const past = convo.members.some(({ did, kind }) => did === me && kind?.$type.endsWith(PAST_MEMBER) === true)
    const locked = past || (group.lockStatus !== 'unlocked' && group.lockStatus !== '')
    const memberCount = group.memberCount ?? convo.members.length
    const hit: PortTarget = { target, title: group.name.trim() || convo.id, kind: 'convo', memberCount }
    return { hit: locked ? { ...hit, blocked: 'locked' } : hit, names: [group.name] }
  }
  const other = convo.members.find(({ did }) => did !== me)
  // Kinds that are not known yet have members too, and are no conversation with one person.
  if (other === undefined || convo.members.length > 2) return undefined
  const blocked = blockOf(other)
  const hit: PortTarget = {
    target,
    title: nameOf(other).trim() || other.did,
    kind: 'convo',
    ...(other.handle === '' ? {} : { hint: `@${other.handle}`.slice(0, MAX_TITLE) }),
    ...(blocked === undefined ? {} : { blocked }),
  }
  return { hit, names: [nameOf(other), `@${other.handle}`] }
}

function blockOf({ chatDisabled, viewer }: Profile): PortTarget['blocked'] {
  if (chatDisabled === true) return 'inactive'
  const eitherBlocks = viewer?.blocking !== undefined || viewer?.blockedBy === true
  return eitherBlocks ? 'locked' : undefined
}
