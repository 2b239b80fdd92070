// Who is written to and who is asked in the crash tests, and the practice portal's own count of what reached them.
import type { InputOf } from '../../../src/shared/contract'
import { outcome } from '../../e2e/support/bluesky'
import type { Practice } from '../../e2e/support/practice'
import { connectAnna, connectPortal, webhookOf, type Account } from './lives'
import type { Bellhop } from '../../e2e/support/app'

type Target = InputOf<'outbox.enqueue'>['target']

export interface Recipient {
  readonly method: string
  connect(app: Bellhop, practice: Practice): Promise<Account>
  target(practice: Practice): Promise<Target>
  /** How often this text reached the recipient. */
  delivered(practice: Practice, text: string): Promise<number>
}

interface Texts {
  readonly text: string
}

/** A view of the first practice portal: `src/practice/bitrix24/state.ts`. */
export async function acme<T>(practice: Practice, what: string): Promise<T> {
  const answer = (await practice.control('GET', `state?service=bitrix24&portal=acme&what=${what}`)) as { acme: T }
  return answer.acme
}

const count = (messages: readonly Texts[], text: string): number =>
  messages.filter((message) => message.text === text).length

const toAcme = (app: Bellhop, practice: Practice): Promise<Account> => connectPortal(app, webhookOf(practice, 0))

/** A colleague, through an open channel: once a week, and never repeated by itself. */
export const colleague: Recipient = {
  method: 'imopenlines.network.message.add',
  connect: toAcme,
  target: (practice) => {
    const lineCode = practice.info.bitrix24[0]?.lineCodes[0]?.code ?? ''
    return Promise.resolve({ kind: 'network', lineCode, userId: '3' })
  },
  delivered: async (practice, text) =>
    count((await acme<{ deliveries: readonly Texts[] }>(practice, 'deliveries')).deliveries, text),
}

/** A customer in a dialog I am in; this portal knows `TEMPLATE_ID`. */
export const customer: Recipient = {
  method: 'im.message.add',
  connect: toAcme,
  async target(practice) {
    const dialogs = await acme<readonly { chatId: string; joined: boolean }[]>(practice, 'dialogs')
    const mine = dialogs.find(({ joined }) => joined)
    if (!mine) throw new Error('the portal has no dialog of mine')
    return { kind: 'dialog', dialogId: `chat${mine.chatId}` }
  },
  delivered: async (practice, text) =>
    count((await acme<{ messages: readonly Texts[] }>(practice, 'sent')).messages, text),
}

/** A Bluesky group I am in: the service takes no id of ours. */
export const group: Recipient = {
  method: 'chat.bsky.convo.sendMessage',
  connect: connectAnna,
  target: async (practice) => ({ kind: 'convo', convoId: (await outcome(practice, 'member')).convoId }),
  delivered: async (practice, text) =>
    count((await practice.control('GET', 'state?service=bluesky&messages=member')) as readonly Texts[], text),
}

/** Requests of a method that were carried out, by the portal's own count. */
export const carriedOut = async (practice: Practice, method: string): Promise<number> =>
  (await practice.arrived(method)).filter(({ processed }) => processed).length
