import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { routes, type Handlers } from '../../shared/contract'
import { fail, ok } from '../../shared/contract/result'
import { createRouter } from './router'
import { createSenderGate, type Caller } from './sender-gate'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const ours: Caller = { webContentsId: 1, frameUrl: 'app://ui/', isMainFrame: true }

function setUp(overrides: Partial<Record<string, (input: unknown) => unknown>> = {}) {
  const reached: string[] = []
  const handlers = Object.fromEntries(
    Object.keys(routes).map((route) => [
      route,
      (input: unknown) => {
        reached.push(route)
        return overrides[route]?.(input) ?? fail('internal')
      },
    ]),
  ) as unknown as Handlers
  const gate = createSenderGate()
  gate.trust(1)
  let id = 0
  const router = createRouter({ routes, handlers, gate, log: silent, newId: () => `id-${++id}`, checkOutput: true })
  return { router, reached, gate }
}

const codeOf = (result: { ok: boolean }): string =>
  (result as unknown as { error?: { code: string } }).error?.code ?? 'ok'

describe('router', () => {
  it('lets no other window, frame or page call, whatever it sends', async () => {
    const { router, reached } = setUp()
    const strangers: Caller[] = [
      { ...ours, webContentsId: 2 },
      { ...ours, isMainFrame: false },
      { ...ours, frameUrl: 'https://ui/' },
      { ...ours, frameUrl: 'app://ui.evil/' },
      { ...ours, frameUrl: 'app://evil@ui/' },
      { ...ours, frameUrl: 'about:srcdoc' },
      { ...ours, frameUrl: '' },
    ]
    for (const stranger of strangers) {
      expect(codeOf(await router(stranger, { route: 'accounts.list', input: {} }))).toBe('ipc.forbiddenSender')
    }
    expect(reached).toEqual([])
  })

  it('stops trusting a window that is gone, whose id may be used again', async () => {
    const { router, gate } = setUp({ 'accounts.list': () => ok([]) })
    const caller = { ...ours, webContentsId: 7 }
    const forget = gate.trust(7)
    expect(codeOf(await router(caller, { route: 'accounts.list', input: {} }))).toBe('ok')
    forget()
    expect(codeOf(await router(caller, { route: 'accounts.list', input: {} }))).toBe('ipc.forbiddenSender')
  })

  it('knows only own properties of the contract as routes', async () => {
    const { router, reached } = setUp()
    for (const route of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'accounts', 'accounts.list ']) {
      expect(codeOf(await router(ours, { route, input: {} }))).toBe('ipc.unknownRoute')
    }
    expect(reached).toEqual([])
  })

  it('answers every ill-formed message with a code and reaches no handler', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
        async (message) => {
          const { router, reached } = setUp()
          const result = await router(ours, message)
          expect(codeOf(result)).toMatch(/^ipc\./)
          expect(reached).toEqual([])
        },
      ),
    )
  })

  it('answers every input its schema refuses with a code and reaches no handler', async () => {
    const names = Object.keys(routes) as (keyof typeof routes)[]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (route, input) => {
        fc.pre(!v.safeParse(routes[route].input, input).success)
        const { router, reached } = setUp()
        expect(codeOf(await router(ours, { route, input }))).toBe('ipc.badInput')
        expect(reached).toEqual([])
      }),
    )
  })

  it('refuses what is too large, too deep or contains itself before any schema sees it', async () => {
    const { router, reached } = setUp()
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    let deep: unknown = 1
    for (let i = 0; i < 100; i++) deep = [deep]
    for (const attach of ['x'.repeat(3 << 20), loop, deep, new Map([[loop, 1]])]) {
      const input = { accountId: 'a', target: { kind: 'dialog', dialogId: '1' }, text: '', attach }
      expect(codeOf(await router(ours, { route: 'messages.check', input }))).toBe('ipc.tooLarge')
    }
    expect(reached).toEqual([])
  })

  it('turns a thrown bug into `internal` with an id to search the log for, and says nothing of the bug', async () => {
    const { router } = setUp({
      'accounts.list': () => {
        throw new Error('secret detail')
      },
    })
    const result = await router(ours, { route: 'accounts.list', input: {} })
    expect(result).toEqual({ ok: false, error: { code: 'internal', params: { id: 'id-1' }, retry: 'later' } })
  })

  it('lets no answer pass that the contract does not know: an extra field could be a secret', async () => {
    const { router } = setUp({
      'vault.status': () =>
        ok({ state: 'unlocked', slots: ['os'], keyringAvailable: true, retryAfterMs: 0, dataKey: 'k' }),
    })
    const result = await router(ours, { route: 'vault.status', input: {} })
    expect(codeOf(result)).toBe('ipc.badOutput')
    expect(JSON.stringify(result)).not.toContain('"k"')
  })
})
