// Which group a notification invites to. Its tag names only a relation, and its text is partly what others wrote: a wrong
// match would answer another invitation. Pure.
import { plain, quotedNames } from './notices'
import type { InvitationNotice, Notices } from './notices'
import type { PendingRelation } from './relations'

/** The group of a notification: by the id of the relation; else by the one group its text links to. */
export function invitedGroup(notice: InvitationNotice, pending: readonly PendingRelation[]): string | undefined {
  const known = pending.find(({ relationId, relation }) => relationId === notice.relationId && relation === 'invited')
  if (known !== undefined) return known.groupId
  return notice.links.length === 1 ? notice.links[0] : undefined
}

/** A shorter name could be part of any sentence. */
const TELLING = 4

export interface Sought {
  readonly groupId: string
  /** Where the group can be seen. */
  readonly name?: string | undefined
}

/**
 * The notification that invites to this group, where that is beyond doubt: its relation is known to be the group's; or
 * each invitation links to one group, exactly one of them to this; or none links anywhere, each quotes one name, exactly
 * one of them this; or there is only this one invitation at all, and it names the group.
 */
export function invitationTo(
  { groupId, name }: Sought,
  notices: Notices,
  pending: readonly PendingRelation[],
): InvitationNotice | undefined {
  const { invitations, complete } = notices
  const relation = pending.find((one) => one.groupId === groupId && one.relation === 'invited')
  if (relation !== undefined) return invitations.find(({ relationId }) => relationId === relation.relationId)
  if (!complete) return undefined
  const linked = invitations.filter((notice) => invitedGroup(notice, pending) === groupId)
  if (linked.length > 0) {
    const clear = invitations.every((notice) => invitedGroup(notice, pending) !== undefined)
    return linked.length === 1 && clear ? linked[0] : undefined
  }
  const words = plain(name ?? '')
  if (words === '' || invitations.some(({ links }) => links.length > 0)) return undefined
  const quoted = invitations.map((notice) => ({ notice, names: quotedNames(notice.text) }))
  const telling = quoted.filter(({ names }) => names.includes(words))
  if (quoted.every(({ names }) => names.length === 1) && telling.length === 1) return telling[0]?.notice
  const [only, ...others] = invitations
  if (only === undefined || others.length > 0) return undefined
  return words.length >= TELLING && only.text.includes(words) ? only : undefined
}
