// The outbox as a test sees it: its rows, sections and cards, and messages put into it by the page's own door.
import { expect, type Locator, type Page } from '@playwright/test'
import type { InputOf, OutputOf } from '../../../src/shared/contract'
import type { MessageTarget } from '../../../src/shared/contract/messages'
import type { Bellhop } from './app'
import type { PortalKey } from './bitrix24'
import { button } from './journeys'
import type { SEND } from './messages'
import { connectedLines } from './messages'
import { dialogsOf } from './openlines'
import type { Practice } from './practice'
import { text } from './text'

export { decide, outboxRow } from './messages'

export const REPLY = 'im.message.add'

type Item = OutputOf<'outbox.list'>[number]
type More = Partial<Pick<InputOf<'outbox.enqueue'>, 'holdSeconds' | 'notBefore'>>

export const outboxView = (page: Page): Locator => page.getByRole('region', { name: text('nav.outbox'), exact: true })

export const outboxRows = (page: Page): Locator => page.getByTestId('outbox-row')

/** What unfolds a row, and takes its keys. */
export const headOf = (row: Locator): Locator => row.locator('[data-rove]')

export const stateOf = (row: Locator, state: Item['state']): Promise<void> =>
  expect(row).toContainText(text(`outbox.state.${state}`))

/** Why a message has not left. */
export const reasonOf = (row: Locator): Locator => row.getByTestId('outbox-reason')

export const filterBy = (page: Page, name: string): Locator =>
  outboxView(page).getByRole('button', { name: new RegExp(`^${name}(?: \\d+)?$`) })

export const searchField = (page: Page): Locator =>
  outboxView(page).getByRole('searchbox', { name: text('outbox.search'), exact: true })

/** Answers the question whether to give up. */
export async function confirmDiscard(page: Page, title: string): Promise<void> {
  const asked = page.getByRole('dialog', { name: title, exact: true })
  await button(asked, 'outbox.do.discard').click()
  await expect(asked).toBeHidden()
}

/** The first account of the app, and places it can write to. */
export interface Desk {
  readonly accountId: Item['accountId']
  /** My open dialogs with customers. */
  readonly dialogs: readonly { readonly chatId: string; readonly title: string }[]
  readonly lineCode: string
  /** Puts a message into the outbox; it leaves at once unless it is said otherwise. */
  write(target: MessageTarget, message: string, more?: More & { readonly title?: string }): Promise<Item>
  /** The same, as a reply to a dialog. */
  reply(index: number, message: string, more?: More): Promise<Item>
  /** The same, to a colleague through the line. */
  network(name: string, message: string, more?: More): Promise<Item>
}

export async function deskOf(app: Bellhop, practice: Practice, portal: PortalKey = 'acme'): Promise<Desk> {
  const accounts = await app.invoke('accounts.list', {})
  const accountId = accounts.ok ? accounts.data[0]?.id : undefined
  const [line] = await connectedLines(practice, portal)
  if (accountId === undefined || !line) throw new Error('the seed has changed')
  const dialogs = (await dialogsOf(practice, portal)).filter(({ joined, status }) => joined && status < 40)
  const write: Desk['write'] = async (target, message, { title, ...more } = {}) => {
    const answer = await app.invoke('outbox.enqueue', {
      ...{ accountId, target, text: message, holdSeconds: 0 },
      ...(title === undefined ? {} : { targetTitle: title }),
      ...more,
    })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.data
  }
  return {
    ...{ accountId, dialogs, lineCode: line.code, write },
    reply(index, message, more) {
      const found = dialogs[index]
      if (!found) throw new Error(`no dialog ${String(index)} is mine`)
      return write({ kind: 'dialog', dialogId: `chat${found.chatId}` }, message, { ...more, title: found.title })
    },
    async network(name, message, more) {
      const people = await app.invoke('messages.people', { accountId, text: name })
      const found = people.ok ? people.data.find((person) => person.active && person.name === name) : undefined
      if (!found) throw new Error(`no colleague ${name}`)
      const target = { kind: 'network', lineCode: line.code, userId: found.userId } as const
      return write(target, message, { ...more, title: found.name })
    },
  }
}

/** What the portal was asked to send by a method, in order; only what it carried out. */
export async function carriedOut(practice: Practice, method: typeof SEND | typeof REPLY): Promise<readonly string[]> {
  const arrived = await practice.arrived(method)
  return arrived.filter(({ processed }) => processed).map(({ params }) => String(params['MESSAGE']))
}
