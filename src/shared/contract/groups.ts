// Groups: where one could join, over all accounts.
import * as v from 'valibot'
import { GROUP_KINDS, JOIN_RULES, RELATIONS } from '../domain/states'
import { AccountId, Count, ErrorCodeSchema, IsoTime, Nothing, Revision, RowId, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { event, route } from './route'

/** Names a picture that main fetched: shown from `app://ui/avatars/<key>`. Never an address of the service. */
export const AvatarKey = v.pipe(v.string(), v.regex(/^[a-z0-9]{32}$/))

export const Group = v.strictObject({
  accountId: AccountId,
  groupId: ServiceId,
  name: Title,
  description: v.optional(v.pipe(v.string(), v.maxLength(20000))),
  relation: v.picklist(RELATIONS),
  kind: v.picklist(GROUP_KINDS),
  joinRule: v.picklist(JOIN_RULES),
  memberCount: Count,
  memberLimit: v.optional(Count),
  archived: v.boolean(),
  ownerName: v.optional(Title),
  avatar: v.optional(AvatarKey),
  topic: v.optional(Title),
  keywords: v.optional(Title),
  activeAt: v.optional(IsoTime),
  createdAt: v.optional(IsoTime),
  /** Bluesky: the conversation to open in the official app. */
  locked: v.optional(v.boolean()),
})
export type Group = v.InferOutput<typeof Group>

export const MARKED_FIELDS = ['name', 'description', 'keywords', 'topic', 'ownerName'] as const

/** A group as found: where its texts match what was sought, in UTF-16 units of the text as shown. */
export const GroupHit = v.strictObject({
  ...Group.entries,
  marks: v.optional(v.array(v.strictObject({ field: v.picklist(MARKED_FIELDS), start: Count, end: Count }))),
})
export type GroupHit = v.InferOutput<typeof GroupHit>

/** The link through which others join a group of mine (Bluesky). */
export const JoinLink = v.strictObject({
  code: v.string(),
  url: v.string(),
  enabled: v.boolean(),
  requireApproval: v.boolean(),
  joinRule: v.picklist(['anyone', 'followedByOwner']),
  createdAt: v.optional(IsoTime),
})
export type JoinLink = v.InferOutput<typeof JoinLink>

export const GroupDetails = v.strictObject({
  ...Group.entries,
  members: v.array(
    v.strictObject({
      userId: ServiceId,
      name: Title,
      role: v.picklist(['owner', 'moderator', 'member']),
      handle: v.optional(Title),
      avatar: v.optional(AvatarKey),
    }),
  ),
  moderatorCount: v.optional(Count),
  tags: v.optional(v.array(Title)),
  /** The group's chat, as `im.*` methods name it: `chat42`. */
  dialogId: v.optional(ServiceId),
  /** A project's dates. */
  startsAt: v.optional(IsoTime),
  endsAt: v.optional(IsoTime),
  /** Requests waiting to be decided and invitations sent, where I may see them. */
  requestsIn: v.optional(Count),
  requestsOut: v.optional(Count),
  /** Whether `groups.leave` can be tried. */
  canLeave: v.boolean(),
  /** Whether `groups.saveLink` can be used: a Bluesky group of mine. */
  canEditLink: v.boolean(),
  joinLink: v.optional(JoinLink),
})
export type GroupDetails = v.InferOutput<typeof GroupDetails>

export const SyncState = v.strictObject({
  accountId: AccountId,
  /** `cancelled` by the user; a later reading goes on where it stopped. */
  state: v.picklist(['never', 'running', 'done', 'failed', 'cancelled']),
  /** `full` reads everything; `refresh` only what changed since. */
  mode: v.optional(v.picklist(['full', 'refresh'])),
  loaded: Count,
  total: v.optional(Count),
  finishedAt: v.optional(IsoTime),
  reason: v.optional(ErrorCodeSchema),
})
export type SyncState = v.InferOutput<typeof SyncState>

/** What a Bluesky join link leads to, before asking. */
export const LinkPreview = v.strictObject({
  code: v.string(),
  state: v.picklist([
    'open',
    'joined',
    'invited',
    'full',
    'followedByOwnerOnly',
    'requested',
    'disabled',
    'invalid',
    'unknown',
  ]),
  convoId: v.optional(ServiceId),
  name: v.optional(Title),
  ownerName: v.optional(Title),
  ownerHandle: v.optional(Title),
  memberCount: v.optional(Count),
  memberLimit: v.optional(Count),
  requireApproval: v.optional(v.boolean()),
  joinRule: v.picklist(JOIN_RULES),
  requestedAt: v.optional(IsoTime),
  canRequest: v.boolean(),
})
export type LinkPreview = v.InferOutput<typeof LinkPreview>

/** What is sought among the groups. An empty list filters to nothing; an absent one does not filter. */
const GroupQuery = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.maxLength(500))),
  accountIds: v.optional(v.array(AccountId)),
  relations: v.optional(v.array(v.picklist(RELATIONS))),
  kinds: v.optional(v.array(v.picklist(GROUP_KINDS))),
  joinRules: v.optional(v.array(v.picklist(JOIN_RULES))),
  includeArchived: v.optional(v.boolean()),
  onlyArchived: v.optional(v.boolean()),
  sort: v.optional(v.picklist(['activity', 'name', 'members'])),
})

