import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutgoingFile, Timers } from '../ports'
import { createEndpoint } from './endpoint'
import { testLimits, serve, serveRaw, transportBench, wireFailed } from './transport.fixtures'
import type { Call, WireReply } from './types'
import { FileGone, uploadBody } from './upload-body'

const PARAMS = { dialogId: 'chat5', fields: { name: 'Отчёт "май".pdf', message: '{"content":""}}' } }

/** A file whose bytes come in pieces of these sizes. */
function fileOf(bytes: Buffer, sizes: readonly number[], size = bytes.length): OutgoingFile {
  return {
    name: 'x',
    size,
    async *read() {
      let at = 0
      for (const count of [...sizes, bytes.length]) {
        await Promise.resolve()
        yield bytes.subarray(at, at + count)
        at += count
      }
    },
  }
}

const gone: OutgoingFile = {
  name: 'x',
  size: 5_000_000,
  async *read() {
    yield await Promise.resolve(Buffer.alloc(100_000))
    throw new Error('ENOENT')
  },
}

describe('a body with a file', () => {
  test('is the JSON of the call with the bytes in base64, as long as it says, in whatever pieces they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(9), { maxLength: 30 }),
        async (raw, sizes) => {
          const body = uploadBody(PARAMS, fileOf(Buffer.from(raw), sizes))
          const [sent, again] = [await buffer(body.open()), await buffer(body.open())]
          expect(sent).toHaveLength(body.length)
          expect(again).toEqual(sent)
          const content = Buffer.from(raw).toString('base64')
          expect(JSON.parse(sent.toString())).toEqual({ ...PARAMS, fields: { ...PARAMS.fields, content } })
        },
      ),
    )
  })

  test.each([
    ['is gone', gone],
    ['has become shorter', fileOf(Buffer.alloc(10), [], 11)],
    ['has become longer', fileOf(Buffer.alloc(10), [], 9)],
  ])('fails where the file %s', async (_, file) => {
    await expect(buffer(uploadBody(PARAMS, file).open())).rejects.toThrow(FileGone)
  })
})

describe('sending it', () => {
  const bench = transportBench()
  afterEach(() => bench.end())

  const upload = (origin: string, file: OutgoingFile): Promise<WireReply> =>
    bench.transport().wire({ origin, path: '/', headers: {}, body: uploadBody(PARAMS, file) })

  test('a large one arrives whole, and the connection serves the next', async () => {
    const bytes = Buffer.alloc(6_000_001, 'Ж')
    const got: Buffer[] = []
    const server = bench.keep(
      await serve((request, response) => {
        void buffer(request).then((body) => {
          got.push(body)
          response.end('{"result":true}')
        })
      }),
    )
    expect(await upload(server.origin, fileOf(bytes, [1_000_000, 1, 70_000]))).toMatchObject({ kind: 'answer' })
    const sent = JSON.parse(got[0]?.toString() ?? '') as { fields: { content: string } }
    expect(Buffer.from(sent.fields.content, 'base64').equals(bytes)).toBe(true)
  })

  test('a file that is gone halfway was never sent: the request had no end', async () => {
    let ended = 0
    const server = bench.keep(
      await serve((request, response) => {
        request.on('end', () => {
          ended += 1
          response.end('{"result":true}')
        })
        request.resume()
      }),
    )
    expect(await upload(server.origin, gone)).toMatchObject(wireFailed('notSent', 'messages.fileGone'))
    expect(ended).toBe(0)
  })

  test('a connection that breaks halfway leaves it unknown', async () => {
    const server = bench.keep(await serveRaw((socket) => socket.once('data', () => socket.destroy())))
    expect(await upload(server.origin, fileOf(Buffer.alloc(5_000_000), []))).toMatchObject(
      wireFailed('unknown', 'net.reset'),
    )
  })

  test('a slow line has time for it: a second for each 32 kB, on top of what any call may take', async () => {
    const asked: number[] = []
    const timers: Timers = {
      sleep: (ms) => {
        asked.push(ms)
        return new Promise(() => undefined)
      },
    }
    const server = bench.keep(await serve((_, response) => response.end('{"result":true}')))
    const body = uploadBody(PARAMS, fileOf(Buffer.alloc(1_000_000), []))
    const { wire } = bench.transport({ timers })
    await wire({ origin: server.origin, path: '/', headers: {}, body })
    await wire({ origin: server.origin, path: '/', headers: {}, body: '{}' })
    expect(asked).toEqual([testLimits.totalMs + Math.ceil(body.length / 32), testLimits.totalMs])
  })

  test('a call with a file has it as fields.content, and its params hold no bytes', async () => {
    const bodies: unknown[] = []
    const address = { origin: 'https://h', host: 'h', basePath: '/rest', userId: '1', code: 'c' }
    const endpoint = createEndpoint({
      wire: ({ body }) => {
        bodies.push(body)
        return Promise.resolve({
          kind: 'answer',
          status: 200,
          contentType: '',
          location: undefined,
          body: '{"result":1}',
        })
      },
      address: () => ({ ok: true, data: address as never }),
      userAgent: 'test',
    })
    const method = 'im.v2.File.upload'
    const call: Call = { method, params: PARAMS, kind: 'write', lane: 'interactive', runs: { [method]: method } }
    await endpoint({ ...call, file: fileOf(Buffer.from('abc'), []) })
    await endpoint(call)
    expect(bodies).toEqual([expect.objectContaining({ length: expect.any(Number) as number }), JSON.stringify(PARAMS)])
  })
})
