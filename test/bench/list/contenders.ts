// Who shows the list: the app over its database, and lists that hold all rows in memory.
import { launchBellhop, type Bellhop } from '../../e2e/support/app'
import type { Contender, Readings } from '../support/bench'
import { installProbes, scrollBothWays, timeToFull } from '../support/in-page'
import type { SeededProfile } from '../support/profile'
import type { RivalPage } from '../support/rival'
import { prefer, ROW_HEIGHT, TO_GROUPS } from '../support/window'

export const PIXELS_PER_SECOND = 6000
const SECONDS = 5
/** As a person drags the bar: by shares of the whole height. */
const JUMPS = [0.5, 0.17, 0.83, 0.29, 0.61, 0.05, 0.94, 0.4, 0.72, 1]
const PERCENT = 100
const MEGABYTE = 1024 ** 2

export interface ListWorld {
  readonly profile: SeededProfile
  readonly rivals: RivalPage
}

/** Puts the list up, scrolls, jumps. */
async function measure({ page }: Bellhop, mountBy: string): Promise<Readings> {
  const height = ROW_HEIGHT
  await page.locator(mountBy).waitFor()
  await page.evaluate(installProbes)
  const mount = await page.evaluate(timeToFull, { click: mountBy, height })
  const steady = { pixelsPerSecond: PIXELS_PER_SECOND, seconds: SECONDS, height }
  const { frames, seen, blank } = await page.evaluate(scrollBothWays, steady)
  const jump: number[] = []
  for (const share of JUMPS) jump.push(await page.evaluate(timeToFull, { share, height }))
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return { mount, frame: frames, blank: (PERCENT * blank) / seen, jump, heap: usedSize / MEGABYTE }
}

export const ours: Contender<ListWorld> = {
  name: 'Bellhop',
  ours: true,
  start: ({ profile }) =>
    Promise.resolve({
      run: async () => {
        const app = await launchBellhop({ profile: profile.folder })
        const readings = await measure(app, TO_GROUPS)
        await prefer(app, { activeView: 'settings' })
        await app.quit()
        return readings
      },
    }),
}

export const rival = (name: string, list: string, rows: number): Contender<ListWorld> => ({
  name,
  start: ({ rivals }) =>
    Promise.resolve({
      run: async () => {
        const app = await rivals.open(`list=${list}&rows=${rows}`)
        const readings = await measure(app, '#mount')
        await app.quit()
        return readings
      },
    }),
})
