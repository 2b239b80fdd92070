// Searching 100,000 groups as one types: what is found of what was meant, and how long it takes.
import type { Metric } from '../../scripts/bench/report.ts'
import type { Random } from '../../src/practice/types'
import {
  contenders,
  kindMetric,
  measureKinds,
  measureLabelled,
  measureTyping,
  type SearchWorld,
} from './search/contenders'
import { makeCorpus } from './search/corpus'
import { KINDS, makeQueries } from './search/queries'
import { inWindow, openWindow, type WindowWorld } from './search/window'
import { part, type Bench } from './support/bench'

const ACCOUNTS = 20
const GROUPS_EACH = 5_000
/** Every nth labelled search is typed letter by letter. */
const TYPED_EVERY = 10
const SHOWN_EVERY = 10

const TIME: Metric = { id: 'time', title: 'time to the first 50', unit: 'ms', shown: 'spread' }
const BUILD: Metric = { id: 'build', title: 'build', unit: 'ms', shown: 'single' }
const MEMORY: Metric = { id: 'memory', title: 'memory', unit: 'MB', shown: 'single' }

function open(random: Random) {
  const groups = makeCorpus(random, { accounts: ACCOUNTS, groupsEach: GROUPS_EACH })
  const queries = makeQueries(random, groups)
  const typed = queries
    .filter((_query, at) => at % TYPED_EVERY === 0)
    .flatMap(({ text }) =>
      Array.from(text, (_letter, at) => text.slice(0, at + 1)).filter((part) => !part.endsWith(' ')),
    )
  const world: SearchWorld = { groups, queries, typed }
  return Promise.resolve({ world })
}

const labelled = part<SearchWorld>({
  title: 'Whole searches',
  about: [
    'Three hundred searches, thirty of each kind, over 100,000 groups of 20 accounts in Russian and English. Each is made from',
    'one group: the beginning or the inside of a word, `е` for `ё` or the other way round, the wrong keyboard layout, one typing',
    'mistake, words in another order, its owner, its keywords; and by how it was made it means at most 40 groups. “Found” is the',
    'share of searches with that group among the first 50. Ours goes through the repository on a database in a file, and its',
    'times include the rows and what to mark in them; the rivals answer places in an array. “Build” is from nothing to the first',
    'search, for ours with writing the database.',
  ].join(' '),
  rounds: 3,
  warmUps: 1,
  metrics: [TIME, { id: 'recall', title: 'found', unit: 'ratio', shown: 'single' }, BUILD, MEMORY],
  goals: [
    { kind: 'limit', contender: 'Bellhop', metric: 'recall', at: 'min', bound: 'at least', value: 0.95 },
    { kind: 'limit', contender: 'Bellhop', metric: 'time', at: 'p95', bound: 'at most', value: 15 },
  ],
  open,
  contenders: contenders(measureLabelled),
})

const byKind = part<SearchWorld>({
  title: 'Found, by kind of search',
  about: 'The same searches, the share of each kind with the group that was meant among the first 50.',
  rounds: 1,
  metrics: KINDS.map((kind) => ({
    id: kindMetric(kind),
    title: kind,
    unit: 'ratio' as const,
    shown: 'single' as const,
  })),
  goals: [],
  open,
  contenders: contenders(measureKinds),
})

const typing = part<SearchWorld>({
  title: 'Letter by letter',
  about: 'Every tenth of these searches as it is typed: a search after each letter, from the first one on.',
  rounds: 3,
  warmUps: 1,
  metrics: [TIME],
  goals: [{ kind: 'limit', contender: 'Bellhop', metric: 'time', at: 'p95', bound: 'at most', value: 15 }],
  open,
  contenders: contenders(measureTyping),
})

const window = part<WindowWorld>({
  title: 'From the letter to the rows',
  about: [
    'The built app over such a database: every tenth search is typed into the field, a letter every 80 ms. “Rows” is from the',
    'input event to the moment the list has the right first row and the right number of rows; “painted” is to the end of the',
    'frame that shows them, with 60 frames a second. Letters that change nothing in what is shown are left out.',
  ].join(' '),
  rounds: 3,
  warmUps: 1,
  metrics: [
    { id: 'rows', title: 'rows', unit: 'ms', shown: 'spread' },
    { id: 'painted', title: 'painted', unit: 'ms', shown: 'spread' },
  ],
  goals: [{ kind: 'limit', contender: 'Bellhop', metric: 'rows', at: 'p95', bound: 'at most', value: 30 }],
  open: (random) => openWindow(random, { accounts: ACCOUNTS, groupsEach: GROUPS_EACH, every: SHOWN_EVERY }),
  contenders: [inWindow],
})

const bench: Bench = {
  name: 'search',
  title: 'searching 100,000 groups',
  about:
    'What is found of what was meant, and how long it takes; the engines in one process of Node, the last part in the app.',
  parts: [labelled, byKind, typing, window],
}
export default bench
