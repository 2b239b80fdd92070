// How groups are told in words: kinds, relations, and the sentence before asking.
import type { OutputOf } from '../../../shared/contract'
import type { MessageKey } from '../../../shared/i18n'
import type { Relation } from '../../../shared/domain/states'
import type { Texts } from '../../lib/i18n'
import { relativeTime } from '../../lib/time'
import type { Tone } from '../../ui/tone'
import type { Group } from './store'

export type RequestCheck = OutputOf<'requests.check'>

/** The badge of a relation; none for "no relation". */
export const RELATION_TONE: Readonly<Record<Exclude<Relation, 'none'>, Tone>> = {
  requested: 'plain',
  invited: 'warn',
  member: 'accent',
  moderator: 'own',
  owner: 'own',
  banned: 'bad',
}

/** When something last happened. Portals tell it without a time zone, so it may seem to lie ahead: then it is now. */
export function activeWhen(at: string, now: number, texts: Texts): string {
  return relativeTime(Date.parse(at) > now ? new Date(now).toISOString() : at, now, texts.language())
}

/** `Project, archived · 24 members · 5 minutes ago`. */
export function groupLine(group: Group, texts: Texts, now: number): string {
  const { t } = texts
  const kind = t(`groups.kind.${group.kind}`)
  const members =
    group.memberLimit === undefined
      ? t('groups.members', {}, group.memberCount)
      : t('groups.membersOf', { count: group.memberCount, limit: group.memberLimit })
  return [
    group.archived ? t('groups.archivedKind', { kind }) : kind,
    members,
    ...(group.activeAt ? [activeWhen(group.activeAt, now, texts)] : []),
  ].join(' · ')
}

export interface CheckSentence {
  readonly lead: MessageKey
  readonly text: MessageKey
  readonly tone: 'plain' | 'warn'
}

/** Reasons that are good news, or at least none to worry about. */
const FINE: readonly RequestCheck['reason'][] = ['alreadyMember', 'moderator', 'owner', 'alreadyRequested', 'invited']

/** What will happen when one asks, or why one cannot. */
export function checkSentence(check: RequestCheck): CheckSentence {
  if (!check.canRequest) {
    const reason = check.reason ?? 'cannotRequest'
    const tone = FINE.includes(reason) ? 'plain' : 'warn'
    return { lead: `groups.cannot.${reason}.lead`, text: `groups.cannot.${reason}.text`, tone }
  }
  if (check.reason === 'archived')
    return { lead: 'groups.rule.archived.lead', text: 'groups.rule.archived.text', tone: 'warn' }
  if (check.reason === 'notKnown')
    return { lead: 'groups.rule.unknown.lead', text: 'groups.rule.unknown.text', tone: 'warn' }
  return { lead: `groups.rule.${check.joinRule}.lead`, text: `groups.rule.${check.joinRule}.text`, tone: 'plain' }
}
