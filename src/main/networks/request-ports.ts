// What a network can do with requests to join: mine, and those of others to my groups. Part of ports.ts, which is where
// it is imported from.
import type { JsonValue } from '../../shared/contract/common'
import type { RequestCheck } from '../../shared/contract/requests'
import type { AppError, Result } from '../../shared/contract/result'
import type { JoinRequestState, Relation } from '../../shared/domain/states'

export interface JoinTarget {
  readonly groupId?: string
  readonly link?: string
}

/** How a request stands as the service tells it now. `none` = no relation and no request found. */
export interface RequestStanding {
  /** `declined` only where the service says so by itself. */
  readonly standing: 'joined' | 'pending' | 'invited' | 'declined' | 'none' | 'notKnown'
  readonly groupId?: string
}

/** What came of sending: `state` is where the request stands, `unknown` when it may have been done. */
export interface RequestOutcome {
  readonly state: Extract<JoinRequestState, 'pending' | 'joined' | 'failed' | 'unknown'>
  readonly reason?: AppError['code']
  readonly groupId?: string
}

/** Somebody's request to a group I run, as the service tells it. */
export interface PortIncomingRequest {
  /** Stable while the request waits, and unique within the account. */
  readonly requestId: string
  readonly groupId: string
  readonly groupName?: string
  readonly userId?: string
  readonly userName: string
  readonly userHandle?: string
  readonly avatarUrl?: string
  readonly message?: string
  readonly askedAt?: string
}

/** What one look at everything that waits is to cover. */
export interface PollAsk {
  /** My open requests, by our own id. */
  readonly requests: readonly { readonly id: string; readonly target: JoinTarget }[]
  /** Groups I own or moderate: only their incoming requests are looked for. */
  readonly ownGroups: readonly string[]
  /** What the last look answered; absent on the first. */
  readonly cursor?: JsonValue | undefined
}

export interface PollAnswer {
  /** By our own id. One that is missing could not be read this time. */
  readonly standings: ReadonlyMap<string, RequestStanding>
  /** Everything that waits for me now; absent when it could not be read this time (then nothing is taken as gone). */
  readonly incoming?: readonly PortIncomingRequest[]
  /**
   * The groups whose requests `incoming` tells to the last one; absent: all. In any other group a request that is
   * missing may still wait: nothing is to be taken as gone there.
   */
  readonly incomingCovers?: readonly string[]
  /** Relations this look showed, by group: invitations, memberships. */
  readonly relations: ReadonlyMap<string, Relation>
  /**
   * Every group whose invitation to me waits, as far as it is told which group that is; absent when that could not be
   * read this time (then none is taken as gone).
   */
  readonly invitations?: ReadonlyMap<string, { readonly name?: string }>
  readonly cursor?: JsonValue
}

export interface RequestsPort {
  /** Whether requests can be withdrawn here, as far as is known now: any reading may learn it. */
  readonly canWithdraw: boolean
  check(target: JoinTarget): Promise<Result<RequestCheck & { linkCode?: string }>>
  /**
   * Sends exactly one request and reads the result back. Call only after a fresh `check` said `canRequest`.
   * Fails (instead of answering an outcome) only when the request provably never left.
   */
  send(target: JoinTarget, message: string | undefined): Promise<Result<RequestOutcome>>
  /** Reads where a request stands; never writes. */
  standing(target: JoinTarget): Promise<Result<RequestStanding>>
  withdraw(target: JoinTarget): Promise<Result<void>>
  /**
   * One look at everything that waits, in the background lane: one batched request for a Bitrix24 account; one `getLog`
   * for Bluesky, and the lists only where it told of something or nothing is known yet. Never writes.
   */
  poll?(ask: PollAsk, signal?: AbortSignal): Promise<Result<PollAnswer>>
  /**
   * Accepts or declines an invitation and reads the relation back. Errors: `requests.notInvited`,
   * `requests.unknownOutcome`, `groups.notFound`.
   */
  answerInvitation?(groupId: string, accept: boolean): Promise<Result<Relation>>
  /**
   * Approves or declines somebody's request, once, and reads back what can be read. `gone` = it no longer waited.
   * Fails only when the decision provably never left.
   */
  decide?(
    request: PortIncomingRequest,
    approve: boolean,
  ): Promise<Result<{ readonly outcome: 'done' | 'gone' | 'failed' | 'unknown'; readonly reason?: AppError['code'] }>>
}
