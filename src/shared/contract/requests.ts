// Join requests: my asking to enter one group, followed from the first click to its end.
import * as v from 'valibot'
import { JOIN_REQUEST_STATES, JOIN_RULES, RELATIONS } from '../domain/states'
import { AccountId, ErrorCodeSchema, IsoTime, Nothing, Revision, RowId, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { Incoming, incoming, IncomingRequest } from './requests-incoming'
import { event, route } from './route'

export const JoinRequest = v.strictObject({
  id: RowId,
  accountId: AccountId,
  groupId: v.optional(ServiceId),
  /** Bluesky: the code that was asked with. */
  linkCode: v.optional(v.string()),
  groupName: Title,
  message: v.optional(v.string()),
  state: v.picklist(JOIN_REQUEST_STATES),
  reason: v.optional(ErrorCodeSchema),
  createdAt: IsoTime,
  updatedAt: IsoTime,
  /** Last time the service was asked about it. */
  checkedAt: v.optional(IsoTime),
  canWithdraw: v.boolean(),
  history: v.array(
    v.strictObject({ at: IsoTime, state: v.picklist(JOIN_REQUEST_STATES), reason: v.optional(ErrorCodeSchema) }),
  ),
})
export type JoinRequest = v.InferOutput<typeof JoinRequest>

export const CHECK_REASONS = [
  'alreadyMember',
  'moderator',
  'owner',
  'alreadyRequested',
  'invited',
  'banned',
  'full',
  'locked',
  'archived',
  'notVisible',
  'linkDisabled',
  'linkInvalid',
  'followRequired',
  'cannotRequest',
  'inviteOnly',
  'notKnown',
] as const

export const RequestCheck = v.strictObject({
  relation: v.picklist(RELATIONS),
  joinRule: v.picklist(JOIN_RULES),
  canRequest: v.boolean(),
  /** Why not; or, with `canRequest: true`, a warning (`archived`, `notKnown`). */
  reason: v.optional(v.picklist(CHECK_REASONS)),
  groupId: v.optional(ServiceId),
  groupName: v.optional(Title),
  /** Who will decide, where the service tells. */
  deciders: v.optional(v.array(Title)),
  /** A message can be sent along (Bitrix24), or not (Bluesky). */
  takesMessage: v.boolean(),
})
export type RequestCheck = v.InferOutput<typeof RequestCheck>

const Target = {
  accountId: AccountId,
  groupId: v.optional(ServiceId),
  link: v.optional(Typed),
}

const REFUSALS = [
  'requests.alreadyMember',
  'requests.moderator',
  'requests.owner',
  'requests.alreadyRequested',
  'requests.invited',
  'requests.banned',
  'requests.notVisible',
  'requests.archived',
  'requests.cannotRequest',
  'requests.locked',
  'requests.followRequired',
  'requests.invalidCode',
  'requests.linkDisabled',
  'requests.full',
  'requests.kicked',
  'requests.badLink',
] as const

/** A group that invites me and is not in the directory: a secret one, or one that was not read yet. */
export const Invitation = v.strictObject({
  accountId: AccountId,
  groupId: ServiceId,
  /** Where the invitation tells it. */
  name: v.optional(Title),
})
export type Invitation = v.InferOutput<typeof Invitation>

/** Asking several groups, one after the other. */
export const BulkAsk = v.strictObject({
  id: RowId,
  state: v.picklist(['running', 'done', 'stopped']),
  createdAt: IsoTime,
  /** As typed, with its variables: what those that failed are asked with again. */
  message: v.optional(v.string()),
  items: v.array(
    v.strictObject({
      accountId: AccountId,
      groupId: ServiceId,
      groupName: Title,
      state: v.picklist(['waiting', 'asking', 'pending', 'joined', 'refused', 'failed', 'unknown', 'stopped']),
      reason: v.optional(ErrorCodeSchema),
      /** The journalled request, once there is one. */
      requestId: v.optional(RowId),
    }),
  ),
})
export type BulkAsk = v.InferOutput<typeof BulkAsk>

export const requests = {
  /** Reads the state now; changes nothing. */
  'requests.check': route({
    input: v.strictObject(Target),
    output: RequestCheck,
    errors: [...ACCOUNT_ERRORS, 'requests.badLink', 'groups.notFound'],
  }),
  /**
   * Checks, then asks once. A refusal by the check answers with an error and nothing is sent; once something was sent
   * the answer is the journalled request, `failed` (with its reason) and `unknown` included.
   */
  'requests.send': route({
    input: v.strictObject({ ...Target, message: v.optional(v.pipe(v.string(), v.maxLength(10000))) }),
    output: JoinRequest,
    errors: [...ACCOUNT_ERRORS, ...REFUSALS, 'groups.notFound', 'store.failed'],
  }),
  'requests.list': route({
    input: v.strictObject({ accountIds: v.optional(v.array(AccountId)) }),
    output: v.array(JoinRequest),
    errors: [],
  }),
  /** Reads the state of one request (or of all open ones) from the services. */
  'requests.refresh': route({
    input: v.strictObject({ id: v.optional(RowId) }),
    output: v.array(JoinRequest),
    errors: ['requests.notFound'],
  }),
  'requests.withdraw': route({
    input: v.strictObject({ id: RowId }),
    output: JoinRequest,
    errors: [
      ...ACCOUNT_ERRORS,
      'requests.notFound',
      'requests.notWithdrawable',
      'requests.invalidJoinRequest',
      'requests.unknownOutcome',
      'store.failed',
    ],
  }),
  /** Accepts or declines the group's invitation to me. */
  'requests.answerInvitation': route({
    input: v.strictObject({ accountId: AccountId, groupId: ServiceId, accept: v.boolean() }),
    output: v.strictObject({ relation: v.picklist(RELATIONS) }),
    errors: [
      ...ACCOUNT_ERRORS,
      'groups.notFound',
      'requests.notInvited',
      'requests.answerElsewhere',
      'requests.unknownOutcome',
    ],
  }),
  /** Groups that invite me and are not in the directory; `groups.search` tells of the others. */
  'requests.invitations': route({ input: Nothing, output: v.array(Invitation), errors: [] }),
  /** Asks several groups, each after its own check; goes on in the background and is told by `requests.changed`. */
  'requests.sendMany': route({
    input: v.strictObject({
      items: v.pipe(
        v.array(v.strictObject({ accountId: AccountId, groupId: ServiceId })),
        v.minLength(1),
        v.maxLength(200),
      ),
      /** May hold the variables of a template: each group gets its own text. */
      message: v.optional(v.pipe(v.string(), v.maxLength(10000))),
    }),
    output: BulkAsk,
    errors: ['requests.bulkRunning', 'store.failed'],
  }),
  /** Asks no further; the one under way ends by itself. */
  'requests.stopMany': route({
    input: v.strictObject({ id: RowId }),
    output: BulkAsk,
    errors: ['requests.notFound', 'store.failed'],
  }),
  /** The last asking of several groups, running or not. */
  'requests.bulk': route({ input: Nothing, output: v.strictObject({ bulk: v.optional(BulkAsk) }), errors: [] }),
  ...incoming,
} as const

export const requestsEvents = {
  'requests.changed': event(
    v.strictObject({
      revision: Revision,
      upsert: v.array(JoinRequest),
      remove: v.array(RowId),
      incoming: v.optional(v.strictObject({ upsert: v.array(IncomingRequest), remove: v.array(Incoming) })),
      bulk: v.optional(BulkAsk),
      /** All that `requests.invitations` answers now, where it has changed. */
      invitations: v.optional(v.array(Invitation)),
    }),
  ),
} as const
