// Going from one account to another: to the painted list, with 20 accounts of 10,000 groups each.
import { cp } from 'node:fs/promises'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from '../e2e/support/app'
import { part, type Bench, type Contender } from './support/bench'
import { installProbes, timeToFull, watchFirstFull } from './support/in-page'
import { firstNames, seedProfile, type SeededProfile } from './support/profile'
import { leaveAt, prefer, ROW_HEIGHT } from './support/window'

const ACCOUNTS = 20
const GROUPS_EACH = 10_000
const RELOADS = 5

interface SwitchWorld {
  /** The group that stands first, by account. */
  readonly firsts: readonly string[]
  readonly profile: SeededProfile
  /** The same, for a second app: one profile serves one app at a time. */
  readonly copy: SeededProfile
}

/** The nth account in the rail, by its place. */
const inRail = (index: number): string => `[data-testid=rail-account]:nth-of-type(${index + 1})`

const ours: Contender<SwitchWorld> = {
  name: 'Bellhop',
  ours: true,
  async start({ profile, firsts }) {
    const app = await launchBellhop({ profile: profile.folder })
    await app.page.locator(inRail(ACCOUNTS - 1)).waitFor()
    await app.page.evaluate(installProbes)
    return {
      async run() {
        const shown: number[] = []
        for (const [index, first] of firsts.entries())
          shown.push(await app.page.evaluate(timeToFull, { click: inRail(index), first, height: ROW_HEIGHT }))
        return { shown }
      },
      stop: () => app.quit(),
    }
  },
}

/** One page load, from asking for it to the painted list. */
async function reload({ page }: Bellhop): Promise<number> {
  await page.reload()
  const full = await page.waitForFunction(() => window.benchFirstFull)
  return (await full.jsonValue()) ?? Number.NaN
}

const reloading: Contender<SwitchWorld> = {
  name: 'loading a page for the account',
  async start({ copy }) {
    const app = await launchBellhop({ profile: copy.folder })
    await app.page.addInitScript(installProbes)
    await app.page.addInitScript(watchFirstFull, ROW_HEIGHT)
    return {
      async run(round) {
        const shown: number[] = []
        for (let each = 0; each < RELOADS; each += 1) {
          const id = copy.accountIds[(round * RELOADS + each + ACCOUNTS) % ACCOUNTS]
          if (id !== undefined) await prefer(app, { activeAccount: id })
          shown.push(await reload(app))
        }
        return { shown }
      },
      stop: () => app.quit(),
    }
  },
}

const switching = part<SwitchWorld>({
  title: 'From the click to the painted list',
  about: [
    'From the click on an account in the rail to the painted frame in which its first group stands first and every row in',
    'view has content; each round goes through all 20 accounts, and the first round is the first time each is looked at.',
    'The rival is what a shell with a page for every account does when the page is not in memory: the same app, over the',
    'same data, loaded anew, from asking for the page to the same painted list.',
  ].join(' '),
  rounds: 5,
  metrics: [{ id: 'shown', title: 'switch', unit: 'ms', shown: 'spread' }],
  goals: [
    { kind: 'limit', contender: ours.name, metric: 'shown', at: 'p95', bound: 'at most', value: 50 },
    { kind: 'times', contender: ours.name, rival: reloading.name, metric: 'shown', value: 5 },
  ],
  contenders: [ours, reloading],
  async open(random) {
    const profile = await seedProfile(random, { accounts: ACCOUNTS, groupsEach: GROUPS_EACH })
    const firsts = firstNames(profile)
    await leaveAt(profile.folder, { activeView: 'groups', activeAccount: 'all' })
    const copy = { ...profile, folder: await newProfile() }
    await cp(profile.folder, copy.folder, { recursive: true })
    return {
      world: { profile, copy, firsts },
      close: async () => {
        await removeProfile(profile.folder)
        await removeProfile(copy.folder)
      },
    }
  },
})

const bench: Bench = {
  name: 'switch',
  title: 'going from one account to another',
  about: 'The built app in real Electron with 20 accounts of 10,000 groups each.',
  parts: [switching],
}
export default bench
