// Finding the server, and what the practice PDS lets through to the chat service and back.
import { request } from 'node:http'
import { AtpAgent } from '@atproto/api'
import { Client } from '@atproto/lex'
import { api } from '@bsky/sdk'
import { chat, com } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { refusal, useHarness, type DidService } from './harness'

const harness = useHarness()

interface Said {
  readonly status: number
  readonly error?: unknown
  readonly message?: unknown
}

/** getLog through the PDS with a proxy header of our choice. */
async function withProxyHeader(header: string | undefined, nsid = 'chat.bsky.convo.getLog'): Promise<Said> {
  const session = await harness().login('anna')
  const headers = header === undefined ? {} : { 'atproto-proxy': header }
  const answer = await session.fetchHandler(`/xrpc/${nsid}`, { headers })
  return { status: answer.status, ...((await answer.json()) as object) }
}

describe('finding the server', () => {
  it('leads from the handle over the DID to the PDS', async () => {
    const { info } = harness().practice
    const agent = new AtpAgent({ service: info.serviceUrl })
    const { data } = await agent.com.atproto.identity.resolveHandle({ handle: info.identifier })
    const document = await harness().xrpc(`/${data.did}`, { origin: info.plcUrl })
    expect(document.headers.get('content-type')).toContain('application/did+ld+json')
    const doc = (await document.json()) as {
      id: string
      alsoKnownAs: string[]
      service: object[]
      verificationMethod: { publicKeyMultibase: string }[]
    }
    expect(doc).toMatchObject({
      id: data.did,
      alsoKnownAs: [`at://${info.identifier}`],
      service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: info.serviceUrl }],
    })
    expect(doc.verificationMethod[0]?.publicKeyMultibase).toMatch(/^zDn/)
  })

  it('says plainly which handle or DID does not exist', async () => {
    const { info } = harness().practice
    const handle = await harness().xrpc('/xrpc/com.atproto.identity.resolveHandle?handle=nobody.practice.test')
    expect([handle.status, await handle.json()]).toMatchObject([400, { error: 'HandleNotFound' }])
    const did = await harness().xrpc('/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', { origin: info.plcUrl })
    expect([did.status, await did.json()]).toEqual([
      404,
      { message: 'DID not registered: did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' },
    ])
  })

  it('answers the well-known address of a handle by its Host header', async () => {
    const ask = (host: string): Promise<[number, string]> =>
      new Promise((resolve, reject) => {
        request(`${harness().practice.info.serviceUrl}/.well-known/atproto-did`, { headers: { host } }, (answer) => {
          let text = ''
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
          answer.on('end', () => resolve([answer.statusCode ?? 0, text]))
        })
          .on('error', reject)
          .end()
      })
    expect(await ask('anna.practice.test:443')).toEqual([200, harness().account('anna').did])
    expect((await ask('nobody.practice.test'))[0]).toBe(404)
  })

  it('describes itself with the domain handles end in', async () => {
    const client = new Client(harness().practice.info.serviceUrl)
    const said = await client.call(com.atproto.server.describeServer)
    expect(said.availableUserDomains).toEqual(['.practice.test'])
  })
})

describe('the proxy header', () => {
  it('needs a service id, a known one, and a service that can be found', async () => {
    const [did = ''] = harness().practice.info.chatService.split('#')
    expect(await withProxyHeader(did)).toEqual({
      status: 400,
      error: 'InvalidRequest',
      message: 'no service id specified in proxy header',
    })
    expect(await withProxyHeader(`${did}#other`)).toEqual({
      status: 400,
      error: 'InvalidRequest',
      message: 'could not resolve proxy did service url',
    })
    expect(await withProxyHeader(api.chat.service)).toEqual({
      status: 500,
      error: 'InternalServerError',
      message: 'Internal Server Error',
    })
    expect(await withProxyHeader(undefined)).toMatchObject({ status: 404, error: 'XRPCNotSupported' })
  })

  it('leads to 404 for a method the chat service does not have', async () => {
    const said = await withProxyHeader(harness().practice.info.chatService, 'chat.bsky.group.getJoinLinkPreview')
    expect(said).toEqual({ status: 404, error: 'XRPCNotSupported', message: 'XRPC Not Supported' })
  })
})

describe('the chat service', () => {
  const direct = (token: string, nsid = 'chat.bsky.convo.getLog'): Promise<Response> =>
    harness().xrpc(`/xrpc/${nsid}`, {
      origin: harness().practice.info.chatUrl,
      headers: { authorization: `Bearer ${token}` },
    })

  it('knows callers by the service token of their PDS and refuses session tokens', async () => {
    const { session } = await harness().login('anna')
    const refused = await direct(session.accessJwt)
    expect(refused.status).toBe(401)
    const nobody = await harness().xrpc('/xrpc/chat.bsky.convo.getLog', { origin: harness().practice.info.chatUrl })
    expect([nobody.status, await nobody.json()]).toMatchObject([401, { error: 'MissingJwt' }])
  })

  it('names itself in its DID document', async () => {
    const { chatUrl, chatService } = harness().practice.info
    const document = (await (await harness().xrpc('/.well-known/did.json', { origin: chatUrl })).json()) as {
      id: string
      service: { id: string; serviceEndpoint: string }[]
    }
    expect(`${document.id}${document.service[0]?.id}`).toBe(chatService)
    expect(document.service[0]?.serviceEndpoint).toBe(chatUrl)
  })

  it('is what a client reaches with the service the announcement names', async () => {
    const session = await harness().login('anna')
    const service = harness().practice.info.chatService as DidService
    const client = new Client(session, { service, appLabelers: null })
    expect((await client.call(chat.bsky.actor.getStatus)).chatDisabled).toBe(false)
    expect((await refusal(new Client(session).call(chat.bsky.actor.getStatus)))[1]).toBe('XRPCNotSupported')
  })
})

describe('arrivals', () => {
  it('note each call once, where it was answered, and no password', async () => {
    const session = await harness().login('anna')
    await harness()
      .chat(session)
      .call(chat.bsky.group.requestJoin, { code: harness().code('open') })
    const noted = harness().arrivals.list()
    expect(noted.map(({ portal, method, processed, status }) => ({ portal, method, processed, status }))).toEqual([
      { portal: 'pds', method: 'com.atproto.server.createSession', processed: true, status: 200 },
      { portal: 'chat', method: 'chat.bsky.group.requestJoin', processed: true, status: 200 },
    ])
    expect(noted[1]?.params).toEqual({ code: harness().code('open') })
    expect(JSON.stringify(noted)).not.toContain(harness().account('anna').appPasswords[0]?.password)
  })

  it('note a refusal by name, as not processed', async () => {
    const client = await harness().chatAs('anna')
    await refusal(client.call(chat.bsky.group.requestJoin, { code: harness().code('full') }))
    const [last] = harness().arrivals.list({ method: 'chat.bsky.group.requestJoin' })
    expect(last).toMatchObject({ portal: 'chat', processed: false, status: 400, error: 'MemberLimitReached' })
  })
})
