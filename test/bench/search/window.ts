// From a letter typed into the search field to the rows that answer it, in the app's own window.
import { launchBellhop, removeProfile } from '../../e2e/support/app'
import { seededRandom } from '../../../src/practice/random'
import type { Random } from '../../../src/practice/types'
import type { Contender } from '../support/bench'
import { installProbes } from '../support/in-page'
import { openSeeded, seedProfile, type SeededProfile } from '../support/profile'
import { leaveAt, TO_GROUPS } from '../support/window'
import { makeCorpus, type CorpusOptions } from './corpus'
import { makeQueries, type LabelledQuery } from './queries'

/** A text in the field, and what the list must show for it. */
interface Step {
  readonly text: string
  readonly total: number
  /** Name of the group in the first row. */
  readonly first: string
}

export interface WindowWorld {
  readonly profile: SeededProfile
  readonly steps: readonly Step[]
}

/** A quick typist's pace. */
const PAUSE_MS = 80

/** Every beginning of the searches, as far as the list is to change: else nobody could see that the answer came. */
function stepsOf(profile: SeededProfile, queries: readonly LabelledQuery[]): Step[] {
  const store = openSeeded(profile.folder)
  let before = ''
  const steps = queries.flatMap(({ text }) => {
    const beginnings = Array.from(text, (_letter, at) => text.slice(0, at + 1)).filter((part) => !part.endsWith(' '))
    return beginnings.flatMap((part) => {
      const { items, total } = store.groups.search({ text: part, limit: 1, offset: 0 })
      const first = items[0]?.name
      const shown = `${String(total)} ${first ?? ''}`
      if (first === undefined || shown === before) return []
      before = shown
      return [{ text: part, total, first }]
    })
  })
  store.close()
  return steps
}

export async function openWindow(random: Random, options: CorpusOptions & { readonly every: number }) {
  // The profile keeps to itself what it is made of: the same groups are made again for the searches.
  const seed = Math.floor(random() * 2 ** 32)
  const profile = await seedProfile(seededRandom(seed), options)
  const all = makeQueries(random, makeCorpus(seededRandom(seed), options))
  const queries = all.filter((_query, at) => at % options.every === 0)
  await leaveAt(profile.folder, { activeView: 'settings', activeAccount: 'all' })
  const world: WindowWorld = { profile, steps: stepsOf(profile, queries) }
  return { world, close: () => removeProfile(profile.folder) }
}

/** Sent to the page: types a text and answers the milliseconds until its rows are there, and until they are painted. */
function typeText({ text, total, first }: Step): Promise<{ readonly rows: number; readonly painted: number }> {
  return new Promise((resolve, reject) => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')
    const list = document.querySelector('[role=listbox]')?.parentElement
    if (!field || !list) return reject(new Error('there is no search field'))
    const isThere = (): boolean => {
      const row = document.querySelector('[role=option][aria-posinset="1"]')
      return row?.getAttribute('aria-setsize') === String(total) && row.textContent.includes(first)
    }
    const started = performance.now()
    const late = setTimeout(() => reject(new Error(`the rows for “${text}” never came`)), 10_000)
    const observer = new MutationObserver(() => {
      if (!isThere()) return
      const rows = performance.now() - started
      observer.disconnect()
      clearTimeout(late)
      requestAnimationFrame(() => window.benchPainted((time) => resolve({ rows, painted: time - started })))
    })
    observer.observe(list, { subtree: true, childList: true, characterData: true, attributes: true })
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
}

export const inWindow: Contender<WindowWorld> = {
  name: 'Bellhop',
  ours: true,
  async start({ profile, steps }) {
    const { page, quit } = await launchBellhop({ profile: profile.folder })
    await page.locator(TO_GROUPS).click()
    await page.locator('[role=option]').first().waitFor()
    await page.evaluate(installProbes)
    return {
      async run() {
        const [rows, painted]: [number[], number[]] = [[], []]
        for (const step of steps) {
          const read = await page.evaluate(typeText, step)
          rows.push(read.rows)
          painted.push(read.painted)
          await page.waitForTimeout(PAUSE_MS)
        }
        return { rows, painted }
      },
      stop: quit,
    }
  },
}
