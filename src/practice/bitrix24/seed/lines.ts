// Seeds open channels, network lines and dialogs in every state: waiting, mine, others', restricted, finished, joined without effect.
import { hex, pick, pickSome } from '../../random'
import type { Random } from '../../types'
import { customerText, close, openDialog, STATUS, takeOver, type Dialog } from '../openlines'
import { nextId, post, privateChat } from '../world'
import type { Line, NetworkLine, World } from '../world-types'
import { LINE_NAMES, NETWORK_LINE_NAMES, OPERATOR_LINES } from './line-texts'
import { seedCustomer } from './people'

const CONNECTORS = ['livechat', 'telegrambot', 'whatsappbytwilio', 'vkgroup'] as const
const MINUTE = 60_000

/** Lines of the portal: I stand in the first two queues. */
export function seedLines(world: World, options: { readonly random: Random; readonly me: number }): Line[] {
  const colleagues = [...world.people.values()].filter(
    (person) => person.kind === 'user' && person.active && person.id !== options.me,
  )
  return LINE_NAMES[world.language].map((name, index) => {
    const others = pickSome(options.random, colleagues, 4).map((person) => person.id)
    return {
      id: index + 11,
      name,
      active: index < 3,
      connector: CONNECTORS[index % CONNECTORS.length] ?? 'livechat',
      queue: index < 2 ? [options.me, ...others] : others,
    }
  })
}

/** The network lines: three joined, one known to the network only, one switched off. Codes have 32 characters. */
export function seedNetworkLines(world: World, random: Random): NetworkLine[] {
  return NETWORK_LINE_NAMES[world.language].map((name, index) => {
    const customer = seedCustomer({ random, language: world.language }, nextId(world))
    world.people.set(customer.id, { ...customer, firstName: name, lastName: '', kind: 'bot' })
    return { code: hex(random, 32), name, active: index !== 4, botId: customer.id, joined: index < 3 }
  })
}

type Situation =
  'waiting' | 'mine' | 'mineAnswered' | 'other' | 'otherJoined' | 'restricted' | 'ignored' | 'finished' | 'spam'

const SITUATIONS: readonly Situation[] = [
  'waiting',
  'waiting',
  'waiting',
  'mine',
  'mine',
  'mineAnswered',
  'other',
  'other',
  'otherJoined',
  'restricted',
  'ignored',
  'finished',
  'spam',
]

export interface DialogSeedOptions {
  readonly random: Random
  readonly me: number
  readonly now: number
}

function operatorAnswers(
  world: World,
  dialog: Dialog,
  entry: { readonly operator: number; readonly text: string; readonly at: number },
): void {
  post(world, dialog, { authorId: entry.operator, text: entry.text, at: entry.at })
  dialog.line.status = STATUS.answered
}

/** Brings a fresh dialog into its situation. */
function arrange(
  world: World,
  dialog: Dialog,
  context: DialogSeedOptions & { readonly situation: Situation; readonly line: Line },
): void {
  const { random, me, now, situation, line } = context
  const other = pick(
    random,
    line.queue.filter((id) => id !== me),
  )
  const text = pick(random, OPERATOR_LINES[world.language])
  switch (situation) {
    case 'waiting':
      return
    case 'mine':
      takeOver(dialog, me)
      dialog.line.status = STATUS.customerWaits
      dialog.participants.set(me, dialog.messages[0]?.id ?? 0)
      return
    case 'mineAnswered':
      takeOver(dialog, me)
      operatorAnswers(world, dialog, { operator: me, text, at: now - 4 * MINUTE })
      return
    case 'other':
    case 'restricted':
    case 'ignored':
      takeOver(dialog, other)
      operatorAnswers(world, dialog, { operator: other, text, at: now - 6 * MINUTE })
      return
    case 'otherJoined':
      takeOver(dialog, other)
      operatorAnswers(world, dialog, { operator: other, text, at: now - 9 * MINUTE })
      dialog.participants.set(me, dialog.messages.at(-1)?.id ?? 0)
      return
    case 'finished':
      takeOver(dialog, me)
      operatorAnswers(world, dialog, { operator: me, text, at: now - 30 * MINUTE })
      close(world, dialog, { status: STATUS.closed, at: now - 25 * MINUTE })
      return
    case 'spam':
      takeOver(dialog, me)
      close(world, dialog, { status: STATUS.spam, at: now - 50 * MINUTE })
  }
}

/** Restricted dialogs belong to a line whose queue I am not in. */
function lineFor(world: World, situation: Situation, index: number): Line | undefined {
  return situation === 'restricted' ? world.lines[2] : world.lines[index % 2]
}

/** Adds a customer and a dialog waiting on `line`. */
export function addWaitingDialog(
  world: World,
  line: Line,
  options: {
    readonly random: Random
    readonly at: number
    readonly restricted?: boolean
    readonly joinIgnored?: boolean
  },
): Dialog {
  const customer = seedCustomer({ random: options.random, language: world.language }, nextId(world))
  world.people.set(customer.id, customer)
  const title = `${customer.firstName} ${customer.lastName} - ${line.name}`
  return openDialog(world, { ...options, line, customerId: customer.id, title })
}

export function seedDialogs(world: World, options: DialogSeedOptions): void {
  SITUATIONS.forEach((situation, index) => {
    const line = lineFor(world, situation, index)
    if (line === undefined) return
    const at = options.now - (60 - index * 4) * MINUTE
    const dialog = addWaitingDialog(world, line, {
      random: options.random,
      at,
      restricted: situation === 'restricted',
      joinIgnored: situation === 'ignored',
    })
    post(world, dialog, { authorId: dialog.line.customerId, text: customerText(world, index), at: at + MINUTE })
    if (index % 3 === 0)
      post(world, dialog, {
        authorId: dialog.line.customerId,
        text: customerText(world, index + 4),
        at: at + 2 * MINUTE,
      })
    arrange(world, dialog, { ...options, situation, line })
  })
}

/** A few private chats and an ordinary notice, so that the lists hold more than open channels. */
export function seedChats(world: World, options: DialogSeedOptions): void {
  const colleagues = [...world.people.values()].filter(
    (person) => person.kind === 'user' && person.active && person.id !== options.me,
  )
  for (const person of pickSome(options.random, colleagues, 3)) {
    const chat = privateChat(world, { one: options.me, other: person.id }, options.now - 90 * MINUTE)
    post(world, chat, {
      authorId: person.id,
      text: pick(options.random, OPERATOR_LINES[world.language]),
      at: options.now - 80 * MINUTE,
    })
  }
}
