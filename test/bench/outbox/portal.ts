// A practice portal that loses answers and has storms, for one contender: over TLS, with the cloud's limits, and its own
// record of what it got.
import { makeSelfSigned, type SelfSigned } from '../../e2e/support/stand-ins'
import { startPractice, type Practice } from '../../e2e/support/practice'
import { writeLetters, type Letter } from './letters'
import { PACE, type Moment } from './pace'

export interface SendWorld {
  readonly tls: SelfSigned
  readonly way: 'dialog' | 'network'
  /** Whether the portal knows a repeated `TEMPLATE_ID`; an older one does not (undocumented). */
  readonly keepsIds: boolean
  readonly count: number
}

export interface SendPortal {
  readonly webhookUrl: string
  readonly lineCode: string
  readonly letters: readonly Letter[]
  readonly moment: Moment
  /** Texts that stand there, in order for each person. */
  arrived(): Promise<string[]>
  close(): Promise<void>
}

/** Letters go to so many people, so that there is an order to keep. */
const PEOPLE = 10

const METHODS = { dialog: 'im.message.add', network: 'imopenlines.network.message.add' } as const

/** What goes wrong, by the portal's own dice, the same in every run. Times are its own. */
function troubles({ way, count }: SendWorld): readonly unknown[] {
  const method = METHODS[way]
  const busy = { status: 503, error: 'QUERY_LIMIT_EXCEEDED', description: 'Too many requests' }
  const spent = {
    status: 429,
    error: 'OPERATION_TIME_LIMIT',
    description: 'Method is blocked due to operation time limit.',
  }
  const storm = (share: number, forMs: number) => ({
    portal: 'acme',
    after: Math.round(count * share),
    times: 0,
    forMs,
  })
  const now = (chance: number) => ({ portal: 'acme', method, times: 0, chance })
  return [
    { ...storm(0.25, 20_000), effect: { kind: 'error', ...busy } },
    { ...storm(0.5, 20_000), effect: { kind: 'error', ...busy } },
    { ...storm(0.75, 60_000), method, effect: { kind: 'error', ...spent } },
    // Done, and the answer lost: 3 % at once, 2 % after some bytes of it.
    { ...now(0.03), effect: { kind: 'reset', processed: true } },
    { ...now(0.01), effect: { kind: 'cut', bytes: 0 } },
    { ...now(0.01), effect: { kind: 'cut', bytes: 25 } },
    // Lost on the way there.
    { ...now(0.01), effect: { kind: 'reset' } },
  ]
}

export async function openSendWorld(
  what: Omit<SendWorld, 'tls'>,
): Promise<{ world: SendWorld; close: () => Promise<void> }> {
  const tls = await makeSelfSigned()
  return { world: { ...what, tls }, close: () => tls.remove() }
}

/** Started for one round, so that no contender pays for the requests of another. */
export async function openSendPortal(world: SendWorld): Promise<SendPortal> {
  const { tls, keepsIds, count } = world
  const files = [`--tls-key=${tls.keyFile}`, `--tls-cert=${tls.certFile}`]
  const practice = await startPractice(['--still', `--pace=${PACE}`, ...files])
  const acme = <T>(what: string): Promise<T> => viewOf<T>(practice, what)
  // Without the weekly limit, as with an NFR licence: there a repeat is delivered twice.
  await practice.control('POST', 'accounts', { portal: 'acme', quirks: { templateId: keepsIds, weeklyLimit: false } })
  const people = await acme<{ id: number; active: boolean; kind: string }[]>('people')
  const before = new Set((await textsOf(world, practice)).values())
  await practice.control('POST', 'faults', troubles(world))
  const { now } = (await practice.control('POST', 'advance', { ms: 0 })) as { now: string }
  const others = people.filter(({ id, active, kind }) => active && kind === 'user' && id !== ME).slice(0, PEOPLE)
  if (others.length < PEOPLE) throw new Error(`only ${others.length} people to write to`)
  const [portal] = practice.info.bitrix24
  return {
    webhookUrl: portal?.webhookUrl ?? '',
    lineCode: portal?.lineCodes[0]?.code ?? '',
    letters: writeLetters(
      others.map(({ id }) => String(id)),
      count,
    ),
    moment: { outside: Date.now(), inside: Date.parse(now) },
    arrived: async () => (await textsOf(world, practice)).filter((text) => !before.has(text)),
    close: () => practice.close(),
  }
}

/** Whose webhook it is. */
const ME = 27

async function viewOf<T>(practice: Practice, what: string): Promise<T> {
  const answer = (await practice.control('GET', `state?service=bitrix24&portal=acme&what=${what}`)) as { acme: T }
  return answer.acme
}

async function textsOf({ way }: SendWorld, practice: Practice): Promise<string[]> {
  type Texts = readonly { readonly text: string }[]
  const got =
    way === 'dialog'
      ? (await viewOf<{ messages: Texts }>(practice, 'sent')).messages
      : (await viewOf<{ deliveries: Texts }>(practice, 'deliveries')).deliveries
  return got.map(({ text }) => text)
}
