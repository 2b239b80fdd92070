// The list of groups at 100,000 rows: putting it up, jumping in it, scrolling through it.
import { removeProfile } from '../e2e/support/app'
import { ours, PIXELS_PER_SECOND, rival, type ListWorld } from './list/contenders'
import { part, type Bench } from './support/bench'
import { seedProfile } from './support/profile'
import { buildRivals } from './support/rival'
import { leaveAt } from './support/window'

const ROWS = 100_000
const ACCOUNTS = 10
const PLAIN_ROWS = 10_000

const scrolling = part<ListWorld>({
  title: 'Putting up, scrolling, jumping',
  about: [
    `Each round starts the app anew. “mount” is from the click to the painted frame in which every row in view has content.`,
    `Then a script scrolls at ${PIXELS_PER_SECOND.toLocaleString('en')} px/s, five seconds down and five up: “frame” is from one`,
    `frame to the next, “blank” the share of rows' places in view that show nothing when a frame is painted. “jump” is from`,
    `setting the scroll bar to one of ten places, the end among them, to the painted rows. Our rows come from SQLite over IPC,`,
    `page by page; those of the rivals are in memory already, and are drawn by the same row component.`,
  ].join(' '),
  rounds: 5,
  metrics: [
    { id: 'mount', title: 'mount', unit: 'ms', shown: 'spread' },
    { id: 'frame', title: 'frame', unit: 'ms', shown: 'spread' },
    { id: 'jump', title: 'jump', unit: 'ms', shown: 'spread' },
    { id: 'blank', title: 'blank', unit: '%', shown: 'single' },
    { id: 'heap', title: 'heap of the page', unit: 'MB', shown: 'single' },
  ],
  goals: [
    { kind: 'limit', contender: 'Bellhop', metric: 'mount', at: 'median', bound: 'at most', value: 60 },
    { kind: 'limit', contender: 'Bellhop', metric: 'frame', at: 'p95', bound: 'at most', value: 17 },
    { kind: 'limit', contender: 'Bellhop', metric: 'blank', at: 'max', bound: 'at most', value: 0 },
  ],
  async open(random) {
    const profile = await seedProfile(random, { accounts: ACCOUNTS, groupsEach: ROWS / ACCOUNTS })
    const rivals = await buildRivals()
    // The app is to start somewhere else, so that the list is put up by a click.
    await leaveAt(profile.folder, { activeView: 'settings', activeAccount: 'all' })
    return {
      world: { profile, rivals },
      close: async () => {
        await rivals.remove()
        await removeProfile(profile.folder)
      },
    }
  },
  contenders: [
    ours,
    rival('TanStack Virtual, rows in memory', 'tanstack', ROWS),
    rival('virtua, rows in memory', 'virtua', ROWS),
    rival('vue-virtual-scroller, rows in memory', 'recycled', ROWS),
    rival('v-for with content-visibility, 10,000 rows', 'plain', PLAIN_ROWS),
  ],
})

const bench: Bench = {
  name: 'list',
  title: 'the list of groups at 100,000 rows',
  about: 'The built app in real Electron on a virtual display without a graphics card: frames come 60 times a second.',
  parts: [scrolling],
}
export default bench
