// What clients see when the network or a server goes wrong, and what was done behind it.
import { XrpcInvalidResponseError, XrpcResponseValidationError, type Client } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import type { FaultEffect } from '../../../src/practice/types'
import { refusal, useHarness } from './harness'

const harness = useHarness({ timeouts: { headersMs: 1500, bodyMs: 1500 } })

const JOIN = 'chat.bsky.group.requestJoin'

const join = (client: Client) => client.call(chat.bsky.group.requestJoin, { code: harness().code('open') })

/** Whether anna is in the open group. */
const isMember = async (client: Client): Promise<boolean> => {
  const codes = [harness().code('open')]
  const { joinLinkPreviews } = await client.call(chat.bsky.group.getJoinLinkPreviews, { codes })
  return 'convo' in (joinLinkPreviews[0] ?? {})
}

/** Joins under one fault at the chat service. */
async function joinUnder(effect: FaultEffect): Promise<{ failure: unknown; client: Client }> {
  const client = await harness().chatAs('anna')
  harness().spoilChat(JOIN, effect)
  const failure: unknown = await join(client).catch((error: unknown) => error)
  return { failure, client }
}

const UPSTREAM = { status: 502, error: 'UpstreamFailure', message: 'Upstream service unreachable' }

describe('a lost connection behind the PDS', () => {
  it('before the work: 502, nothing done', async () => {
    const { failure, client } = await joinUnder({ kind: 'reset' })
    expect(failure).toMatchObject(UPSTREAM)
    expect(await isMember(client)).toBe(false)
  })

  it('after the work: the same 502, and yet done', async () => {
    const { failure, client } = await joinUnder({ kind: 'reset', processed: true })
    expect(failure).toMatchObject(UPSTREAM)
    expect(await isMember(client)).toBe(true)
    const [noted] = harness().arrivals.list({ method: JOIN })
    expect(noted).toMatchObject({ portal: 'chat', processed: true, status: 0, fault: 'reset' })
  })

  it('no answer in time: 502', async () => {
    const { failure } = await joinUnder({ kind: 'hang', processed: true })
    expect(failure).toMatchObject(UPSTREAM)
  })
})

