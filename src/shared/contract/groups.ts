// Groups: where one could join, over all accounts.
import * as v from 'valibot'
import { GROUP_KINDS, JOIN_RULES, RELATIONS } from '../domain/states'
import { AccountId, Count, ErrorCodeSchema, IsoTime, Revision, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { event, route } from './route'

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
  topic: v.optional(Title),
  keywords: v.optional(Title),
  activeAt: v.optional(IsoTime),
  createdAt: v.optional(IsoTime),
  /** Bluesky: the conversation to open in the official app. */
  locked: v.optional(v.boolean()),
})
export type Group = v.InferOutput<typeof Group>

export const GroupDetails = v.strictObject({
  ...Group.entries,
  members: v.array(
    v.strictObject({ userId: ServiceId, name: Title, role: v.picklist(['owner', 'moderator', 'member']) }),
  ),
  moderatorCount: v.optional(Count),
})
export type GroupDetails = v.InferOutput<typeof GroupDetails>

export const SyncState = v.strictObject({
  accountId: AccountId,
  state: v.picklist(['never', 'running', 'done', 'failed']),
  loaded: Count,
  total: v.optional(Count),
  finishedAt: v.optional(IsoTime),
  reason: v.optional(ErrorCodeSchema),
})
export type SyncState = v.InferOutput<typeof SyncState>

/** What a Bluesky join link leads to, before asking. */
export const LinkPreview = v.strictObject({
  code: v.string(),
  state: v.picklist(['open', 'joined', 'full', 'followedByOwnerOnly', 'requested', 'disabled', 'invalid', 'unknown']),
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

export const groups = {
  'groups.search': route({
    input: v.strictObject({
      text: v.optional(v.pipe(v.string(), v.maxLength(500))),
      accountIds: v.optional(v.array(AccountId)),
      relations: v.optional(v.array(v.picklist(RELATIONS))),
      kinds: v.optional(v.array(v.picklist(GROUP_KINDS))),
      includeArchived: v.optional(v.boolean()),
      sort: v.optional(v.picklist(['activity', 'name', 'members'])),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
    output: v.strictObject({ items: v.array(Group), total: Count }),
    errors: [],
  }),
  'groups.get': route({
    input: v.strictObject({ accountId: AccountId, groupId: ServiceId }),
    output: GroupDetails,
    errors: [...ACCOUNT_ERRORS, 'groups.notFound'],
  }),
  /** Starts reading the account's groups; progress comes with `groups.changed`. Answers when done. */
  'groups.sync': route({
    input: v.strictObject({ accountId: AccountId }),
    output: SyncState,
    errors: [...ACCOUNT_ERRORS, 'store.failed'],
  }),
  'groups.syncStates': route({ input: v.strictObject({}), output: v.array(SyncState), errors: [] }),
  'groups.previewLink': route({
    input: v.strictObject({ accountId: AccountId, link: Typed }),
    output: LinkPreview,
    errors: [...ACCOUNT_ERRORS, 'requests.badLink'],
  }),
} as const

export const groupsEvents = {
  'groups.changed': event(
    v.strictObject({ revision: Revision, accountId: AccountId, sync: v.optional(SyncState), upsert: v.array(Group) }),
  ),
} as const
