// What a person sees of a search: from the input event to the rows, in the built app, over 100,000 groups.
import { launchBellhop, removeProfile } from '../../e2e/support/app'
import { part, type Contender } from '../support/bench'
import { installProbes } from '../support/in-page'
import { openSeeded, seedProfile, type SeededProfile } from '../support/profile'
import { leaveAt, ROW_HEIGHT } from '../support/window'
import { typeAndWait } from './in-page'

const ROWS = 100_000
const ACCOUNTS = 10

/** Typed letter by letter: whole words, parts, a slip, the wrong layout, an owner, two words, a number. */
const TYPED = ['проект', 'warehouse', 'ghjtrn', 'логистеки', 'приемки', 'Наталья', 'продаж тверь', 'sales lon', '2019']

/** A keystroke, and what the list then says. */
interface Step {
  readonly text: string
  readonly first: string
  readonly total: number
}

interface SearchWorld {
  readonly profile: SeededProfile
  readonly steps: readonly Step[]
}

/** What the app's own store answers to each keystroke; one that changes nothing in the list cannot be timed and is left out. */
function stepsOf(profile: SeededProfile): readonly Step[] {
  const store = openSeeded(profile.folder)
  const { accountIds } = profile
  const texts = TYPED.flatMap((word) => ['', ...Array.from(word, (_letter, index) => word.slice(0, index + 1))])
  const answers = texts.map((text) => {
    const { items, total } = store.groups.search({ text, accountIds, sort: 'activity', limit: 1, offset: 0 })
    return { text, first: items[0]?.name ?? '', total }
  })
  store.close()
  return answers.reduce<readonly Step[]>((kept, step) => {
    const before = kept.at(-1)
    const differs = step.first !== before?.first || step.total !== before.total
    return step.first !== '' && differs ? [...kept, step] : kept
  }, [])
}

const ours: Contender<SearchWorld> = {
  name: 'Bellhop, in the window',
  ours: true,
  async start({ profile, steps }) {
    const app = await launchBellhop({ profile: profile.folder })
    await app.page.locator('[role=listbox] [role=option]').first().waitFor()
    await app.page.evaluate(installProbes)
    return {
      async run() {
        const rows: number[] = []
        const painted: number[] = []
        for (const step of steps) {
          const seen = await app.page.evaluate(typeAndWait, { ...step, height: ROW_HEIGHT })
          rows.push(seen.rows)
          painted.push(seen.painted)
        }
        return { rows, painted }
      },
      stop: () => app.quit(),
    }
  },
}

/** Typing in the window, letter by letter. */
export const searchInWindow = part<SearchWorld>({
  title: 'Typing in the window',
  about: [
    'The built app over 100,000 groups of ten accounts, the list in view. Words are typed letter by letter; “rows” is from the',
    'input event to the frame that has the new rows in view and the new number found, “painted” to the end of that frame.',
  ].join(' '),
  rounds: 5,
  warmUps: 1,
  metrics: [
    { id: 'rows', title: 'rows', unit: 'ms', shown: 'spread' },
    { id: 'painted', title: 'painted', unit: 'ms', shown: 'spread' },
  ],
  goals: [{ kind: 'limit', contender: ours.name, metric: 'rows', at: 'p95', bound: 'at most', value: 30 }],
  contenders: [ours],
  async open(random) {
    const profile = await seedProfile(random, { accounts: ACCOUNTS, groupsEach: ROWS / ACCOUNTS })
    const steps = stepsOf(profile)
    await leaveAt(profile.folder, { activeView: 'groups', activeAccount: 'all' })
    return { world: { profile, steps }, close: () => removeProfile(profile.folder) }
  },
})
