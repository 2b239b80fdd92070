// For the tests of this folder: Bluesky's servers as one fake wire, virtual time, and an account with a vault that can fail.
import type { Health, AccountHandle, NetworkDeps, Network } from '../ports'
import type { AccountId, JsonObject, JsonValue } from '../../../shared/contract/common'
import type { CallRecord } from '../../../shared/contract/diagnostics'
import { fail, ok } from '../../../shared/contract/result'
import { DEADLINE_MS, DEFAULT_CONFIG, type BlueskyConfig } from './config'
import { createBluesky } from './index'
import type { ResolveTxt } from './lookup'
import type { Wire, WireRequest, WireResponse } from './wire'

export const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
export const OWNER = 'did:plc:oooooooooooooooooooooooo'
export const PDS = 'https://morel.us-east.host.bsky.network'
export const START = Date.parse('2026-11-20T10:00:00.000Z')
export const CODE = 'AbC1234'
export const APP_PASSWORD = 'abcd-efgh-ij23-mnop'

export interface Sent extends WireRequest {
  readonly url: URL
  readonly nsid: string
}
export interface Answer {
  readonly status?: number
  readonly json?: JsonValue
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The connection fails with this instead. */
  readonly throws?: Error
}
export type Handler = Answer | ((sent: Sent) => Answer | Promise<Answer>)

export const xrpcError = (status: number, error: string, message = error): Answer => ({
  status,
  json: { error, message },
})
export const htmlError = (status: number): Answer => ({
  status,
  text: '<html>busy</html>',
  headers: { 'content-type': 'text/html' },
})
export const lostConnection = (code = 'ECONNRESET'): Answer => ({
  throws: new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
})

export function didDocument(pds = PDS, did = ALICE, handle = 'alice.bsky.social'): JsonObject {
  return {
    id: did,
    alsoKnownAs: [`at://${handle}`],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }],
  }
}

export function sessionOf(n: number, pds = PDS): JsonObject {
  return {
    accessJwt: `access-${n}`,
    refreshJwt: `refresh-${n}`,
    did: ALICE,
    handle: 'alice.bsky.social',
    didDoc: didDocument(pds),
    email: 'alice@example.com',
    emailConfirmed: true,
    active: true,
  }
}

/** Answers by XRPC method or path; the last answer of a list repeats. Unknown methods answer as the real PDS does. */
export class FakeBluesky {
  readonly sent: Sent[] = []
  /** The number of the access token that works; a refresh hands out the next one. */
  generation = 1
  readonly #handlers = new Map<string, Handler[]>()

  constructor() {
    this.on(ALICE, () => ({ json: didDocument() }))
    this.on('com.atproto.identity.resolveHandle', { json: { did: ALICE } })
    this.on('com.atproto.server.createSession', () => ({ json: sessionOf(this.generation) }))
    this.on('com.atproto.server.getSession', (sent) =>
      this.authorized(sent, { json: { did: ALICE, handle: 'alice.bsky.social', active: true } }),
    )
    this.on('com.atproto.server.deleteSession', {})
    this.on('com.atproto.server.refreshSession', (sent) => {
      if (sent.headers['authorization'] !== `Bearer refresh-${this.generation}`) {
        return xrpcError(400, 'ExpiredToken', 'Token has been revoked')
      }
      this.generation += 1
      return { json: sessionOf(this.generation) }
    })
    this.chat('chat.bsky.convo.getLog', { json: { cursor: '2222222222222', logs: [] } })
  }

  on(method: string, ...handlers: Handler[]): void {
    this.#handlers.set(method, handlers)
  }

  /** A method that wants the current access token, as the PDS does before it proxies. */
  chat(method: string, ...handlers: Handler[]): void {
    const rest = [...handlers]
    this.on(method, async (sent) => {
      const answer = this.authorized(sent, undefined)
      if (answer) return answer
      const next = rest.length > 1 ? rest.shift() : rest[0]
      return typeof next === 'function' ? next(sent) : (next ?? {})
    })
  }

  authorized<T>(sent: Sent, answer: T): Answer | T {
    const good = sent.headers['authorization'] === `Bearer access-${this.generation}`
    return good ? answer : xrpcError(400, 'ExpiredToken', 'Token has expired')
  }

  /** The access token stops working; the refresh token stays good. */
  expire(): void {
    this.on('com.atproto.server.refreshSession', (sent) => {
      if (sent.headers['authorization'] !== `Bearer refresh-${this.generation - 1}`) {
        return xrpcError(400, 'ExpiredToken', 'Token has been revoked')
      }
      return { json: sessionOf(this.generation) }
    })
    this.generation += 1
  }