/** A search the user gave a name. */
export const SavedFilter = v.strictObject({ id: RowId, name: Title, query: GroupQuery })
export type SavedFilter = v.InferOutput<typeof SavedFilter>

const OneGroup = v.strictObject({ accountId: AccountId, groupId: ServiceId })

export const groups = {
  'groups.search': route({
    input: v.strictObject({
      ...GroupQuery.entries,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
    /** `corrected`: what was sought instead, where the keyboard layout or a typing error hid the word. */
    output: v.strictObject({ items: v.array(GroupHit), total: Count, corrected: v.optional(v.string()) }),
    errors: [],
  }),
  'groups.filters': route({ input: Nothing, output: v.array(SavedFilter), errors: [] }),
  /** Without an id a new one. */
  'groups.saveFilter': route({
    input: v.strictObject({
      id: v.optional(RowId),
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
      query: GroupQuery,
    }),
    output: v.array(SavedFilter),
    errors: ['store.failed'],
  }),
  'groups.removeFilter': route({
    input: v.strictObject({ id: RowId }),
    output: v.array(SavedFilter),
    errors: ['store.failed'],
  }),
  'groups.get': route({
    input: OneGroup,
    output: GroupDetails,
    errors: [...ACCOUNT_ERRORS, 'groups.notFound'],
  }),
  /**
   * Reads the account's groups: what changed since the last complete reading, or with `full` everything. Goes on where
   * a broken-off reading stopped. Progress comes with `groups.changed`. Answers when done.
   */
  'groups.sync': route({
    input: v.strictObject({ accountId: AccountId, full: v.optional(v.boolean()) }),
    output: SyncState,
    errors: [...ACCOUNT_ERRORS, 'store.failed'],
  }),
  /** Stops a running reading at once; the pages that were kept stay, and the next reading goes on behind them. */
  'groups.cancelSync': route({
    input: v.strictObject({ accountId: AccountId }),
    output: SyncState,
    errors: ['accounts.notFound'],
  }),
  'groups.leave': route({
    input: OneGroup,
    output: v.strictObject({ relation: v.picklist(RELATIONS) }),
    errors: [
      ...ACCOUNT_ERRORS,
      'groups.notFound',
      'groups.cannotLeave',
      'groups.ownerCannotLeave',
      'groups.unknownOutcome',
    ],
  }),
  /** Makes the join link of a group of mine, or changes it, or turns it on or off. Absent fields stay as they are. */
  'groups.saveLink': route({
    input: v.strictObject({
      ...OneGroup.entries,
      enabled: v.optional(v.boolean()),
      requireApproval: v.optional(v.boolean()),
      joinRule: v.optional(v.picklist(['anyone', 'followedByOwner'])),
    }),
    output: JoinLink,
    errors: [...ACCOUNT_ERRORS, 'groups.notFound', 'groups.notOwner', 'groups.unknownOutcome'],
  }),
  /** A join link lying on the clipboard, where it is a new one. Nothing is asked of any service. */
  'groups.clipboardLink': route({
    input: Nothing,
    output: v.strictObject({ link: v.optional(v.string()) }),
    errors: [],
  }),
  'groups.syncStates': route({ input: v.strictObject({}), output: v.array(SyncState), errors: [] }),
  'groups.previewLink': route({
    input: v.strictObject({ accountId: AccountId, link: Typed }),
    output: LinkPreview,
    errors: [...ACCOUNT_ERRORS, 'requests.badLink'],
  }),
} as const

export const groupsEvents = {
  /**
   * `upsert` holds whole groups to be shown in place of what is shown of them; it may hold groups that nobody shows.
   * During a reading it holds at most `UPSERT_MAX`; where more changed, or groups vanished, it is empty and `reread` is
   * true: then what is shown has to be searched again. Progress comes a few times a second, and at every end.
   */
  'groups.changed': event(
    v.strictObject({
      revision: Revision,
      accountId: AccountId,
      sync: v.optional(SyncState),
      upsert: v.array(Group),
      reread: v.optional(v.boolean()),
    }),
  ),
} as const

/** Most groups one `groups.changed` of a reading holds: about what a window shows. */
export const UPSERT_MAX = 50
