import { expect, test } from 'vitest'
import { fail, ok, type Result } from '../../shared/contract/result'
import { AVATAR_MAX_BYTES } from './group-ports'
import { fetchPicture, PICTURE_TIMEOUT_MS, type PictureAnswer, type PictureSource } from './picture-fetch'

const HOST = 'https://portal.example'
const header = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const png = (side = 16, extra = 0): Uint8Array =>
  Uint8Array.from([
    ...header,
    0,
    0,
    side >> 8,
    side & 255,
    0,
    0,
    side >> 8,
    side & 255,
    ...new Array<number>(extra).fill(0),
  ])
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

type Body = () => AsyncGenerator<Uint8Array>
const body = (...chunks: Uint8Array[]): Body =>
  async function* () {
    yield* chunks
  }
const answer = (of: Body, fields: Partial<PictureAnswer> = {}): Result<PictureAnswer> =>
  ok({ status: 200, location: undefined, body: of(), ...fields })
const moved = (location: string): Result<PictureAnswer> => answer(body(), { status: 302, location })

interface Bench {
  readonly source: PictureSource
  readonly opened: string[]
  /** Lets the deadline come. */
  expire(): void
}

function bench(
  reply: (url: URL, signal: AbortSignal) => Result<PictureAnswer> | Promise<Result<PictureAnswer>>,
): Bench {
  const opened: string[] = []
  let expire = (): void => undefined
  const source: PictureSource = {
    allows: (url) => url.origin === HOST,
    open: async (url, signal) => {
      opened.push(url.href)
      return reply(url, signal)
    },
    timers: {
      sleep: (ms) => {
        expect(ms).toBe(PICTURE_TIMEOUT_MS)
        return new Promise((resolve) => {
          expire = resolve
        })
      },
    },
  }
  return { source, opened, expire: () => expire() }
}

const outcome = (result: Result<unknown>): string => (result.ok ? 'picture' : result.error.code)
const fetched = async (reply: Parameters<typeof bench>[0], url = `${HOST}/a.png`) => {
  const { source, opened } = bench(reply)
  return { result: await fetchPicture(url, source), opened }
}

test('a picture comes whole, with the type of its bytes and not of its name', async () => {
  const bytes = png(64, 10)
  const { result } = await fetched(() => answer(body(bytes.slice(0, 5), bytes.slice(5))), `${HOST}/a.jpg`)
  expect(result).toEqual(ok({ bytes, type: 'image/png' }))
})

test.each([
  ['an SVG with a script', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['HTML that calls itself a PNG', text('<!doctype html><title>PNG</title>')],
  ['nothing', text('')],
  ['a picture of gigabytes in a few bytes', png(50_000)],
])('%s is no picture', async (_name, bytes) => {
  expect(outcome((await fetched(() => answer(body(bytes)))).result)).toBe('net.badAnswer')
})

test('an endless body is cut at the limit and its connection ended, whatever it promised to be', async () => {
  let sent = 0
  let ended = false
  const endless: Body = async function* () {
    try {
      for (;;) {
        sent += 64 * 1024
        yield png(16, 64 * 1024)
      }
    } finally {
      ended = true
    }
  }
  expect(outcome((await fetched(() => answer(endless))).result)).toBe('net.tooLarge')
  expect(sent).toBeLessThan(AVATAR_MAX_BYTES + 200_000)
  expect(ended).toBe(true)
})

test.each([
  'https://other.example/a.png',
  'http://portal.example/a.png',
  'https://169.254.169.254/latest/meta-data',
  'http://169.254.169.254/latest/meta-data',
  'https://portal.example:8443/a.png',
  'https://user:pass@portal.example/a.png',
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'javascript:alert(1)',
])('%s is asked neither directly nor after a redirect to it', async (target) => {
  const direct = await fetched(() => answer(body(png())), target)
  expect([outcome(direct.result), direct.opened]).toEqual(['net.badAnswer', []])
  const after = await fetched(() => moved(target))
  expect([outcome(after.result), after.opened]).toEqual(['net.badAnswer', [`${HOST}/a.png`]])
})

test('a redirect on the same host is followed a few times, relative ones too, and then no more', async () => {
  const twice = await fetched((url) => (url.pathname === '/b/c.png' ? answer(body(png())) : moved('b/c.png')))
  expect([outcome(twice.result), twice.opened]).toEqual(['picture', [`${HOST}/a.png`, `${HOST}/b/c.png`]])
  const loop = await fetched(() => moved('/a.png'))
  expect([outcome(loop.result), loop.opened.length]).toEqual(['net.badAnswer', 4])
})

test.each([
  [404, 'net.badAnswer'],
  [401, 'net.badAnswer'],
  [503, 'net.serverError'],
  [304, 'net.badAnswer'],
])('status %i is no picture, even with one in its body', async (status, code) => {
  const { result } = await fetched(() => answer(body(png()), { status }))
  expect(outcome(result)).toBe(code)
})

test('a server that drips, or never answers, is given up at the deadline', async () => {
  const never = new Promise<never>(() => undefined)
  const drip: Body = async function* () {
    yield png()
    await never
  }
  for (const reply of [() => answer(drip), () => never]) {
    const { source, expire } = bench(reply)
    const waiting = fetchPicture(`${HOST}/a.png`, source)
    await Promise.resolve()
    expire()
    expect(outcome(await waiting)).toBe('net.timeout')
  }
})

test('a caller that gives up is answered at once, and the connection hears of it', async () => {
  const gone = new AbortController()
  let heard = false
  const { source } = bench((_url, signal) => {
    signal.addEventListener('abort', () => {
      heard = true
    })
    return new Promise(() => undefined)
  })
  const waiting = fetchPicture(`${HOST}/a.png`, source, gone.signal)
  gone.abort()
  expect(outcome(await waiting)).toBe('net.cancelled')
  expect(heard).toBe(true)
  expect(outcome(await fetchPicture(`${HOST}/a.png`, source, gone.signal))).toBe('net.cancelled')
})

test('an answer that is not read gives its connection back when the picture is had', async () => {
  const signals: AbortSignal[] = []
  const { result } = await fetched((url, signal) => {
    signals.push(signal)
    return url.pathname === '/b.png' ? answer(body(png())) : moved('/b.png')
  })
  expect(outcome(result)).toBe('picture')
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})

test('a connection that breaks in the body, or cannot be made, says so', async () => {
  const broken: Body = async function* () {
    yield png()
    throw new Error('ECONNRESET')
  }
  expect(outcome((await fetched(() => answer(broken))).result)).toBe('net.reset')
  expect(outcome((await fetched(() => fail('net.tls', 'user', { host: 'portal.example' }))).result)).toBe('net.tls')
})
