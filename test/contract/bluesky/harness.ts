// A practice Bluesky for one test file, and the official clients pointed at it.
import { AtpAgent } from '@atproto/api'
import { Client } from '@atproto/lex'
import { PasswordSession, type PasswordSessionOptions } from '@atproto/lex-password-session'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createArrivalLog } from '../../../src/practice/arrivals'
import { startBlueskyPractice, type BlueskyPractice, type BlueskyPracticeOptions } from '../../../src/practice/bluesky'
import type { OutcomeKey } from '../../../src/practice/bluesky/outcomes'
import { createFaultQueue } from '../../../src/practice/faults'
import { seededRandom } from '../../../src/practice/random'
import type { ArrivalLog, FaultEffect, FaultQueue } from '../../../src/practice/types'

export type DidService = `did:${string}:${string}#${string}`

export type HarnessOptions = Pick<BlueskyPracticeOptions, 'life' | 'timeouts'>

export interface Harness {
  readonly practice: BlueskyPractice
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
  /** Moves practice time. */
  pass(ms: number): void
  code(key: OutcomeKey): string
  account(key: string): BlueskyPractice['accounts'][number]
  /** The first app password: with access to direct messages. */
  login(key: string, options?: Partial<PasswordSessionOptions> & { password?: string }): Promise<PasswordSession>
  chat(session: PasswordSession): Client
  /** A lex client for `key` behind the chat service. */
  chatAs(key: string): Promise<Client>
  atpAs(key: string): Promise<AtpAgent>
  xrpc(path: string, init?: RequestInit & { origin?: string }): Promise<Response>
  /** One fault at the chat service for one method. */
  spoilChat(method: string, effect: FaultEffect): void
}

/** Starts the harness for a test file: fresh data before each test; no bug of the server's own after all of them. */
export function useHarness(options: HarnessOptions = {}): () => Harness {
  let harness: Harness | undefined
  const get = (): Harness => {
    if (!harness) throw new Error('the harness has not started')
    return harness
  }
  beforeAll(async () => {
    harness = await startHarness(options)
  })
  beforeEach(() => {
    get().practice.hooks.reset()
    get().faults.clear()
    get().arrivals.clear()
  })
  afterAll(async () => {
    const { practice } = get()
    await practice.close()
    expect(practice.unexpected).toEqual([])
  })
  return get
}

/** When every harness starts. */
export const START = Date.UTC(2026, 10, 20, 9)

async function startHarness(options: HarnessOptions): Promise<Harness> {
  let now = START
  const faults = createFaultQueue({ clock: () => now, random: seededRandom(7) })
  const arrivals = createArrivalLog()
  const practice = await startBlueskyPractice({
    clock: () => now,
    random: seededRandom(7),
    seed: 1,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    faults,
    arrivals,
    loginDelayMs: 0,
    ...options,
  })
  const { info } = practice
  const account = (key: string): BlueskyPractice['accounts'][number] => {
    const found = practice.accounts.find((one) => one.key === key)
    if (!found) throw new Error(`no account ${key}`)
    return found
  }
  const login: Harness['login'] = (key, { password, ...options } = {}) =>
    PasswordSession.login({
      service: info.serviceUrl,
      identifier: account(key).handle,
      password: password ?? account(key).appPasswords[0]?.password ?? '',
      ...options,
    })
  const chat = (session: PasswordSession): Client =>
    new Client(session, { service: info.chatService as DidService, appLabelers: null })
  return {
    practice,
    faults,
    arrivals,
    pass: (ms) => {
      now += ms
    },
    code: (key) => practice.codes[key],
    account,
    login,
    chat,
    chatAs: async (key) => chat(await login(key)),
    async atpAs(key) {
      const agent = new AtpAgent({ service: info.serviceUrl })
      await agent.login({ identifier: account(key).handle, password: account(key).appPasswords[0]?.password ?? '' })
      return agent
    },
    xrpc: (path, { origin, ...init } = {}) => fetch(`${origin ?? info.serviceUrl}${path}`, init),
    spoilChat: (method, effect) => void faults.add({ service: 'bluesky', portal: 'chat', method, effect }),
  }
}

/** Status, name and message of the refusal `promise` ends in; zeros and empty texts when it did not. */
export async function refusal(promise: Promise<unknown>): Promise<[number, string, string]> {
  const failure = (await promise.then(
    () => ({}),
    (error: unknown) => error,
  )) as { status?: number; error?: string; message?: string }
  return [failure.status ?? 0, failure.error ?? '', failure.message ?? '']
}
