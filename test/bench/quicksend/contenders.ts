// Who shows a window at a key: ours, kept warm; the same one made anew; and the least an Electron app can do.
import { join } from 'node:path'
import type { JSHandle } from '@playwright/test'
import type { BrowserWindow } from 'electron'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from '../../e2e/support/app'
import type { Practice } from '../../e2e/support/practice'
import type { Screen } from '../../e2e/support/screen'
import { hideMain, quickPage, quickWindow } from '../../e2e/support/windows'
import type { Contender } from '../support/bench'
import type { Keys } from './keys'
import { forget, nextReady, takesKeys, watchWindows } from './watch'

export interface KeyWorld {
  readonly practice: Practice
  readonly screen: Screen
  readonly keys: Keys
}

const PRESSES = 10
/** People who have been written to: quick-send offers them. */
const WRITTEN_TO = 30

/** From the press to the window that can be typed in. */
async function summon(app: Bellhop, keys: Keys, letter: string): Promise<number> {
  await forget(app.electron)
  const ready = nextReady(app.electron)
  const pressed = keys.press(letter)
  return (await ready) - pressed
}

/** Pressed again, the key puts the window away. */
async function putAway(window: JSHandle<BrowserWindow>, keys: Keys, letter: string): Promise<void> {
  const gone = window.evaluate((shown) => new Promise<void>((hidden) => void shown.once('hide', () => hidden())))
  keys.press(letter)
  await gone
}

/** An app at home: three portals, people one writes to, its main window put away, and its key. */
async function settle({ practice, screen }: KeyWorld, letter: string): Promise<Bellhop> {
  const app = await launchBellhop({ profile: await newProfile(), practice: practice.info, env: screen.env })
  await app.invoke('vault.useMemory', {})
  for (const { webhookUrl } of practice.info.bitrix24) {
    const connected = await app.invoke('accounts.connectBitrix24', { webhookUrl, allowHttp: true })
    if (!connected.ok) throw new Error(connected.error.code)
  }
  const accounts = await app.invoke('accounts.list', {})
  const [first] = accounts.ok ? accounts.data : []
  if (!first) throw new Error('no account')
  for (let userId = 1; userId <= WRITTEN_TO; userId += 1) {
    const target = { kind: 'dialog', dialogId: String(userId) } as const
    await app.invoke('outbox.enqueue', { accountId: first.id, target, text: 'Hello', holdSeconds: 0 })
  }
  const key = await app.invoke('quicksend.setKey', { key: `Control+Alt+${letter.toUpperCase()}` })
  if (!key.ok) throw new Error(key.error.code)
  await quickPage(app)
  await hideMain(app)
  await watchWindows(app.electron)
  return app
}

const endOf = (app: Bellhop) => async (): Promise<void> => {
  await app.quit()
  await removeProfile(app.profile)
}

export const ours: Contender<KeyWorld> = {
  name: 'Bellhop',
  ours: true,
  async start(world) {
    const { keys } = world
    const app = await settle(world, 'j')
    const [page, window] = [await quickPage(app), await quickWindow(app)]
    return {
      async run(round) {
        const ready: number[] = []
        for (let each = 0; each < PRESSES; each += 1) {
          ready.push(await summon(app, keys, 'j'))
          if (round < 0) await takesKeys(page, keys)
          await putAway(window, keys, 'j')
        }
        return { ready }
      },
      stop: endOf(app),
    }
  },
}

export const anew: Contender<KeyWorld> = {
  name: 'the same window, made at the key',
  async start(world) {
    const { keys } = world
    const app = await settle(world, 'k')
    return {
      async run(round) {
        const ready: number[] = []
        for (let each = 0; each < PRESSES; each += 1) {
          const closed = (await quickPage(app)).waitForEvent('close')
          await (await quickWindow(app)).evaluate((window) => window.destroy())
          await closed
          ready.push(await summon(app, keys, 'k'))
          if (round < 0) await takesKeys(await quickPage(app), keys)
        }
        return { ready }
      },
      stop: endOf(app),
    }
  },
}

export const plain: Contender<KeyWorld> = {
  name: 'a bare Electron window with one field, kept warm',
  async start({ keys, screen }) {
    const app = await launchBellhop({
      profile: await newProfile(),
      app: join(import.meta.dirname, 'plain.cjs'),
      args: ['--key=Control+Alt+L'],
      env: screen.env,
    })
    const { page } = app
    await watchWindows(app.electron)
    const window = (await app.electron.browserWindow(page)) as JSHandle<BrowserWindow>
    return {
      async run(round) {
        const ready: number[] = []
        for (let each = 0; each < PRESSES; each += 1) {
          ready.push(await summon(app, keys, 'l'))
          if (round < 0) await takesKeys(page, keys)
          await putAway(window, keys, 'l')
        }
        return { ready }
      },
      stop: endOf(app),
    }
  },
}
