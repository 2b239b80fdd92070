// Others' requests to enter a group I own or moderate: what waits for me, and what I decide.
import * as v from 'valibot'
import { INCOMING_STATES } from '../domain/states'
import { AccountId, ErrorCodeSchema, IsoTime, ServiceId, Title } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { AvatarKey } from './groups'
import { route } from './route'

/** Names one of them. */
export const Incoming = v.strictObject({ accountId: AccountId, requestId: ServiceId })

/** Somebody's asking to enter a group I own or moderate. */
export const IncomingRequest = v.strictObject({
  ...Incoming.entries,
  groupId: ServiceId,
  groupName: Title,
  userId: v.optional(ServiceId),
  userName: Title,
  userHandle: v.optional(Title),
  avatar: v.optional(AvatarKey),
  message: v.optional(v.string()),
  askedAt: v.optional(IsoTime),
  state: v.picklist(INCOMING_STATES),
  /** What I decided: from `held` on. */
  decision: v.optional(v.picklist(['approve', 'decline'])),
  /** Until then the decision can be taken back. */
  heldUntil: v.optional(IsoTime),
  reason: v.optional(ErrorCodeSchema),
  updatedAt: IsoTime,
})
export type IncomingRequest = v.InferOutput<typeof IncomingRequest>

const HoldSeconds = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)))

const DECISION_ERRORS = [...ACCOUNT_ERRORS, 'requests.notFound', 'requests.decided', 'store.failed'] as const

export const incoming = {
  /** What waits for my decision, and what I decided lately. With `refresh` the services are asked first. */
  'requests.incoming': route({
    input: v.strictObject({ accountIds: v.optional(v.array(AccountId)), refresh: v.optional(v.boolean()) }),
    output: v.array(IncomingRequest),
    errors: [],
  }),
  /** Decides after the undo window (`holdSeconds`, else the setting). */
  'requests.decide': route({
    input: v.strictObject({ ...Incoming.entries, approve: v.boolean(), holdSeconds: HoldSeconds }),
    output: IncomingRequest,
    errors: DECISION_ERRORS,
  }),
  'requests.decideMany': route({
    input: v.strictObject({
      items: v.pipe(v.array(Incoming), v.minLength(1), v.maxLength(200)),
      approve: v.boolean(),
      holdSeconds: HoldSeconds,
    }),
    output: v.array(IncomingRequest),
    errors: DECISION_ERRORS,
  }),
  /** Takes back decisions that are still held; the others stay as they are. */
  'requests.undoDecision': route({
    input: v.strictObject({ items: v.pipe(v.array(Incoming), v.minLength(1), v.maxLength(200)) }),
    output: v.array(IncomingRequest),
    errors: ['store.failed'],
  }),
} as const