describe('errors of the chat service on their way back', () => {
  it('500 becomes 502 and keeps its name and message', async () => {
    const { failure } = await joinUnder({
      kind: 'error',
      status: 500,
      error: 'InternalServerError',
      description: 'boom',
    })
    expect(failure).toMatchObject({ status: 502, error: 'InternalServerError', message: 'boom' })
  })

  it('429 loses its own headers and carries those of the PDS instead', async () => {
    const session = await harness().login('anna')
    const headers = { 'retry-after': '30', 'ratelimit-limit': '10', 'ratelimit-remaining': '0' }
    harness().spoilChat(JOIN, { kind: 'error', status: 429, error: 'RateLimitExceeded', headers })
    const answer = await session.fetchHandler(`/xrpc/${JOIN}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'atproto-proxy': harness().practice.info.chatService },
      body: JSON.stringify({ code: harness().code('open') }),
    })
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(answer.headers.get('ratelimit-limit')).toBe('3000')
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBeGreaterThan(2000)
  })

  it('a page of HTML with 503 is named after its status', async () => {
    const { failure } = await joinUnder({ kind: 'html', page: 'maintenance' })
    expect(failure).toMatchObject({ status: 503, error: 'NotEnoughResources' })
  })

  it('an unknown error name passes unchanged', async () => {
    const { failure } = await joinUnder({ kind: 'error', status: 403, error: 'SomethingNew', description: 'later' })
    expect(failure).toMatchObject({ status: 403, error: 'SomethingNew', message: 'later' })
  })
})

describe('answers that are not what was promised', () => {
  const answer = (body: object): FaultEffect => ({ kind: 'answer', status: 200, body: JSON.stringify(body) })

  it('an unknown status and extra fields pass the client', async () => {
    const client = await harness().chatAs('anna')
    harness().spoilChat(JOIN, answer({ status: 'waitlisted', eta: 5 }))
    expect(await join(client)).toEqual({ status: 'waitlisted', eta: 5 })
  })

  it('a missing required field is a validation error with status 200', async () => {
    const { failure } = await joinUnder(answer({}))
    expect(failure).toBeInstanceOf(XrpcResponseValidationError)
  })

  it('HTML and half a JSON are invalid answers; the half one was done', async () => {
    expect((await joinUnder({ kind: 'html', page: 'captivePortal' })).failure).toBeInstanceOf(XrpcInvalidResponseError)
    const { failure, client } = await joinUnder({ kind: 'truncatedJson' })
    expect(failure).toBeInstanceOf(XrpcInvalidResponseError)
    expect(await isMember(client)).toBe(true)
  })

  it('an answer cut off, dripping past the time limit or over 10 MB never ends well', async () => {
    for (const effect of [
      { kind: 'cut', bytes: 20 },
      { kind: 'drip', bytes: 1, everyMs: 100 },
      { kind: 'huge', bytes: 12 * 1024 * 1024 },
    ] as const satisfies readonly FaultEffect[]) {
      harness().practice.hooks.reset()
      const { failure } = await joinUnder(effect)
      expect(failure, effect.kind).toBeInstanceOf(Error)
      // The server notes it when it gives up writing: only then is it over.
      await expect
        .poll(() => harness().arrivals.list({ method: JOIN }).at(-1)?.fault, { timeout: 5000 })
        .toBe(effect.kind)
    }
  })

  it('a slow but complete answer arrives', async () => {
    const client = await harness().chatAs('anna')
    harness().faults.add({ portal: 'chat', method: JOIN, delayMs: 60 })
    harness().spoilChat(JOIN, { kind: 'drip', bytes: 400, everyMs: 5 })
    expect((await join(client)).status).toBe('joined')
    expect((await join(client)).status).toBe('joined')
    const delayed = harness()
      .arrivals.list({ method: JOIN })
      .filter((one) => one.fault === 'delay')
    expect(delayed).toMatchObject([{ processed: true, status: 200 }])
  })
})

describe('where a fault strikes', () => {
  it('at the PDS when it names it: the chat service never hears of the call', async () => {
    const client = await harness().chatAs('anna')
    harness().faults.add({ portal: 'pds', method: JOIN, effect: { kind: 'html', page: 'maintenance' } })
    expect((await refusal(join(client)))[0]).toBe(503)
    expect(
      harness()
        .arrivals.list({ method: JOIN })
        .map((one) => one.portal),
    ).toEqual(['pds'])
    expect(await isMember(client)).toBe(false)
  })

  it('at the PDS after the work was done behind it', async () => {
    const client = await harness().chatAs('anna')
    harness().faults.add({ portal: 'pds', method: JOIN, effect: { kind: 'reset', processed: true } })
    await expect(join(client)).rejects.toThrow()
    expect(await isMember(client)).toBe(true)
  })

  it('at the chat service when it names no server', async () => {
    const client = await harness().chatAs('anna')
    harness().faults.add({ method: 'chat.bsky.*', effect: { kind: 'reset' } })
    expect(await join(client).catch((error: unknown) => error)).toMatchObject(UPSTREAM)
    expect((await join(client)).status).toBe('joined')
  })

  it('at logins and at the directory as well', async () => {
    harness().faults.add({ method: 'com.atproto.server.createSession', effect: { kind: 'reset' } })
    await expect(harness().login('anna')).rejects.toThrow()
    harness().faults.add({ portal: 'plc', effect: { kind: 'html', page: 'nginx502' } })
    const { plcUrl } = harness().practice.info
    expect((await harness().xrpc(`/${harness().account('anna').did}`, { origin: plcUrl })).status).toBe(502)
  })
})
