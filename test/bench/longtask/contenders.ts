// Who reads 10,000 groups for the first time, and what the window feels of it.
import { launchBellhop, removeProfile, type Bellhop } from '../../e2e/support/app'
import { startPractice, type Practice } from '../../e2e/support/practice'
import type { Random } from '../../../src/practice/types'
import type { Contender, Readings } from '../support/bench'
import { installProbes, timeToFull } from '../support/in-page'
import { seedProfile } from '../support/profile'
import type { RivalPage } from '../support/rival'
import { leaveAt, ROW_HEIGHT } from '../support/window'
import { longestInMain, readWatch, untilRead, watchMain, watchPage } from './watch'

export const GROUPS = 10_000

export interface ReadingWorld {
  readonly random: Random
  readonly rivals: RivalPage
  /** A file of as many groups, for the rival. */
  readonly rows: string
}

async function felt(app: Bellhop, started: number): Promise<Readings> {
  const seconds = (performance.now() - started) / 1000
  const { long, still } = await readWatch(app.page)
  const main = await longestInMain(app.electron)
  return { over: long.length, still, main, seconds }
}

/** In the page: whether the line under the list counts so many. */
const counts = (total: number): boolean =>
  [...document.querySelectorAll('[role=status]')].some(
    (line) => line.textContent.replaceAll(/\D/g, '') === String(total),
  )

/** Connects the portal and waits until its groups are read and the list under the eyes counts them. */
async function firstReading(app: Bellhop, practice: Practice): Promise<Readings> {
  const [portal] = practice.info.bitrix24
  if (!portal) throw new Error('the practice portal announced none')
  await app.page.locator('[role=listbox] [role=option]').first().waitFor()
  await app.invoke('vault.useMemory', {})
  await watchMain(app.electron)
  await watchPage(app.page)
  const started = performance.now()
  const read = app.page.evaluate(untilRead)
  const connected = await app.invoke('accounts.connectBitrix24', { webhookUrl: portal.webhookUrl, allowHttp: true })
  if (!connected.ok) throw new Error(`the portal could not be connected: ${connected.error.code}`)
  await read
  const all = await app.invoke('groups.search', { sort: 'activity', limit: 1, offset: 0 })
  if (!all.ok || all.data.total < GROUPS / 2) throw new Error('the groups did not arrive')
  await app.page.waitForFunction(counts, all.data.total)
  return felt(app, started)
}

export const ours: Contender<ReadingWorld> = {
  name: 'Bellhop',
  ours: true,
  start: ({ random }) =>
    Promise.resolve({
      async run() {
        const practice = await startPractice(['--still', `--groups=${GROUPS}`])
        const { folder } = await seedProfile(random, { accounts: 1, groupsEach: 50 })
        await leaveAt(folder, { activeView: 'groups', activeAccount: 'all' })
        const app = await launchBellhop({ practice: practice.info, profile: folder })
        const readings = await firstReading(app, practice)
        await app.quit()
        await removeProfile(folder)
        await practice.close()
        return readings
      },
    }),
}

export const oneMessage: Contender<ReadingWorld> = {
  name: 'all rows in one message, each drawn',
  start: ({ rivals, rows }) =>
    Promise.resolve({
      async run() {
        const app = await rivals.open('list=message', rows)
        await app.page.locator('#mount').waitFor()
        await app.page.evaluate(installProbes)
        await watchMain(app.electron)
        await watchPage(app.page)
        const started = performance.now()
        await app.page.evaluate(timeToFull, { click: '#mount', height: ROW_HEIGHT })
        const readings = await felt(app, started)
        await app.quit()
        return readings
      },
    }),
}
