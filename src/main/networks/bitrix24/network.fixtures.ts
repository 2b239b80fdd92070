// A small portal over real HTTP and everything a network is made with, for tests of the whole of it.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { CallRecord } from '../../../shared/contract/diagnostics'
import { fail, ok } from '../../../shared/contract/result'
import type { AccountHandle, ConnectedIdentity, Health, NetworkDeps } from '../ports'
import { asObject, asText } from './json'
import { realTimers, serve } from './transport.fixtures'
import type { TestServer, TestTls } from './transport.fixtures'
import { memoryStore } from './virtual-time.fixtures'

export interface RestError {
  readonly error: string
  readonly error_description: string
}
export type Method = (params: JsonObject) => JsonValue | RestError

export interface RestPortal extends TestServer {
  readonly webhookUrl: string
  /** Methods that arrived, with what came with them. */
  readonly arrived: {
    readonly method: string
    readonly params: JsonObject
    readonly headers: IncomingMessage['headers']
  }[]
}

/** A portal with these methods; `before` may answer a request itself. */
export async function restPortal(
  methods: Readonly<Record<string, Method>>,
  before?: (request: IncomingMessage, response: ServerResponse) => boolean,
  tls?: TestTls,
): Promise<RestPortal> {
  const arrived: RestPortal['arrived'] = []
  const run = (method: string, params: JsonObject): JsonValue | RestError =>
    methods[method]?.(params) ?? { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }
  const answerOne = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const params = JSON.parse(Buffer.concat(chunks).toString() || '{}') as JsonObject
    const method = request.url?.split('/').at(-1) ?? ''
    arrived.push({ method, params, headers: request.headers })
    const answer = method === 'batch' ? runBatch(params, run) : run(method, params)
    const failed = isRestError(answer)
    response.writeHead(failed ? 400 : 200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(failed ? answer : { result: answer, time: { start: 1, finish: 2 } }))
  }
  const server = await serve((request, response) => {
    if (before?.(request, response) !== true) void answerOne(request, response)
  }, tls)
  return { ...server, arrived, webhookUrl: `${server.origin}/rest/7/s3cr3tc0de123456/` }
}

function runBatch(params: JsonObject, run: (method: string, params: JsonObject) => JsonValue | RestError): JsonObject {
  const result: JsonObject = {}
  const errors: JsonObject = {}
  for (const [key, command] of Object.entries(asObject(params['cmd']))) {
    const [method = '', query] = (asText(command) ?? '').split('?')
    const answer = run(method, Object.fromEntries(new URLSearchParams(query)))
    if (isRestError(answer)) errors[key] = { ...answer }
    else result[key] = answer
  }
  const empty = (map: JsonObject): JsonValue => (Object.keys(map).length === 0 ? [] : map)
  return { result: empty(result), result_error: empty(errors), result_total: [], result_next: [], result_time: [] }
}

function isRestError(answer: JsonValue | RestError): answer is RestError {
  return typeof answer === 'object' && answer !== null && 'error' in answer
}

export const PROFILE: Readonly<Record<string, Method>> = {
  profile: () => ({ ID: '7', NAME: 'Anna', LAST_NAME: 'Lee', ADMIN: true }),
  scope: () => ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user'],
}

export interface TestDeps extends NetworkDeps {
  readonly calls: CallRecord[]
  readonly logged: string[]
}

export function testDeps(change: Partial<NetworkDeps> = {}): TestDeps {
  const calls: CallRecord[] = []
  const logged: string[] = []
  const line = (message: string, data?: JsonObject): void =>
    void logged.push(`${message} ${JSON.stringify(data ?? {})}`)
  return {
    clock: Date.now,
    timers: { sleep: (ms, signal) => realTimers.sleep(Math.min(ms, ms > 30_000 ? ms : 5), signal) },
    random: () => 0.5,
    log: { debug: line, info: line, warn: line, error: line },
    state: memoryStore(),
    userAgent: 'Bellhop/test',
    allowHttpOrigin: () => true,
    systemCa: () => [],
    proxyFor: () => Promise.resolve(undefined),
    onCall: (record) => calls.push(record),
    calls,
    logged,
    ...change,
  }
}

export function accountOf(identity: ConnectedIdentity): AccountHandle & { readonly heard: Health[] } {
  const heard: Health[] = []
  return {
    id: 'account-1' as AccountHandle['id'],
    host: identity.host,
    userId: identity.userId,
    practice: false,
    settings: identity.settings,
    secrets: {
      read: (field) => {
        const secret = identity.secrets[field]
        return secret === undefined ? fail('vault.secretMissing', 'user') : ok(secret)
      },
      write: () => Promise.resolve(ok(undefined)),
    },
    onHealth: (health) => heard.push(health),
    heard,
  }
}
