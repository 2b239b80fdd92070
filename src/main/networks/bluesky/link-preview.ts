// Where a join link leads, before asking. https://docs.bsky.app/docs/api/chat-bsky-group-get-join-link-previews
import { xrpcSafe } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import type { LinkPreview } from '../../../shared/contract/groups'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import { findJoinCode } from '../../../shared/domain/join-link'
import type { Logger } from '../ports'
import type { Chat } from './chat'
import { joinRuleOf, nameOf, relationOf } from './group-views'
import { DISABLED_PREVIEW, INVALID_PREVIEW, isoTime, listIn, PREVIEW, Preview, readView, typeOf } from './views'

/** A preview with what the request and its check need besides. */
export interface JoinPreview {
  readonly preview: LinkPreview
  readonly relation: Relation
}

export interface LinkPreviews {
  /** `requests.badLink` when the text holds no code. */
  read(link: string): Promise<Result<JoinPreview>>
}

interface PreviewDeps {
  readonly client: Chat
  readonly log: Logger
  /** The chat service itself, which shows previews to anybody. */
  readonly chatUrl: string
  readonly fetch: typeof globalThis.fetch
}

const closed = (code: string, state: 'disabled' | 'invalid' | 'unknown'): JoinPreview => ({
  preview: { code, state, joinRule: 'unknown', canRequest: false },
  relation: 'none',
})

type OpenState = Exclude<LinkPreview['state'], 'disabled' | 'invalid' | 'unknown'>

const hasRequested = ({ viewer }: Preview): boolean => viewer?.requestedAt !== undefined && viewer.requestedAt !== null

/** The order in which the official app decides what to say. */
function stateOf(view: Preview): OpenState {
  if (view.convo) return view.convo.status === 'request' ? 'invited' : 'joined'
  if (view.memberLimit !== undefined && (view.memberCount ?? 0) >= view.memberLimit) return 'full'
  // `followedBy` on the owner's profile, seen by me, means that the owner follows me.
  if (view.joinRule === 'followedByOwner' && view.owner.viewer?.followedBy === undefined) return 'followedByOwnerOnly'
  if (hasRequested(view)) return 'requested'
  return 'open'
}

function relationIn(view: Preview, state: OpenState, me: string): Relation {
  if (view.convo) return view.owner.did === me ? 'owner' : relationOf(view.convo, false, me)
  // A full group, or one that closed to strangers since, may still hold my request.
  return state === 'requested' || hasRequested(view) ? 'requested' : 'none'
}

function describe(code: string, view: Preview): Omit<LinkPreview, 'state' | 'canRequest'> {
  const requestedAt = isoTime(view.viewer?.requestedAt)
  return {
    code,
    convoId: view.convoId,
    name: view.name,
    ownerName: nameOf(view.owner),
    ownerHandle: view.owner.handle,
    requireApproval: view.requireApproval,
    joinRule: joinRuleOf(view.joinRule, view.requireApproval),
    ...(view.memberCount === undefined ? {} : { memberCount: view.memberCount }),
    ...(view.memberLimit === undefined ? {} : { memberLimit: view.memberLimit }),
    ...(requestedAt === undefined ? {} : { requestedAt }),
  }
}

/** Reads the one preview of an answer to one code; `undefined` when there is none. `me` is absent when it was read without a session. */
function readPreview(
  body: unknown,
  { code, me, log }: { code: string; me: string | undefined; log: Logger },
): JoinPreview | undefined {
  const [view] = listIn(body, 'joinLinkPreviews') ?? []
  if (view === undefined) return undefined
  switch (typeOf(view)) {
    case DISABLED_PREVIEW:
      return closed(code, 'disabled')
    case INVALID_PREVIEW:
      return closed(code, 'invalid')
    case PREVIEW:
      break
    default:
      log.warn('bluesky: unknown kind of preview', { type: typeOf(view).slice(0, 200) })
      return closed(code, 'unknown')
  }
  const known = readView(Preview, view, log)
  if (!known) return closed(code, 'unknown')
  // A stranger is not told what this account is to the group, so nothing is promised.
  if (me === undefined) {
    return { preview: { ...describe(code, known), state: 'unknown', canRequest: false }, relation: 'none' }
  }
  const state = stateOf(known)
  return {
    preview: { ...describe(code, known), state, canRequest: state === 'open' },
    relation: relationIn(known, state, me),
  }
}

const PDS_TROUBLE = new Set(['bluesky.temporarilyOffline', 'net.dns', 'net.refused', 'net.timeout', 'net.reset'])

export function createLinkPreviews({ client, log, chatUrl, fetch }: PreviewDeps): LinkPreviews {
  const asStranger = async (code: string): Promise<JoinPreview | undefined> => {
    const answer = await xrpcSafe({ service: chatUrl, fetch }, chat.bsky.group.getJoinLinkPreviews, {
      params: { codes: [code] },
      validateResponse: false,
      strictResponseProcessing: false,
    })
    return answer.success ? readPreview(answer.body, { code, me: undefined, log }) : undefined
  }
  return {
    read: async (link) => {
      const code = findJoinCode(link)
      if (code === undefined) return fail('requests.badLink', 'user')
      const me = client.did()
      if (!me.ok) return me
      const answer = await client.read((c, o) =>
        c.xrpcSafe(chat.bsky.group.getJoinLinkPreviews, { params: { codes: [code] }, ...o }),
      )
      if (answer.ok) {
        const read = readPreview(answer.data, { code, me: me.data, log })
        return read ? ok(read) : client.badAnswer()
      }
      // The account's server is down: the chat service can still tell what the link is about.
      const shown = PDS_TROUBLE.has(answer.error.code) ? await asStranger(code) : undefined
      return shown ? ok(shown) : answer
    },
  }
}
