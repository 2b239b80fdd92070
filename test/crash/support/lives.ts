// The lives of one app on one profile: begun, ended by SIGKILL at a named point, begun again.
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { OutputOf } from '../../../src/shared/contract'
import type { Result } from '../../../src/shared/contract/result'
import { launchBellhop, type Bellhop } from '../../e2e/support/app'
import { test as base } from '../../e2e/support/fixtures'
import type { Practice } from '../../e2e/support/practice'

export type Account = OutputOf<'accounts.list'>[number]

export interface Life {
  readonly app: Bellhop
  /** Does something that ends this life; resolves when the main process is gone. Never resolves if it lives on. */
  diesOf(act: () => Promise<unknown>): Promise<void>
  end(): Promise<void>
}

export interface Lives {
  /** A new vault, opened with the passphrase, and nothing in it. */
  first(crashPoint?: string): Promise<Life>
  /** The next one, with the vault locked. */
  locked(crashPoint?: string): Promise<Life>
  /** The next one, with the vault opened. */
  next(crashPoint?: string): Promise<Life>
}

const PASSPHRASE = 'seven grey herons over the canal'

/** What a call answered; a refusal fails the test with its code. */
export function dataOf<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`)
  return answer.data
}

export const unlock = async (app: Bellhop): Promise<void> =>
  void dataOf(await app.invoke('vault.unlock', { passphrase: PASSPHRASE }))

export const test = base.extend<{ readonly lives: Lives }>({
  practiceArgs: ['--still', '--unlimited'],
  lives: async ({ practice, profile }, use, info) => {
    const going = new Set<Bellhop>()
    const begin = async (crashPoint?: string): Promise<Life> => {
      const env = crashPoint === undefined ? {} : { BELLHOP_CRASH_POINT: crashPoint }
      const app = await launchBellhop({ practice: practice.info, profile, env })
      going.add(app)
      return lifeOf(app, () => going.delete(app))
    }
    await use({
      first: async (point) => {
        const life = await begin(point)
        dataOf(await life.app.invoke('vault.setPassphrase', { passphrase: PASSPHRASE }))
        return life
      },
      locked: begin,
      next: async (point) => {
        const life = await begin(point)
        await unlock(life.app)
        return life
      },
    })
    if (info.status !== info.expectedStatus) {
      await info.attach('bellhop.log', { path: join(profile, 'logs/bellhop.log') })
    }
    for (const app of going) await app.quit()
  },
})

function lifeOf(app: Bellhop, over: () => void): Life {
  return {
    app,
    async diesOf(act) {
      const exited = once(app.electron.process(), 'exit')
      // The answer never comes, or came before the end: either way the end is what counts.
      act().catch(() => undefined)
      const [, signal] = (await exited) as [number | null, string | null]
      over()
      expect(signal).toBe('SIGKILL')
    },
    async end() {
      over()
      await app.quit()
    },
  }
}

export const connectPortal = async (app: Bellhop, webhookUrl: string): Promise<Account> =>
  dataOf(await app.invoke('accounts.connectBitrix24', { webhookUrl, allowHttp: true }))

export async function connectAnna(app: Bellhop, { info }: Practice): Promise<Account> {
  const { identifier, appPassword, serviceUrl } = info.bluesky
  return dataOf(await app.invoke('accounts.connectBluesky', { identifier, appPassword, serviceUrl }))
}

export function webhookOf(practice: Practice, portal: 0 | 1 | 2): string {
  const found = practice.info.bitrix24[portal]
  if (!found) throw new Error('there is no such portal')
  return found.webhookUrl
}
