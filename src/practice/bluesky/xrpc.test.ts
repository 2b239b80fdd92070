import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { BrokenAnswer, errorAnswer, method, openMethod, type RawCall } from './xrpc'
import { XrpcError } from './xrpc-error'

const call = (part: Partial<RawCall> = {}): RawCall => ({
  viewer: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa',
  bearer: undefined,
  ip: '127.0.0.1',
  verb: 'POST',
  query: new URLSearchParams(),
  contentType: 'application/json',
  body: '{"code":"abcdefg"}',
  answerHeaders: {},
  ...part,
})

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (thrown) {
    return thrown
  }
}

describe('a method', () => {
  const answering = (answer: object) =>
    method(chat.bsky.group.requestJoin.main, () => answer as chat.bsky.group.requestJoin.$OutputBody)

  // Would catch: a stand-in that drifts from the lexicon and teaches the app to expect what Bluesky never sends.
  it('turns its own answer that breaks the lexicon into a 500 that says nothing to the client', () => {
    const thrown = thrownBy(() => answering({ state: 'joined' }).run(call()))
    expect(thrown).toBeInstanceOf(BrokenAnswer)
    expect((thrown as BrokenAnswer).message).toContain('chat.bsky.group.requestJoin')
    expect(errorAnswer(thrown)).toEqual({
      status: 500,
      body: { error: 'InternalServerError', message: 'Internal Server Error' },
      headers: {},
    })
  })

  it('gives back what the client will read', () => {
    expect(answering({ status: 'pending', convo: undefined }).run(call())).toEqual({ status: 'pending' })
  })

  it.each([
    ['a body that is not JSON', { body: '{' }, 400],
    ['a body without a required field', { body: '{}' }, 400],
    ['a field of the wrong type', { body: '{"code":5}' }, 400],
    ['another encoding', { contentType: 'text/plain' }, 400],
    ['no encoding', { contentType: undefined }, 400],
    ['the wrong verb', { verb: 'GET' }, 405],
    ['nobody known', { viewer: undefined }, 401],
  ])('refuses %s', (_name, part, status) => {
    const thrown = thrownBy(() => answering({ status: 'joined' }).run(call(part)))
    expect(thrown).toBeInstanceOf(XrpcError)
    expect((thrown as XrpcError).status).toBe(status)
  })

  it('checks parameters, defaults included', () => {
    let limit = 0
    const list = openMethod(chat.bsky.convo.listConvos.main, ({ params }) => {
      limit = params.limit
      return { convos: [] }
    })
    list.run(call({ verb: 'GET', body: '' }))
    expect(limit).toBe(50)
    const tooMany = thrownBy(() => list.run(call({ verb: 'GET', query: new URLSearchParams('limit=101') })))
    expect(tooMany).toMatchObject({ status: 400, error: 'InvalidRequest' })
    const notNumber = thrownBy(() => list.run(call({ verb: 'GET', query: new URLSearchParams('limit=x') })))
    expect(notNumber).toMatchObject({ status: 400, error: 'InvalidRequest' })
  })
})
