// Reads my conversations and my pending requests, one lexicon method each.
// https://docs.bsky.app/docs/api/chat-bsky-convo-list-convos, …-list-convo-requests, …-get-convo, …-get-convo-members
import { chat } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger } from '../ports'
import type { Chat, ReadOptions } from './chat'
import { memberOf, type Member } from './group-views'
import { eachPage, type PageSource, type Visited } from './pages'
import { ConvoView, fieldOf, JOIN_REQUEST_CONVO, JoinRequestConvo, Profile, readView, typeOf } from './views'

/** `InvalidConvo`: there is no such conversation for me. */
const NO_CONVO = { InvalidConvo: 'groups.notFound' } as const

export type Pending =
  | { readonly kind: 'mine'; readonly request: JoinRequestConvo }
  | { readonly kind: 'invitation'; readonly convo: ConvoView }

export interface Convos {
  /** All group conversations, the latest activity first, page by page; `false` ends the reading. */
  groups(visit: (convos: ConvoView[]) => Visited | Promise<Visited>, options: ReadOptions): Promise<Result<void>>
  /** My pending requests and invitations, page by page; `false` ends the reading. */
  requests(visit: (pending: Pending[]) => Visited | Promise<Visited>, options?: ReadOptions): Promise<Result<void>>
  /** My own pending request to one group, if there is one. */
  myRequest(convoId: string): Promise<Result<JoinRequestConvo | undefined>>
  /** `groups.notFound` when it is not there for me. */
  one(convoId: string, options?: ReadOptions): Promise<Result<ConvoView>>
  /** The first `max` of them, page by page. */
  members(convoId: string, max: number): Promise<Result<Member[]>>
}

interface ConvosDeps {
  readonly client: Chat
  readonly log: Logger
}

const present = <T>(value: T | undefined): value is T => value !== undefined

function readPending(view: unknown, log: Logger): Pending | undefined {
  if (typeOf(view) === JOIN_REQUEST_CONVO) {
    const request = readView(JoinRequestConvo, view, log)
    return request && { kind: 'mine', request }
  }
  const convo = readView(ConvoView, view, log)
  return convo && { kind: 'invitation', convo }
}

function readGroups({ client, log }: ConvosDeps): Convos['groups'] {
  return (visit, options) =>
    eachPage(
      {
        client,
        key: 'convos',
        call: (page) => (c, o) => c.xrpcSafe(chat.bsky.convo.listConvos, { params: { kind: 'group', ...page }, ...o }),
        options,
      },
      (items) => visit(items.map((item) => readView(ConvoView, item, log)).filter(present)),
    )
}

function readRequests({ client, log }: ConvosDeps): Convos['requests'] {
  return (visit, options = {}) =>
    eachPage(
      {
        client,
        key: 'requests',
        call: (params) => (c, o) => c.xrpcSafe(chat.bsky.convo.listConvoRequests, { params, ...o }),
        options,
      },
      (items) => visit(items.map((item) => readPending(item, log)).filter(present)),
    )
}

function findMyRequest(requests: Convos['requests']): Convos['myRequest'] {
  return async (convoId) => {
    let found: JoinRequestConvo | undefined
    const read = await requests((pending) => {
      for (const entry of pending) {
        if (entry.kind === 'mine' && entry.request.convoId === convoId) found = entry.request
      }
      return found === undefined
    })
    return read.ok ? ok(found) : read
  }
}

function readOne({ client, log }: ConvosDeps): Convos['one'] {
  return async (convoId, options = {}) => {
    const answer = await client.read((c, o) => c.xrpcSafe(chat.bsky.convo.getConvo, { params: { convoId }, ...o }), {
      ...options,
      declared: NO_CONVO,
    })
    if (!answer.ok) return answer
    const convo = readView(ConvoView, fieldOf(answer.data, 'convo'), log)
    return convo ? ok(convo) : client.badAnswer()
  }
}

function readMembers({ client, log }: ConvosDeps): Convos['members'] {
  return async (convoId, max) => {
    const members: Member[] = []
    const source: PageSource = {
      client,
      key: 'members',
      call: (page) => (c, o) => c.xrpcSafe(chat.bsky.convo.getConvoMembers, { params: { convoId, ...page }, ...o }),
      options: { declared: NO_CONVO },
    }
    const read = await eachPage(source, (items) => {
      const profiles = items.map((item) => readView(Profile, item, log)).filter(present)
      members.push(...profiles.map(memberOf).filter(present))
      return members.length < max
    })
    return read.ok ? ok(members.slice(0, max)) : read
  }
}

export function createConvos(deps: ConvosDeps): Convos {
  const requests = readRequests(deps)
  return {
    groups: readGroups(deps),
    requests,
    myRequest: findMyRequest(requests),
    one: readOne(deps),
    members: readMembers(deps),
  }
}
