// Open channels as a test sees them: the dialogs at the portal, and their rows and panes in the window.
import type { Locator, Page } from '@playwright/test'
import { portalState, type PortalKey } from './bitrix24'
import type { Practice } from './practice'
import { text } from './text'

export const JOIN = 'imopenlines.session.join'

export interface DialogState {
  readonly chatId: string
  readonly title: string
  readonly userCode: string
  /** Below 10 waiting, from 40 answered, from 60 closed. */
  readonly status: number
  /** 0: nobody. */
  readonly operatorId: number
  readonly participants: readonly number[]
  /** I am among the participants. */
  readonly joined: boolean
  readonly mayJoin: boolean
  readonly joinIgnored: boolean
  readonly inMyQueue: boolean
}

export const dialogsOf = (practice: Practice, portal: PortalKey = 'acme'): Promise<readonly DialogState[]> =>
  portalState(practice, portal, 'dialogs')

/** One dialog at the portal, as it is now. */
export async function dialogAt(practice: Practice, chatId: string, portal: PortalKey = 'acme'): Promise<DialogState> {
  const found = (await dialogsOf(practice, portal)).find((dialog) => dialog.chatId === chatId)
  if (!found) throw new Error(`no dialog ${chatId}`)
  return found
}

/** Dialogs that wait for an operator, and whose queue I stand in. */
export const waitingAt = async (practice: Practice): Promise<readonly DialogState[]> =>
  (await dialogsOf(practice)).filter(
    ({ operatorId, status, inMyQueue }) => operatorId === 0 && status < 10 && inMyQueue,
  )

export const workList = (page: Page): Locator =>
  page.getByRole('listbox', { name: text('openlines.list'), exact: true })

/** A section of the work list. */
export const section = (page: Page, status: 'waiting' | 'mine' | 'answered' | 'other'): Locator =>
  workList(page).getByRole('group', { name: text(`openlines.status.${status}`), exact: true })

export const dialogRow = (page: Page, title: string): Locator =>
  workList(page)
    .getByRole('option')
    .filter({ has: page.getByTitle(title, { exact: true }) })

export const dialogPane = (page: Page): Locator => page.getByTestId('dialog-pane')

/** Joins what is typed into the field under the list. */
export async function joinTyped(page: Page, typed: string): Promise<void> {
  const form = page.getByTestId('join-by-chat')
  await form.getByLabel(text('openlines.chatField'), { exact: true }).fill(typed)
  await form.getByRole('button', { name: text('openlines.joinChat'), exact: true }).click()
}

/** A notice at the edge of the window that says all of this. */
export const notice = (page: Page, ...says: readonly string[]): Locator =>
  says.reduce(
    (found, each) => found.filter({ hasText: each }),
    page.getByRole('region', { name: /Notifications/ }).getByRole('listitem'),
  )
