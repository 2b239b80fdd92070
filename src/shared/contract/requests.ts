// Join requests: my asking to enter one group, followed from the first click to its end.
import * as v from 'valibot'
import { JOIN_REQUEST_STATES, JOIN_RULES, RELATIONS } from '../domain/states'
import { AccountId, ErrorCodeSchema, IsoTime, Revision, RowId, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
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
} as const

export const requestsEvents = {
  'requests.changed': event(
    v.strictObject({ revision: Revision, upsert: v.array(JoinRequest), remove: v.array(RowId) }),
  ),
} as const
