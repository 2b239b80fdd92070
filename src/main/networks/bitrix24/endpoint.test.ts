import { describe, expect, it } from 'vitest'
import { fail } from '../../../shared/contract/result'
import { parseWebhookUrl } from '../../../shared/domain/webhook-url'
import { createEndpoint } from './endpoint'
import type { Call, WireReply, WireRequest } from './types'
import { netFailure } from './wire-errors'

const read: Call = {
  method: 'profile',
  params: { a: 'é' },
  kind: 'read',
  lane: 'interactive',
  runs: { profile: 'profile' },
}
const write: Call = { ...read, method: 'im.message.add', kind: 'write' }
const answer = (status: number, body: string, location?: string): WireReply => ({
  kind: 'answer',
  status,
  contentType: 'application/json',
  location,
  body,
})
const GOOD = answer(200, '{"result":1}')

async function send(call: Call, typed: string, ...replies: WireReply[]) {
  const sent: WireRequest[] = []
  const endpoint = createEndpoint({
    wire: async (request) => (sent.push(request), replies.shift() ?? GOOD),
    address: () => parseWebhookUrl(typed),
    userAgent: 'Bellhop/1',
  })
  return { reply: await endpoint(call), sent }
}
const PORTAL = 'https://old.example/rest/7/abcd1234/'

describe('a request', () => {
  it('goes to the method under the webhook, as JSON, with our name', async () => {
    const { sent } = await send(read, PORTAL)
    expect(sent).toEqual([
      {
        origin: 'https://old.example',
        path: '/rest/7/abcd1234/profile',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'Bellhop/1' },
        body: '{"a":"é"}',
      },
    ])
  })

  it('keeps a base path and moves credentials from the address to a header', async () => {
    const { sent } = await send(read, 'https://bob:p%40ss@h.example:8443/portal/rest/7/abcd1234/')
    expect(sent[0]).toMatchObject({ origin: 'https://h.example:8443', path: '/portal/rest/7/abcd1234/profile' })
    expect(sent[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('bob:p@ss').toString('base64')}`)
  })

  it('is not made while the address cannot be read', async () => {
    const endpoint = createEndpoint({
      wire: async () => GOOD,
      address: () => fail('vault.locked', 'user'),
      userAgent: '',
    })
    expect(await endpoint(read)).toMatchObject({ kind: 'failed', phase: 'notSent', error: { code: 'vault.locked' } })
  })
})

describe('a redirect', () => {
  const there = 'https://new.example/rest/7/abcd1234/profile'

  it.each([301, 302, 307, 308])(
    '%i of a read is followed once, from https to https, as a POST with its body',
    async (status) => {
      const { reply, sent } = await send(read, PORTAL, answer(status, '', there))
      expect(reply).toMatchObject({ kind: 'ok', movedTo: 'new.example' })
      expect(sent[1]).toMatchObject({
        origin: 'https://new.example',
        path: '/rest/7/abcd1234/profile',
        body: '{"a":"é"}',
      })
    },
  )

  it('of a write is not followed: it tells where the portal is now', async () => {
    const { reply, sent } = await send(
      write,
      PORTAL,
      answer(302, '', 'https://new.example/rest/7/abcd1234/im.message.add'),
    )
    expect(reply).toMatchObject({
      phase: 'refused',
      error: { code: 'net.moved', params: { host: 'old.example', newHost: 'new.example' } },
    })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['to http', PORTAL, 'http://new.example/rest/7/abcd1234/profile'],
    ['from http', 'http://192.168.1.2/rest/7/abcd1234/', there],
    ['with credentials in it', PORTAL, 'https://u:p@new.example/rest/7/abcd1234/profile'],
  ])('%s never carries the secret there', async (_, typed, location) => {
    const { reply, sent } = await send(read, typed, answer(302, '', location))
    expect(reply).toMatchObject({ error: { code: 'net.moved' } })
    expect(sent).toHaveLength(1)
  })

  it.each(['https://old.example/auth/?backurl=1', 'https://login.example/', '', 'http://[', '/'])(
    'to %j is no portal’s',
    async (location) => {
      const { reply, sent } = await send(read, PORTAL, answer(302, '', location))
      expect(reply).toMatchObject({ phase: 'refused', error: { code: 'bitrix24.wrongHost' } })
      expect(sent).toHaveLength(1)
    },
  )

  it('in a circle ends', async () => {
    const { reply, sent } = await send(read, PORTAL, answer(302, '', there), answer(302, '', `${PORTAL}profile`))
    expect(reply).toMatchObject({ error: { code: 'net.moved' } })
    expect(sent).toHaveLength(2)
  })

  it('to a host that fails answers with that failure', async () => {
    const { reply } = await send(
      read,
      PORTAL,
      answer(302, '', there),
      netFailure('net.refused', 'notSent', 'new.example'),
    )
    expect(reply).toMatchObject({ error: { code: 'net.refused' } })
  })
})

it('errors never hold the secret', async () => {
  const faults = [
    answer(302, '', 'https://x.example/abcd1234'),
    answer(404, '<html>abcd1234'),
    answer(400, '{"error":"abcd1234"}'),
  ]
  for (const fault of faults) {
    const { reply } = await send(read, PORTAL, fault)
    if (reply.kind === 'failed') expect(JSON.stringify(reply)).not.toContain('abcd1234')
  }
})
