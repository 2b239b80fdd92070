import { describe, expect, it } from 'vitest'
import type { Result } from '../../../shared/contract/result'
import { lostConnection, PDS, testAccount, testWorld } from './bluesky.fixtures'
import type { Wire } from './wire'

const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0,
])
const CDN = 'https://cdn.bsky.app/img/avatar/plain/did:plc:x/cid@jpeg'

interface Asked {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** A port over a wire that answers every picture, or as told. */
function opened(reply: (url: string) => { status?: number; location?: string; throws?: Error } = () => ({})) {
  const asked: Asked[] = []
  const wire: Wire = (url, { headers }) => {
    asked.push({ url, headers })
    const { status = 200, location, throws } = reply(url)
    if (throws) return Promise.reject(throws)
    const body = (async function* () {
      yield PNG
    })()
    return Promise.resolve({ status, headers: location === undefined ? [] : [['location', location]], body })
  }
  const world = testWorld({ wire })
  // The deadline of a picture never comes here.
  const deps = { ...world.deps, timers: { sleep: () => new Promise<void>(() => undefined) } }
  Object.assign(world.deps, deps)
  const { groups } = world.network.open(testAccount())
  if (!groups?.avatar) throw new Error('the port is missing')
  return { asked, avatar: groups.avatar.bind(groups), calls: world.calls }
}

const outcome = (result: Result<unknown>): string => (result.ok ? 'picture' : result.error.code)

describe('a picture of a person', () => {
  it('would catch it being asked with my token, or filling the list of calls', async () => {
    const { asked, avatar, calls } = opened()
    expect(await avatar(CDN)).toEqual({ ok: true, data: { bytes: PNG, type: 'image/png' } })
    expect(outcome(await avatar(`${PDS}/xrpc/com.atproto.sync.getBlob?did=x&cid=y`))).toBe('picture')
    for (const { headers } of asked) expect(Object.keys(headers).sort()).toEqual(['accept', 'user-agent'])
    expect(calls).toEqual([])
  })

  it.each([
    'http://cdn.bsky.app/a.png',
    'https://cdn.bsky.app.evil.example/a.png',
    'https://evil.example/a.png',
    'https://169.254.169.254/a.png',
    'http://127.0.0.1:2583/a.png',
    'https://cdn.bsky.app:8443/a.png',
  ])('would catch %s being asked, directly or after a redirect', async (url) => {
    const direct = opened()
    expect(outcome(await direct.avatar(url))).toBe('net.badAnswer')
    expect(direct.asked).toEqual([])
    const after = opened(() => ({ status: 301, location: url }))
    expect(outcome(await after.avatar(CDN))).toBe('net.badAnswer')
    expect(after.asked).toHaveLength(1)
  })

  it('would catch my own server being asked over plain http in an installed app', async () => {
    const { asked, avatar } = opened()
    expect(outcome(await avatar(PDS.replace('https:', 'http:')))).toBe('net.httpNotAllowed')
    expect(asked).toEqual([])
  })

  it('would catch a failed connection being told as a bad picture', async () => {
    const { throws } = lostConnection('ENOTFOUND')
    const { avatar } = opened(() => (throws ? { throws } : {}))
    expect(outcome(await avatar(CDN))).toBe('net.dns')
  })
})
