// The parts of the chat service's views that we use, read narrowly: required fields were added to them several times, and
// an answer that is merely newer must not hide a group or a join that happened.
// https://docs.bsky.app/docs/api/chat-bsky-convo-list-convos and the lexicons of the pinned @bsky/sdk
import * as v from 'valibot'
import type { Logger } from '../ports'

const text = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.slice(0, max)),
  )
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(512))
const Name = text(2000)
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Any time the service writes, as the ISO form our contract takes (years of four digits); anything else is left out. */
export function isoTime(value: unknown): string | undefined {
  const date = new Date(typeof value === 'string' ? value : Number.NaN)
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  return /^\d{4}-/.test(iso) ? iso : undefined
}
const Time = v.pipe(v.unknown(), v.transform(isoTime))
const Tagged = v.looseObject({ $type: v.optional(v.string(), '') })

/** An address a picture can be at; anything else is left out. */
const PictureUrl = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === 'string' && /^https?:\/\/\S{1,2000}$/.test(value) ? value : undefined)),
)

export const Profile = v.object({
  did: Id,
  handle: v.optional(Name, ''),
  displayName: v.optional(Name, ''),
  avatar: v.optional(PictureUrl),
  /** `followedBy` is there when the profile's owner follows me, `blocking` when I block them. */
  viewer: v.optional(
    v.object({
      followedBy: v.optional(v.unknown()),
      blocking: v.optional(v.unknown()),
      blockedBy: v.optional(v.unknown()),
    }),
  ),
  /** They take no part in chats any more. */
  chatDisabled: v.optional(v.unknown()),
  kind: v.optional(v.looseObject({ $type: v.optional(v.string(), ''), role: v.optional(v.string()) })),
})
export type Profile = v.InferOutput<typeof Profile>

export const JoinLink = v.object({
  code: v.optional(v.string(), ''),
  createdAt: v.optional(Time),
  enabledStatus: v.optional(v.string(), ''),
  requireApproval: v.optional(v.boolean(), false),
  joinRule: v.optional(v.string(), ''),
})

export const GROUP_CONVO = 'chat.bsky.convo.defs#groupConvo'
export const GroupConvo = v.object({
  $type: v.literal(GROUP_CONVO),
  name: Name,
  createdAt: v.optional(Time),
  memberCount: v.optional(Count),
  memberLimit: v.optional(Count),
  lockStatus: v.optional(v.string(), ''),
  joinLink: v.optional(JoinLink),
  /** Told to the owner only. */
  joinRequestCount: v.optional(Count),
})

export const ConvoView = v.object({
  id: Id,
  members: v.optional(v.array(Profile), []),
  status: v.optional(v.string()),
  kind: v.optional(Tagged),
  lastMessage: v.optional(v.looseObject({ sentAt: v.optional(Time) })),
  muted: v.optional(v.boolean(), false),
  unreadCount: v.optional(Count, 0),
})
export type ConvoView = v.InferOutput<typeof ConvoView>

/** `requestedAt` being there says that I have asked, whether or not its time can be read. */
const Viewer = v.object({ requestedAt: v.optional(v.unknown()) })

export const JOIN_REQUEST_CONVO = 'chat.bsky.group.defs#joinRequestConvoView'
export const JoinRequestConvo = v.object({
  convoId: Id,
  name: Name,
  owner: v.optional(Profile),
  memberCount: v.optional(Count),
  memberLimit: v.optional(Count),
  viewer: v.optional(Viewer),
})
export type JoinRequestConvo = v.InferOutput<typeof JoinRequestConvo>

export const PREVIEW = 'chat.bsky.group.defs#joinLinkPreviewView'
export const DISABLED_PREVIEW = 'chat.bsky.group.defs#disabledJoinLinkPreviewView'
export const INVALID_PREVIEW = 'chat.bsky.group.defs#invalidJoinLinkPreviewView'
export const Preview = v.object({
  convoId: Id,
  name: Name,
  owner: Profile,
  memberCount: v.optional(Count),
  memberLimit: v.optional(Count),
  requireApproval: v.optional(v.boolean(), false),
  joinRule: v.optional(v.string(), ''),
  convo: v.optional(ConvoView),
  viewer: v.optional(Viewer),
})
export type Preview = v.InferOutput<typeof Preview>

/** Somebody's request, as the owner of the group sees it. */
export const JoinRequest = v.object({
  requestedBy: Profile,
  requestedAt: v.optional(Time),
})

/** What every event of the log has, of kinds we do not know as well. */
export const LogEvent = v.object({
  $type: v.optional(v.string(), ''),
  rev: Id,
  convoId: v.optional(Id),
})
export type LogEvent = v.InferOutput<typeof LogEvent>

export const MESSAGE = 'chat.bsky.convo.defs#messageView'
export const Message = v.object({
  $type: v.optional(v.string(), ''),
  id: v.optional(Id),
  text: v.optional(v.string()),
  sender: v.optional(v.object({ did: v.string() })),
  sentAt: v.optional(Time),
})

/** The `$type` of any member of an open union; '' where there is none. */
export function typeOf(view: unknown): string {
  const parsed = v.safeParse(Tagged, view)
  return parsed.success ? parsed.output.$type : ''
}

/** Reads one view; `undefined` (and a line in the log) when it is not what it should be. */
export function readView<S extends v.GenericSchema>(
  schema: S,
  view: unknown,
  log: Logger,
): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, view)
  if (parsed.success) return parsed.output
  log.warn('bluesky: a view could not be read', {
    type: typeOf(view).slice(0, 200),
    path: v.getDotPath(parsed.issues[0]) ?? '',
  })
  return undefined
}

/** The list under `key` of an answer; `undefined` when there is no list. */
export function listIn(body: unknown, key: string): readonly unknown[] | undefined {
  const value = fieldOf(body, key)
  return Array.isArray(value) ? value : undefined
}

/** The string under `key` of an answer. */
export function stringIn(body: unknown, key: string): string | undefined {
  const value = fieldOf(body, key)
  return typeof value === 'string' ? value : undefined
}

export function fieldOf(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, key) ? Reflect.get(body, key) : undefined
}
