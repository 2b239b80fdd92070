// Where the messages of the crash rounds go: every kind of target there is, on a portal that keeps our ids, on an older one
// that does not, and on Bluesky; and what stands there, by the practice services' own record.
import type { InputOf } from '../../../src/shared/contract'
import type { Practice } from '../../e2e/support/practice'
import { connectAnna, connectPortal, webhookOf } from './lives'
import type { Bellhop } from '../../e2e/support/app'
import { colleague, customer, group } from './targets'

type Target = InputOf<'outbox.enqueue'>['target']

export interface Place {
  readonly kind: 'network' | 'customer' | 'person' | 'convo'
  readonly accountId: string
  /** The next target of this kind: network messages go to somebody else each time, as the week's limit wants it. */
  next(): Target
}

const PORTALS = ['acme', 'nord-logistics'] as const
type PortalKey = (typeof PORTALS)[number]

async function viewOf<T>(practice: Practice, portal: PortalKey, what: string): Promise<T> {
  const answer = await practice.control('GET', `state?service=bitrix24&portal=${portal}&what=${what}`)
  return (answer as Record<PortalKey, T>)[portal]
}

interface Human {
  readonly id: number
  readonly active: boolean
  readonly kind: string
}

/** People besides me: user ids. */
async function humans(practice: Practice, portal: PortalKey): Promise<string[]> {
  const people = await viewOf<readonly Human[]>(practice, portal, 'people')
  const me = Number(new URL(webhookOf(practice, portal === 'acme' ? 0 : 1)).pathname.split('/')[2])
  return people.filter(({ id, active, kind }) => active && kind === 'user' && id !== me).map(({ id }) => String(id))
}

const inTurn = <T>(all: readonly T[]): (() => T) => {
  let at = 0
  return () => {
    const one = all[at++ % all.length]
    if (one === undefined) throw new Error('nothing to take turns with')
    return one
  }
}

/** My dialogs with customers. */
async function customers(practice: Practice, portal: PortalKey): Promise<Target[]> {
  const dialogs = await viewOf<readonly { chatId: string; joined: boolean }[]>(practice, portal, 'dialogs')
  return dialogs.filter(({ joined }) => joined).map(({ chatId }) => ({ kind: 'dialog', dialogId: `chat${chatId}` }))
}

async function onPortal(practice: Practice, portal: PortalKey, accountId: string): Promise<Place[]> {
  const people = await humans(practice, portal)
  const codes = practice.info.bitrix24[PORTALS.indexOf(portal)]?.lineCodes.slice(0, 2) ?? []
  const slots = codes.flatMap(({ code }) =>
    people.map((userId): Target => ({ kind: 'network', lineCode: code, userId })),
  )
  const dialogs = people.slice(0, 4).map((dialogId): Target => ({ kind: 'dialog', dialogId }))
  return [
    { kind: 'network', accountId, next: inTurn(slots) },
    { kind: 'customer', accountId, next: inTurn((await customers(practice, portal)).slice(0, 2)) },
    { kind: 'person', accountId, next: inTurn(dialogs) },
  ]
}

/** Connects everybody. Where the week's limit is off, as with an NFR licence, a repeated network message is delivered twice. */
export async function settleIn(app: Bellhop, practice: Practice): Promise<Place[]> {
  const places: Place[] = []
  for (const [at, portal] of PORTALS.entries()) {
    await practice.control('POST', 'accounts', { portal, quirks: { weeklyLimit: false } })
    const { id } = await connectPortal(app, webhookOf(practice, at === 0 ? 0 : 1))
    places.push(...(await onPortal(practice, portal, id)))
  }
  const anna = await connectAnna(app, practice)
  const convo = await group.target(practice)
  return [...places, { kind: 'convo', accountId: anna.id, next: () => convo }]
}

/** Some answers get lost: the work is done, the connection reset. */
export async function loseAnswers(practice: Practice): Promise<void> {
  for (const { method } of [colleague, customer, group])
    await practice.fault({ method, times: 0, chance: 0.15, effect: { kind: 'reset', processed: true } })
}

type Texts = readonly { readonly text: string }[]

/** Every text that was delivered, in order for each target. */
export async function delivered(practice: Practice): Promise<string[]> {
  const found: string[] = []
  for (const portal of PORTALS) {
    const { messages } = await viewOf<{ messages: Texts }>(practice, portal, 'sent')
    const { deliveries } = await viewOf<{ deliveries: Texts }>(practice, portal, 'deliveries')
    found.push(...[...messages, ...deliveries].map(({ text }) => text))
  }
  const convo = (await practice.control('GET', 'state?service=bluesky&messages=member')) as Texts
  return [...found, ...convo.map(({ text }) => text)]
}
