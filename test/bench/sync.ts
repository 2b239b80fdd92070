// Reading 10,000 groups for the first time, beside the official SDK.
import { part, type Bench, type Part } from './support/bench'
import { callList, fetchList, ours } from './sync/contenders'
import { LATENCY_MS, openWorld, type SyncWorld } from './sync/portal'

const METRICS = [
  { id: 'requests', title: 'HTTP requests', unit: 'count', shown: 'single' },
  { id: 'seconds', title: 'time', unit: 's', shown: 'single' },
  { id: 'groups', title: 'groups', unit: 'count', shown: 'single' },
] as const

const HOW = [
  'Each round has a portal of its own over TLS on this machine, with the limit of the cloud (50 requests at once, then 2 a',
  `second), and every answer takes ${LATENCY_MS} ms to come. Requests are those the portal counted, connecting not among them.`,
  'Ours ends in the database, with the names of the owners; the SDK’s in memory, without. The number of groups must be what',
  'the portal shows, or the round fails. The SDK is used as its documentation uses it, with its own limiter.',
].join(' ')

const CONTENDERS = [ours, callList, fetchList]

const quick: Part = part<SyncWorld>({
  title: '10,000 groups, limits as in the cloud',
  about: HOW,
  rounds: 3,
  metrics: METRICS,
  goals: [
    { kind: 'limit', contender: ours.name, metric: 'requests', at: 'max', bound: 'at most', value: 6 },
    { kind: 'times', contender: ours.name, rival: callList.name, metric: 'seconds', value: 20 },
    { kind: 'times', contender: ours.name, rival: fetchList.name, metric: 'seconds', value: 20 },
  ],
  contenders: CONTENDERS,
  open: () => openWorld(0),
})

const PAGE_MS = 30

const slow: Part = part<SyncWorld>({
  title: `The same, where every page costs the portal ${PAGE_MS} ms`,
  about: [
    'What a batch saves is the waiting between requests, not the portal’s work for each page. A portal that works for a while',
    'over every page takes the same time for it inside a batch; how long real ones do differs, so this part has no goal.',
  ].join(' '),
  rounds: 3,
  metrics: METRICS,
  goals: [],
  contenders: CONTENDERS,
  open: () => openWorld(PAGE_MS),
})

const bench: Bench = {
  name: 'sync',
  title: 'reading all groups of a portal',
  about: 'Our network client and capability in Node, beside `@bitrix24/b24jssdk`, against a practice portal.',
  parts: [quick, slow],
}
export default bench
