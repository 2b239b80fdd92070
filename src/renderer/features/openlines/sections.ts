// The order of the work list: who waits longest comes first, then mine, then the rest by last activity.
import { DIALOG_STATUSES } from '../../../shared/domain/states'
import type { DialogStatus } from '../../../shared/domain/states'
import type { Dialog } from './store'

export interface Section {
  readonly status: DialogStatus
  readonly dialogs: readonly Dialog[]
}

const since = (dialog: Dialog): string => dialog.waitingSince ?? dialog.activeAt ?? ''

/** The work list by status; empty sections are left out. */
export function sections(dialogs: readonly Dialog[]): Section[] {
  return DIALOG_STATUSES.map((status) => {
    const own = dialogs.filter((dialog) => dialog.status === status)
    const sign = status === 'waiting' ? 1 : -1
    return { status, dialogs: own.sort((a, b) => sign * since(a).localeCompare(since(b))) }
  }).filter((section) => section.dialogs.length > 0)
}

/** The channels in the list, each once, by name. */
export function lineNames(dialogs: readonly Dialog[]): string[] {
  return [...new Set(dialogs.flatMap(({ lineName }) => lineName ?? []))].sort((a, b) => a.localeCompare(b))
}
