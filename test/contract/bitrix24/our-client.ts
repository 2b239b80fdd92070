// Bellhop's own Bitrix24 network pointed at a practice portal, with what it sent there.
import { setTimeout as wait } from 'node:timers/promises'
import type { AccountId, JsonValue } from '../../../src/shared/contract/common'
import { fail, ok, type Result } from '../../../src/shared/contract/result'
import { createBitrix24 } from '../../../src/main/networks/bitrix24'
import type {
  GroupsPort,
  MessagesPort,
  NetworkDeps,
  PollAnswer,
  PollAsk,
  PortIncomingRequest,
  RequestsPort,
} from '../../../src/main/networks/ports'
import type { Bench } from './support'

const silent = (): void => undefined
/** Longer waits are deadlines of a call: those are real. */
const LONGEST_PAUSE_MS = 30_000

export interface OurClientOptions {
  /** What it remembers from one connection to the next. */
  readonly state?: Map<string, JsonValue>
  /** Its time, where that is not ours. */
  readonly clock?: () => number
}

function depsOf({ state = new Map(), clock = Date.now }: OurClientOptions): NetworkDeps {
  return {
    clock,
    timers: {
      sleep: (ms, signal) =>
        wait(ms > LONGEST_PAUSE_MS ? ms : 1, undefined, { ref: false, ...(signal ? { signal } : {}) }),
    },
    random: Math.random,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    state: { get: (key) => state.get(key), set: (key, value) => void state.set(key, value) },
    userAgent: 'Bellhop/test',
    allowHttpOrigin: () => true,
    systemCa: () => [],
    proxyFor: () => Promise.resolve(undefined),
    onCall: silent,
  }
}

export interface OurClient {
  readonly groups: GroupsPort & Required<Pick<GroupsPort, 'leave'>>
  readonly requests: Required<RequestsPort>
  readonly messages: Required<MessagesPort>
  /** One look, going on where the last one ended. */
  poll(ask?: Partial<Pick<PollAsk, 'requests' | 'ownGroups'>>): Promise<PollAnswer>
  /** The person's request as a look shows it. */
  waiting(groupId: string, userId?: string): Promise<PortIncomingRequest>
  /** Requests that arrived since this was last asked, each as its method or the methods inside its batch. */
  arrived(): string[][]
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${result.error.code}`)
  return result.data
}

/** Connects to a portal through the app's own client; `acme` unless told otherwise. */
export async function ourClient(bench: Bench, key = 'acme', options: OurClientOptions = {}): Promise<OurClient> {
  const network = createBitrix24(depsOf(options))
  const identity = must(await network.connect({ webhookUrl: bench.portal(key).webhookUrl }, { practice: true }))
  const { groups, requests, messages } = network.open({
    id: 'account-1' as AccountId,
    host: identity.host,
    userId: identity.userId,
    practice: true,
    settings: identity.settings,
    onHealth: silent,
    secrets: {
      read: (field) => {
        const secret = identity.secrets[field]
        return secret === undefined ? fail('vault.secretMissing', 'user') : ok(secret)
      },
      write: () => Promise.resolve(ok(undefined)),
    },
  })
  if (groups?.leave === undefined || requests === undefined) throw new Error('the account offers no groups or requests')
  let cursor: PollAnswer['cursor']
  let seen = bench.arrivals.list().at(-1)?.number ?? 0
  const poll: OurClient['poll'] = async ({ requests: asked = [], ownGroups = [] } = {}) => {
    const ask = { requests: asked, ownGroups, cursor }
    const answer = must(await (requests as Required<RequestsPort>).poll(ask))
    cursor = answer.cursor
    return answer
  }
  return {
    groups: groups as OurClient['groups'],
    requests: requests as Required<RequestsPort>,
    messages: messages as Required<MessagesPort>,
    poll,
    async waiting(groupId, userId) {
      const { incoming = [] } = await poll({ ownGroups: [groupId] })
      const found = incoming.find(
        (request) => request.groupId === groupId && (userId === undefined || request.userId === userId),
      )
      if (found === undefined) throw new Error(`nobody waits in group ${groupId}`)
      return found
    },
    arrived() {
      const fresh = bench.arrivals.list({ portal: key }).filter(({ number }) => number > seen)
      seen = fresh.at(-1)?.number ?? seen
      const requestsSeen: string[][] = []
      let inside: string[] = []
      for (const { method, command } of fresh) {
        if (command) inside.push(method)
        else {
          requestsSeen.push(method === 'batch' ? inside : [method])
          inside = []
        }
      }
      return requestsSeen
    },
  }
}
