// Texts kept for asking, as the app hands them to this view, and how they read for one group.
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { TEMPLATE_VARIABLES, fillTemplate } from '../../../shared/domain/fill-template'
import type { Group } from './store'

export interface KeptTexts {
  readonly texts: OutputOf<'templates.list'>
  /** Keeps one more under a name. */
  readonly keep: (name: string, text: string) => Promise<ResultOf<'templates.save'>>
}

/** Who asks: the account, as texts name it. */
export interface Asker {
  readonly label: string
  readonly color: string
  readonly host: string
  readonly userName: string
  readonly ports: OutputOf<'accounts.list'>[number]['ports']
}

/** A text with its variables filled for one group. */
export const filledFor = (text: string, group: Group, asker: Asker | undefined): string =>
  fillTemplate(text, { group: group.name, owner: group.ownerName, me: asker?.userName, portal: asker?.host })

/** The variables as they are written. */
export const variableNames = TEMPLATE_VARIABLES.map((name) => `{${name}}`).join(', ')