  calls(nsid: string): Sent[] {
    return this.sent.filter((sent) => sent.nsid === nsid)
  }

  bodies(nsid: string): JsonValue[] {
    return this.calls(nsid).map((sent) => JSON.parse(sent.body ?? 'null') as JsonValue)
  }

  readonly wire: Wire = async (href, request) => {
    const url = new URL(href)
    const nsid = url.pathname.replace(/^\/(?:xrpc\/)?/, '')
    const sent: Sent = { ...request, url, nsid }
    this.sent.push(sent)
    request.signal.throwIfAborted()
    const handlers = this.#handlers.get(nsid) ?? this.#handlers.get(`${url.host}/${nsid}`)
    const next = handlers && handlers.length > 1 ? handlers.shift() : handlers?.[0]
    const answer = typeof next === 'function' ? await next(sent) : (next ?? xrpcError(404, 'XRPCNotSupported'))
    return toWire(answer)
  }
}

function toWire(answer: Answer): WireResponse {
  if (answer.throws) throw answer.throws
  const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json))
  const type = answer.json === undefined ? {} : { 'content-type': 'application/json' }
  const response = new Response(text, {
    status: answer.status ?? 200,
    headers: { ...type, ...answer.headers },
  })
  return { status: response.status, headers: response.headers, body: response.body }
}

export interface TestWorld {
  readonly network: Network
  readonly deps: NetworkDeps
  readonly calls: CallRecord[]
  /** Every pause that was waited for; time passes by it. */
  readonly sleeps: number[]
  /** Everything that was logged. */
  readonly logged: string[]
  pass(ms: number): void
}

/** A network over a fake wire, in virtual time: a pause passes at once, only the deadline of a call never comes. */
export function testWorld(
  fake: { wire: Wire },
  options: { config?: Partial<BlueskyConfig>; resolveTxt?: ResolveTxt } = {},
): TestWorld {
  let now = START
  const calls: CallRecord[] = []
  const sleeps: number[] = []
  const logged: string[] = []
  const note = (message: string, data?: JsonObject): void =>
    void logged.push(`${message} ${JSON.stringify(data ?? {})}`)
  const deps: NetworkDeps = {
    clock: () => now,
    timers: {
      sleep: (ms, signal) => {
        if (ms === DEADLINE_MS) return new Promise(() => undefined)
        if (signal?.aborted) return Promise.reject(new Error('aborted'))
        sleeps.push(ms)
        now += ms
        return Promise.resolve()
      },
    },
    random: () => 0.5,
    log: { debug: note, info: note, warn: note, error: note },
    state: { get: () => undefined, set: () => undefined },
    userAgent: 'Bellhop/test',
    allowHttpOrigin: () => false,
    systemCa: () => [],
    proxyFor: () => Promise.resolve(undefined),
    onCall: (record) => void calls.push(record),
  }
  const doors = { wire: fake.wire, resolveTxt: options.resolveTxt ?? (() => Promise.reject(new Error('ENOTFOUND'))) }
  const network = createBluesky(deps, { ...DEFAULT_CONFIG, ...options.config }, doors)
  return { network, deps, calls, sleeps, logged, pass: (ms) => void (now += ms) }
}

export interface TestAccount extends AccountHandle {
  readonly healths: Health[]
  readonly written: string[]
  /** What the vault holds for the session. */
  stored: string
  /** Writing fails this many times. */
  failWrites: number
  locked: boolean
}

/** An account whose session stands in the vault, as `connect` would have left it. */
export function testAccount(stored: JsonObject = { ...sessionOf(1), service: 'https://bsky.social' }): TestAccount {
  const account: TestAccount = {
    id: 'account-1' as AccountId,
    host: new URL(PDS).host,
    userId: ALICE,
    practice: false,
    settings: { handle: 'alice.bsky.social' },
    healths: [],
    written: [],
    stored: JSON.stringify(stored),
    failWrites: 0,
    locked: false,
    onHealth: (health) => void account.healths.push(health),
    secrets: {
      read: () => (account.locked ? fail('vault.locked', 'user') : ok(account.stored)),
      write: (_field, value) => {
        if (account.failWrites > 0) {
          account.failWrites -= 1
          return Promise.resolve(fail('vault.writeFailed', 'later'))
        }
        account.stored = value
        account.written.push(value)
        return Promise.resolve(ok(undefined))
      },
    },
  }
  return account
}
