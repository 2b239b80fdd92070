import { afterEach, describe, expect, it } from 'vitest'
import { serve, serveRaw, testLimits as limits, transportBench, wireFailed as failure } from './transport.fixtures'

const { keep, transport, post, end } = transportBench()
afterEach(end)

describe('an answer', () => {
  it('comes back with status, type and body; the request is a POST with its body', async () => {
    const { origin } = keep(
      await serve((request, response) => {
        request.resume().on('end', () => {
          response.writeHead(400, { 'content-type': 'application/json; charset=utf-8' })
          response.end(JSON.stringify({ got: `${request.method} ${request.url} ${request.headers['content-length']}` }))
        })
      }),
    )
    expect(await post(origin)).toEqual({
      kind: 'answer',
      status: 400,
      contentType: 'application/json; charset=utf-8',
      location: undefined,
      body: '{"got":"POST /rest/1/code/profile 2"}',
    })
  })

  it('with a redirect is not followed', async () => {
    let requests = 0
    const { origin } = keep(
      await serve((_, response) => {
        requests += 1
        response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
      }),
    )
    expect(await post(origin)).toMatchObject({ status: 302, location: 'https://elsewhere.example/' })
    expect(requests).toBe(1)
  })

  it('never carries cookies back', async () => {
    const cookies: unknown[] = []
    const { origin } = keep(
      await serve((request, response) => {
        cookies.push(request.headers.cookie)
        response.writeHead(200, { 'set-cookie': 'PHPSESSID=1; Path=/' }).end('{}')
      }),
    )
    const { wire } = transport()
    for (let i = 0; i < 2; i += 1) await wire({ origin, path: '/', headers: {}, body: '{}' })
    expect(cookies).toEqual([undefined, undefined])
  })
})

describe('a request that provably never left', () => {
  it('refused connection', async () => {
    const server = await serve(() => undefined)
    await server.close()
    expect(await post(server.origin)).toMatchObject(failure('notSent', 'net.refused'))
  })

  it('a name that does not exist', async () => {
    const reply = await post('https://no-such-host.invalid')
    expect(reply).toMatchObject({ kind: 'failed', phase: 'notSent' })
    expect(reply.kind === 'failed' && ['net.dns', 'net.offline']).toContain(reply.kind === 'failed' && reply.error.code)
  })

  it('a signal that was aborted before', async () => {
    let requests = 0
    const { origin } = keep(await serve((_, response) => void (requests++, response.end('{}'))))
    expect(await post(origin, {}, AbortSignal.abort())).toMatchObject(failure('notSent', 'net.cancelled'))
    expect(requests).toBe(0)
  })

  it('one that was waiting for a free connection when it was given up', async () => {
    const paths: string[] = []
    const allBusy = Promise.withResolvers<void>()
    const { origin } = keep(
      await serve((request) => {
        paths.push(request.url ?? '')
        if (paths.length === 3) allBusy.resolve()
      }),
    )
    const { wire } = transport()
    const hold = new AbortController()
    const send = (path: string, signal: AbortSignal) => wire({ origin, path, headers: {}, body: '{}', signal })
    const held = ['/1', '/2', '/3'].map((path) => send(path, hold.signal))
    await allBusy.promise
    const queued = new AbortController()
    const fourth = send('/4', queued.signal)
    queued.abort()
    expect(await fourth).toMatchObject(failure('notSent', 'net.cancelled'))
    hold.abort()
    expect(await Promise.all(held)).toMatchObject([{ phase: 'unknown' }, { phase: 'unknown' }, { phase: 'unknown' }])
    expect(paths).not.toContain('/4')
  })

  it.each(['refused', 'ifPrivate'] as const)('plain http that is %s', async (rule) => {
    const { origin } = keep(await serve((_, response) => void response.end('{}')))
    const options =
      rule === 'refused'
        ? { httpRule: () => rule }
        : { httpRule: () => rule, proxyFor: async () => 'http://127.0.0.1:1' }
    expect(await post(origin, options)).toMatchObject(failure('notSent', 'net.httpNotAllowed'))
  })
})

describe('a request that may have been done', () => {
  it('reset after it arrived', async () => {
    const { origin } = keep(await serve((request) => void request.socket.resetAndDestroy()))
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.reset'))
  })

  it('closed in the middle of the answer', async () => {
    const { origin } = keep(
      await serve((_, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"result"', () => response.destroy())
      }),
    )
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.reset'))
  })

  it('never answered', async () => {
    const { origin } = keep(await serve(() => undefined))
    const reply = await post(origin, { limits: { ...limits, headersMs: 200, totalMs: 3_000 } })
    expect(reply).toMatchObject(failure('unknown', 'net.timeout'))
  })

  it('answered in endless drips', async () => {
    const { origin } = keep(
      await serve((_, response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write(' '), 50)
        response.on('close', () => clearInterval(drip))
      }),
    )
    const reply = await post(origin, { limits: { ...limits, totalMs: 300 } })
    expect(reply).toMatchObject(failure('unknown', 'net.timeout'))
  })

  it.each([
    ['announced', { 'content-length': '10001' }],
    ['unannounced', {}],
  ])('answered with more than we take, %s', async (_, headers) => {
    const { origin } = keep(
      await serve((__, response) => void response.writeHead(200, headers).end('x'.repeat(10_001))),
    )
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.tooLarge'))
  })

  it('given up while waiting for the answer', async () => {
    const giveUp = new AbortController()
    const { origin } = keep(await serve(() => giveUp.abort()))
    expect(await post(origin, {}, giveUp.signal)).toMatchObject(failure('unknown', 'net.cancelled'))
  })

  it('answered by something that is not HTTP', async () => {
    const { origin } = keep(await serveRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'))))
    expect(await post(origin)).toMatchObject(failure('unknown', 'net.badAnswer'))
  })

  it('is written once even if the connection dies under it', async () => {
    let bodies = 0
    const { origin } = keep(
      await serveRaw((socket) => {
        socket.once('data', () => {
          bodies += 1
          socket.destroy()
        })
      }),
    )
    expect(await post(origin)).toMatchObject({ kind: 'failed', phase: 'unknown' })
    expect(bodies).toBe(1)
  })
})
