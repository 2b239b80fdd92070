// How the forms name what the documentation names: choices of a field, and the place of a problem. Pure.
import type { JsonPath } from '../../../shared/domain/json-shape'
import type { Field } from '../../../shared/domain/rich-fields'
import type { Issue } from '../../../shared/domain/rich-issues'
import type { MessageKey } from '../../../shared/i18n'
import type { Texts } from '../../lib/i18n'

type Choices = Readonly<Record<string, MessageKey>>

const TOKENS: Choices = {
  primary: 'messages.forms.token.primary',
  secondary: 'messages.forms.token.secondary',
  alert: 'messages.forms.token.alert',
  base: 'messages.forms.token.base',
}
const YES_NO: Choices = { N: 'messages.forms.yesNo.N', Y: 'messages.forms.yesNo.Y' }
const GRID_DISPLAY: Choices = {
  BLOCK: 'messages.forms.display.BLOCK',
  LINE: 'messages.forms.display.LINE',
  ROW: 'messages.forms.display.ROW',
  TABLE: 'messages.forms.display.TABLE',
}
const BUTTON_DISPLAY: Choices = {
  BLOCK: 'messages.forms.buttonDisplay.BLOCK',
  LINE: 'messages.forms.buttonDisplay.LINE',
}
const OTHERS: Readonly<Partial<Record<Field['name'], Choices>>> = {
  COLOR_TOKEN: TOKENS,
  BG_COLOR_TOKEN: TOKENS,
  DISABLED: YES_NO,
  BLOCK: YES_NO,
  CONTEXT: {
    ALL: 'messages.forms.context.ALL',
    DESKTOP: 'messages.forms.context.DESKTOP',
    MOBILE: 'messages.forms.context.MOBILE',
  },
  AVATAR_TYPE: {
    USER: 'messages.forms.avatar.USER',
    CHAT: 'messages.forms.avatar.CHAT',
    BOT: 'messages.forms.avatar.BOT',
  },
  ACTION: {
    PUT: 'messages.forms.action.PUT',
    SEND: 'messages.forms.action.SEND',
    COPY: 'messages.forms.action.COPY',
    CALL: 'messages.forms.action.CALL',
    DIALOG: 'messages.forms.action.DIALOG',
  },
}

/** The texts of what a field may hold; a grid's DISPLAY knows more than a button's. */
export function choiceTexts({ name, choices = [] }: Pick<Field, 'name' | 'choices'>): Choices {
  if (name === 'DISPLAY') return choices.includes('TABLE') ? GRID_DISPLAY : BUTTON_DISPLAY
  return OTHERS[name] ?? {}
}

/** The sentence of a problem. */
export const issueText = (t: Texts['t'], { code, params }: Issue): string => t(`messages.forms.problem.${code}`, params)

/** Where a problem is, for people who look at JSON: "Block 2 · LINK · NAME"; `name` names the entry at an index. */
export function issuePlace(path: JsonPath, name: (index: number) => string): string {
  const at = path.findIndex((step) => typeof step === 'number')
  const index = path[at]
  const rest = path.slice(at + 1).map((step) => (typeof step === 'number' ? `[${step + 1}]` : step))
  return [...(typeof index === 'number' ? [name(index)] : []), ...rest].join(' · ')
}

/** Whether a problem is at a place or below it, however the keys are written. */
export function isWithin(issue: Issue, path: JsonPath): boolean {
  return path.every((step, index) => same(step, issue.path[index]))
}

/** Whether a problem is exactly at a place. */
export const isAt = (issue: Issue, path: JsonPath): boolean =>
  issue.path.length === path.length && isWithin(issue, path)

function same(one: string | number, other: string | number | undefined): boolean {
  return String(one).toUpperCase() === String(other).toUpperCase()
}
