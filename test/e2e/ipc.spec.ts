// Calls that should not be: through the real channel, in the real app. Each is answered with its code and changes nothing.
import { join } from 'node:path'
import * as v from 'valibot'
import fc from 'fast-check'
import { routes, type RouteName } from '../../src/shared/contract'
import type { Bellhop } from './support/app'
import { expect, test } from './support/fixtures'
import { ROOT } from './support/practice'

interface Answer {
  readonly ok: boolean
  readonly error?: { readonly code: string }
}

const call = (app: Bellhop, route: unknown, input: unknown): Promise<Answer> =>
  app.page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as { bellhop: { invoke(r: unknown, i: unknown): Promise<Answer> } }).bellhop.invoke(
        name,
        value,
      ),
    [route, input] as const,
  )

/** Everything a stray call could have changed. */
async function world(app: Bellhop): Promise<unknown> {
  const names = [
    'accounts.list',
    'settings.get',
    'requests.list',
    'outbox.list',
    'drafts.list',
    'vault.status',
  ] as const
  return Promise.all(names.map((name) => app.invoke(name, {})))
}

const json = fc.jsonValue({ maxDepth: 4 })

test('unknown routes are answered with ipc.unknownRoute', async ({ app }) => {
  const before = await world(app)
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'accounts')),
      json,
      async (route, input) => {
        fc.pre(!Object.hasOwn(routes, route))
        expect((await call(app, route, input)).error?.code).toBe('ipc.unknownRoute')
      },
    ),
    { numRuns: 150 },
  )
  expect(await world(app)).toEqual(before)
})

test('ill-formed messages and inputs are answered with ipc.badInput', async ({ app }) => {
  const before = await world(app)
  const names = Object.keys(routes) as RouteName[]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), json, async (route, input) => {
      fc.pre(!v.safeParse(routes[route].input, input).success)
      expect((await call(app, route, input)).error?.code).toBe('ipc.badInput')
    }),
    { numRuns: 250 },
  )
  for (const route of [null, 7, {}, ['accounts.list']]) {
    expect((await call(app, route, {})).error?.code).toBe('ipc.badInput')
  }
  expect(await world(app)).toEqual(before)
})

test('what is too large or too deep is answered with ipc.tooLarge', async ({ app }) => {
  const before = await world(app)
  const answers = await app.page.evaluate(async () => {
    const door = (globalThis as unknown as { bellhop: { invoke(r: string, i: unknown): Promise<Answer> } }).bellhop
    interface Answer {
      error?: { code: string }
    }
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    let deep: unknown = 1
    for (let i = 0; i < 200; i++) deep = [deep]
    const inputs = [
      { text: 'x'.repeat(5_000_000) },
      { body: loop },
      { body: deep },
      { body: new Uint8Array(3_000_000) },
    ]
    return Promise.all(inputs.map(async (input) => (await door.invoke('drafts.save', input)).error?.code))
  })
  expect(answers).toEqual(['ipc.tooLarge', 'ipc.tooLarge', 'ipc.tooLarge', 'ipc.tooLarge'])
  expect(await world(app)).toEqual(before)
})

test('another window, another origin and a subframe are answered with ipc.forbiddenSender', async ({ app }) => {
  const answers = await app.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const ask = 'window.bellhop.invoke("accounts.list", {})'
      const results: unknown[] = []
      for (const url of ['data:text/html,<p>foreign</p>', 'app://ui/']) {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        await stranger.loadURL(url)
        results.push(await stranger.webContents.executeJavaScript(ask))
        stranger.destroy()
      }
      return results
    },
    join(ROOT, 'out/preload/index.cjs'),
  )
  expect(answers).toHaveLength(2)
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.forbiddenSender' } })

  const subframe = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>inside</p>'
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    return 'bellhop' in (frame.contentWindow ?? {})
  })
  expect(subframe).toBe(false)
})
