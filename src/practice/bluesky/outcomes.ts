// The join links of the practice world: one for each thing that can come of asking. Data only; the seed builds the groups.
import type { Random } from '../types'
import { joinLinkCode } from './ids'

export interface OutcomeSpec {
  readonly name: string
  /** Which of the three views `getJoinLinkPreviews` gives for it. */
  readonly preview: 'open' | 'disabled' | 'invalid'
  /** What `requestJoin` answers to anna: a status, or an error name. */
  readonly answer:
    | 'joined'
    | 'pending'
    | 'ConvoLocked'
    | 'FollowRequired'
    | 'InvalidCode'
    | 'LinkDisabled'
    | 'MemberLimitReached'
    | 'UserKicked'
  readonly note: string
}

/** In the order of `info.joinLinks`. Owners are olga, except `mine`. */
export const OUTCOMES = {
  open: { name: 'Open Source Lunch', preview: 'open', answer: 'joined', note: 'anybody may join at once' },
  approval: { name: 'Клуб настольных игр', preview: 'open', answer: 'pending', note: 'the owner decides' },
  followed: {
    name: 'Friends of Olga',
    preview: 'open',
    answer: 'joined',
    note: 'only people the owner follows; the owner follows anna',
  },
  followedApproval: {
    name: 'Ольга и друзья: проверка',
    preview: 'open',
    answer: 'pending',
    note: 'only people the owner follows, and the owner decides',
  },
  follow: {
    name: 'Только свои',
    preview: 'open',
    answer: 'FollowRequired',
    note: 'the owner (boris) does not follow anna; anna follows him, which does not help',
  },
  locked: { name: 'Архив проекта «Маяк»', preview: 'open', answer: 'ConvoLocked', note: 'locked by the owner' },
  full: { name: 'Tiny Room', preview: 'open', answer: 'MemberLimitReached', note: 'as many members as allowed' },
  kicked: { name: 'Strictly On Topic', preview: 'open', answer: 'UserKicked', note: 'anna was removed from it' },
  disabled: { name: 'Закрытая ссылка', preview: 'disabled', answer: 'LinkDisabled', note: 'the link is switched off' },
  invalid: { name: '', preview: 'invalid', answer: 'InvalidCode', note: 'no group has this code' },
  requested: { name: 'Книжный клуб', preview: 'open', answer: 'pending', note: 'anna asked yesterday' },
  member: { name: 'Team Standup', preview: 'open', answer: 'joined', note: 'anna is a member already' },
  mine: { name: 'Анина мастерская', preview: 'open', answer: 'joined', note: 'anna owns it; five requests wait' },
  hostile: {
    name: '"><script>alert(1)</script> \u202Egnp.live',
    preview: 'open',
    answer: 'pending',
    note: 'a name nobody should trust',
  },
} as const satisfies Record<string, OutcomeSpec>

export type OutcomeKey = keyof typeof OUTCOMES

export const OUTCOME_KEYS = Object.keys(OUTCOMES) as readonly OutcomeKey[]

export type Codes = Readonly<Record<OutcomeKey, string>>

/** A code for each outcome, made once: a reset keeps them. */
export function createCodes(random: Random): Codes {
  return Object.fromEntries(OUTCOME_KEYS.map((key) => [key, joinLinkCode(random)])) as Record<OutcomeKey, string>
}

/** The link people share (https://bsky.app/chat/CODE). */
export function joinLinkUrl(code: string): string {
  return `https://bsky.app/chat/${code}`
}
