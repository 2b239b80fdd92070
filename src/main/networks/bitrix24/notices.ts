// Notifications that wait for an answer: requests to groups I run, and invitations to me. What others wrote into them is
// text; what they are about is read from the tag alone, whose layout is undocumented.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { bbcodePlain } from '../../../shared/domain/bbcode'
import type { Command } from './batch'
import type { CallResult } from './client'
import { asId, asIso, asNumber, asObject, asObjects, asText, clip } from './json'
import { isNumericId } from './portal'

export interface Notice {
  readonly id: string
  readonly at?: string
  /** Without markup. */
  readonly text: string
}

/** Somebody asks to enter a group I run. */
export interface RequestNotice extends Notice {
  readonly groupId: string
  readonly userId: string
  readonly userName?: string
  readonly photo?: JsonValue
}

/** I am invited to a group; the tag does not tell to which. */
export interface InvitationNotice extends Notice {
  readonly relationId: string
  /** Groups that the text links to. */
  readonly links: readonly string[]
}

export interface Notices {
  readonly requests: readonly RequestNotice[]
  readonly invitations: readonly InvitationNotice[]
  /** Whether these are all that wait: no more of them are on further pages. */
  readonly complete: boolean
  /** Where the next page begins. */
  readonly lastId?: string
}

export const NOTICE_PAGE = 50
/** Asks for a decision (the number is undocumented). Those come before all others. */
const CONFIRM = 1
const TEXT_MAX = 10_000
const REQUEST = /^SOCNET\|REQUEST_GROUP\|(\d+)\|(\d+)\|\d+(?:\|(\d+))?$/
const INVITATION = /^SOCNET\|INVITE_GROUP\|(\d+)\|(\d+)$/
/** Links to a group's page, in HTML or BBCode. */
const LINK = /(?:href\s*=\s*["']?|\[url=)[^"'\]\s>]*?\/workgroups\/group\/(\d{1,15})(?=[/"'\]\s>?]|$)/gi

/** https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-get.html */
export const NOTICES: Command = { method: 'im.notify.get', params: { LIMIT: NOTICE_PAGE } }

/**
 * Reads the answer of `im.notify.get`: without any notification all its fields are missing. Only notifications of the
 * module `socialnetwork` count, addressed to `me`; of two for the same request the newer one.
 */
export function readNotices(answer: JsonValue, me: string): Notices {
  const rows = asObjects(asObject(answer)['notifications'])
  const users = new Map(asObjects(asObject(answer)['users']).map((user) => [asId(user['id']) ?? '', user]))
  const asking = rows.filter((row) => asNumber(row['notify_type']) === CONFIRM)
  const ours = asking.filter((row) => asText(row['notify_module']) === 'socialnetwork')
  const requests = new Map<string, RequestNotice>()
  const invitations = new Map<string, InvitationNotice>()
  for (const row of ours) {
    const request = requestIn(row, me, users)
    if (request !== undefined) keepNewer(requests, `${request.groupId}:${request.userId}`, request)
    const invitation = invitationIn(row, me)
    if (invitation !== undefined) keepNewer(invitations, invitation.relationId, invitation)
  }
  const lastId = asId(rows.at(-1)?.['id'])
  return {
    requests: [...requests.values()],
    invitations: [...invitations.values()],
    complete: rows.length < NOTICE_PAGE || asking.length < rows.length,
    ...(lastId === undefined ? {} : { lastId }),
  }
}

/** Two pages as one: the newer first. */
export function joinNotices(first: Notices, next: Notices): Notices {
  const known = new Set(first.requests.map(({ groupId, userId }) => `${groupId}:${userId}`))
  const relations = new Set(first.invitations.map(({ relationId }) => relationId))
  const requests = next.requests.filter(({ groupId, userId }) => !known.has(`${groupId}:${userId}`))
  const invitations = next.invitations.filter(({ relationId }) => !relations.has(relationId))
  return {
    ...next,
    requests: [...first.requests, ...requests],
    invitations: [...first.invitations, ...invitations],
  }
}

function keepNewer<T extends Notice>(kept: Map<string, T>, key: string, one: T): void {
  if (Number(kept.get(key)?.id ?? 0) < Number(one.id)) kept.set(key, one)
}

function requestIn(row: JsonObject, me: string, users: ReadonlyMap<string, JsonObject>): RequestNotice | undefined {
  const [, userId = '', groupId = '', decider = me] = REQUEST.exec(asText(row['notify_tag']) ?? '') ?? []
  const base = noticeIn(row)
  if (base === undefined || !isNumericId(userId) || !isNumericId(groupId)) return undefined
  if (decider !== me || userId === me) return undefined
  const user = users.get(userId)
  const userName = user && nameIn(user)
  const photo = user?.['avatar']
  return {
    ...base,
    groupId,
    userId,
    ...(userName === undefined ? {} : { userName: clip(userName, 2000) }),
    ...(photo === undefined ? {} : { photo }),
  }
}

function nameIn(user: JsonObject): string | undefined {
  const parts = ['first_name', 'last_name'].flatMap((part) => asText(user[part]) ?? [])
  const name = (asText(user['name']) ?? parts.join(' ')).trim()
  return name === '' ? undefined : name
}

function invitationIn(row: JsonObject, me: string): InvitationNotice | undefined {
  const [, invited, relationId = ''] = INVITATION.exec(asText(row['notify_tag']) ?? '') ?? []
  const base = noticeIn(row)
  if (base === undefined || invited !== me || !isNumericId(relationId)) return undefined
  const links = [...rawText(row).matchAll(LINK)].flatMap(([, id = '']) => (isNumericId(id) ? [id] : []))
  return { ...base, relationId, links: [...new Set(links)] }
}

function noticeIn(row: JsonObject): Notice | undefined {
  const id = asId(row['id'])
  if (id === undefined || !isNumericId(id)) return undefined
  const at = asIso(row['date'])
  return { id, text: plain(rawText(row)), ...(at === undefined ? {} : { at }) }
}

function rawText(row: JsonObject): string {
  return clip(asText(row['text']) ?? '', TEXT_MAX)
}

const QUOTED = /[«“„"]([^«»“”„"]{1,255})[»”“"]/g

/** What a text puts in quotation marks: names, as notifications write them in several languages. */
export function quotedNames(text: string): string[] {
  return [...text.matchAll(QUOTED)].map(([, name = '']) => name.trim()).filter((name) => name !== '')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' }

/** The words without HTML or BBCode. The result is text: it may hold `<` again, and is never markup. */
export function plain(text: string): string {
  const bare = text.replace(/<br\s*\/?>/gi, '\n').replace(/<\/?[a-z][^<>]{0,2000}>/gi, '')
  return bbcodePlain(bare.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? ''))
}

/**
 * Whether a confirmation was answered by "gone, or not yours".
 * @see https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-confirm.html
 */
export function didNothing(confirmed: Extract<CallResult, { ok: true }>): boolean {
  return asObject(confirmed.data)['result_message'] === false
}
