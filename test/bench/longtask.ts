// Whether the window stays alive while 10,000 groups are read for the first time.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newProfile, removeProfile } from '../e2e/support/app'
import { GROUPS, oneMessage, ours, type ReadingWorld } from './longtask/contenders'
import { part, type Bench } from './support/bench'
import { makeCorpus } from './search/corpus'
import { buildRivals } from './support/rival'

const reading = part<ReadingWorld>({
  title: 'The first reading of 10,000 groups',
  about: [
    'A practice portal with real limits is connected while the list of another account is in view; measured until all groups',
    'are counted in it. “over 50 ms” counts the tasks of the page that `PerformanceObserver` calls long; “page” is the longest',
    'time that nothing else could run in the page, whatever the reason (on a busy machine other programs are one), and “main”',
    'the same for the event loop of main, the connecting included. The rival has its rows already: main sends them in one',
    'message, and the page draws each of them.',
  ].join(' '),
  rounds: 3,
  metrics: [
    { id: 'over', title: 'over 50 ms', unit: 'count', shown: 'single' },
    { id: 'still', title: 'page', unit: 'ms', shown: 'single' },
    { id: 'main', title: 'main', unit: 'ms', shown: 'single' },
    { id: 'seconds', title: 'whole', unit: 's', shown: 'single' },
  ],
  goals: [
    { kind: 'limit', contender: ours.name, metric: 'over', at: 'max', bound: 'at most', value: 0 },
    { kind: 'limit', contender: ours.name, metric: 'still', at: 'median', bound: 'at most', value: 50 },
  ],
  contenders: [ours, oneMessage],
  async open(random) {
    const folder = await newProfile()
    const rows = join(folder, 'rows.json')
    await writeFile(rows, JSON.stringify(makeCorpus(random, { accounts: 1, groupsEach: GROUPS })))
    const rivals = await buildRivals()
    return {
      world: { random, rivals, rows },
      close: async () => {
        await rivals.remove()
        await removeProfile(folder)
      },
    }
  },
})

const bench: Bench = {
  name: 'longtask',
  title: 'the window while groups are read',
  about: 'The built app in real Electron beside a practice portal on the same machine.',
  parts: [reading],
}
export default bench
