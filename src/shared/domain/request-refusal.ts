// Why one may not ask to join: the check's reason, as the error a refused request answers with.
import type { ErrorCode } from '../contract/errors'
import type { RequestCheck } from '../contract/requests'
import type { Relation } from './states'

export type RefusalCode = Extract<
  ErrorCode,
  | 'requests.alreadyMember'
  | 'requests.moderator'
  | 'requests.owner'
  | 'requests.alreadyRequested'
  | 'requests.invited'
  | 'requests.banned'
  | 'requests.notVisible'
  | 'requests.archived'
  | 'requests.cannotRequest'
  | 'requests.locked'
  | 'requests.followRequired'
  | 'requests.invalidCode'
  | 'requests.linkDisabled'
  | 'requests.full'
>

const BY_REASON: { readonly [R in NonNullable<RequestCheck['reason']>]: RefusalCode } = {
  alreadyMember: 'requests.alreadyMember',
  moderator: 'requests.moderator',
  owner: 'requests.owner',
  alreadyRequested: 'requests.alreadyRequested',
  invited: 'requests.invited',
  banned: 'requests.banned',
  full: 'requests.full',
  locked: 'requests.locked',
  archived: 'requests.archived',
  notVisible: 'requests.notVisible',
  linkDisabled: 'requests.linkDisabled',
  linkInvalid: 'requests.invalidCode',
  followRequired: 'requests.followRequired',
  cannotRequest: 'requests.cannotRequest',
  inviteOnly: 'requests.cannotRequest',
  notKnown: 'requests.cannotRequest',
}

const BY_RELATION: { readonly [R in Relation]?: RefusalCode } = {
  member: 'requests.alreadyMember',
  moderator: 'requests.moderator',
  owner: 'requests.owner',
  requested: 'requests.alreadyRequested',
  invited: 'requests.invited',
  banned: 'requests.banned',
}

/**
 * The code a request must be refused with, or `undefined` when it may be sent. Any existing relation refuses, whatever
 * else the check says: asking again overwrites it on Bitrix24 (undocumented, seen in the server's code).
 */
export function refusalOf(check: Pick<RequestCheck, 'relation' | 'canRequest' | 'reason'>): RefusalCode | undefined {
  const byRelation = BY_RELATION[check.relation]
  if (byRelation !== undefined) return byRelation
  if (check.canRequest) return undefined
  return check.reason === undefined ? 'requests.cannotRequest' : BY_REASON[check.reason]
}
