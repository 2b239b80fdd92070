// Bellhop's own Bluesky network pointed at the practice servers, signed in as one of its accounts.
import { setTimeout as wait } from 'node:timers/promises'
import type { AccountId, JsonObject } from '../../../src/shared/contract/common'
import { ok, type Result } from '../../../src/shared/contract/result'
import { createBluesky, DEFAULT_CONFIG } from '../../../src/main/networks/bluesky'
import { DEADLINE_MS } from '../../../src/main/networks/bluesky/config'
import { PICTURE_TIMEOUT_MS } from '../../../src/main/networks/picture-fetch'
import type {
  GroupsPort,
  JoinTarget,
  MessagesPort,
  NetworkDeps,
  PollAnswer,
  RequestsPort,
} from '../../../src/main/networks/ports'
import type { Harness } from './harness'

const DEADLINES: readonly number[] = [DEADLINE_MS, PICTURE_TIMEOUT_MS]
const silent = (): void => undefined

const deps = (clock: () => number): NetworkDeps => ({
  clock,
  // Pauses before looking again pass at once; deadlines are real.
  timers: {
    sleep: (ms, signal) =>
      wait(DEADLINES.includes(ms) ? ms : 0, undefined, { ref: false, ...(signal ? { signal } : {}) }),
  },
  random: Math.random,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  state: { get: () => undefined, set: silent },
  userAgent: 'Bellhop/test',
  allowHttpOrigin: () => true,
  systemCa: () => [],
  proxyFor: () => Promise.resolve(undefined),
  onCall: silent,
})

export interface OurClient {
  readonly groups: Required<GroupsPort>
  readonly requests: Required<RequestsPort>
  readonly messages: MessagesPort & Required<Pick<MessagesPort, 'find' | 'history'>>
  /** One look, going on from the last one's cursor. */
  poll(ask?: { requests?: Record<string, JoinTarget>; ownGroups?: readonly string[] }): Promise<PollAnswer>
  /** The methods that arrived at the chat service since the last time this was asked, in order. */
  arrived(): string[]
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${result.error.code}`)
  return result.data
}

/** Signs `key` in through the app's own client. @param clock its time, where that is not ours */
export async function ourClient(harness: Harness, key: string, clock = Date.now): Promise<OurClient> {
  const { info } = harness.practice
  const { handle, appPasswords } = harness.account(key)
  const network = createBluesky(deps(clock), { ...DEFAULT_CONFIG, allowHttpLoopback: true })
  const input: JsonObject = {
    identifier: handle,
    appPassword: appPasswords[0]?.password ?? '',
    serviceUrl: info.serviceUrl,
    plcUrl: info.plcUrl,
    chatService: info.chatService,
    chatUrl: info.chatUrl,
  }
  const identity = must(await network.connect(input, { practice: true }))
  const { groups, requests, messages } = network.open({
    id: 'account-1' as AccountId,
    host: identity.host,
    userId: identity.userId,
    practice: true,
    settings: identity.settings,
    onHealth: silent,
    secrets: { read: (field) => ok(identity.secrets[field] ?? ''), write: () => Promise.resolve(ok(undefined)) },
  })
  let cursor: PollAnswer['cursor']
  let seen = harness.arrivals.list().at(-1)?.number ?? 0
  return {
    groups: groups as Required<GroupsPort>,
    requests: requests as Required<RequestsPort>,
    messages: messages as OurClient['messages'],
    async poll({ requests: asked = {}, ownGroups = [] } = {}) {
      const list = Object.entries(asked).map(([id, target]) => ({ id, target }))
      const answer = must(await (requests as Required<RequestsPort>).poll({ requests: list, ownGroups, cursor }))
      cursor = answer.cursor
      return answer
    },
    arrived() {
      const fresh = harness.arrivals.list({ service: 'bluesky', portal: 'chat' }).filter((entry) => entry.number > seen)
      seen = fresh.at(-1)?.number ?? seen
      return fresh.flatMap(({ method }) => (method.startsWith('chat.bsky.') ? [method.split('.').at(-1) ?? ''] : []))
    },
  }
}
