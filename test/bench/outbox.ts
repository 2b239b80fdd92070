// Sending while answers get lost, beside the official SDK; the journal beside files; the start after a crash.
import type { Bench, Part } from './support/bench'
import { part } from './support/bench'
import type { Goal } from '../../scripts/bench/report.ts'
import { append } from './outbox/append'
import { PACE } from './outbox/pace'
import { openSendWorld, type SendWorld } from './outbox/portal'
import { recovery } from './outbox/recovery'
import { allAtOnce, asIs, cured, ours, withIds } from './outbox/senders'

const METRICS = [
  { id: 'duplicates', title: 'duplicates', unit: 'count', shown: 'single' },
  { id: 'lost', title: 'lost', unit: 'count', shown: 'single' },
  { id: 'disorder', title: 'out of order', unit: 'count', shown: 'single' },
  { id: 'wronglyFailed', title: 'called failed, and there', unit: 'count', shown: 'single' },
  { id: 'failed', title: 'called failed', unit: 'count', shown: 'single' },
  { id: 'undecided', title: 'put to the user', unit: 'count', shown: 'single' },
  { id: 'seconds', title: 'time', unit: 's', shown: 'single' },
] as const

const never = (metric: (typeof METRICS)[number]['id']): Goal => ({
  kind: 'limit',
  contender: ours.name,
  metric,
  at: 'max',
  bound: 'at most',
  value: 0,
})
const GOALS = [never('duplicates'), never('lost'), never('disorder'), never('wronglyFailed')]

const HOW = [
  'To ten people, over TLS, with the limits of the cloud. The portal resets 3 % of the connections after it has done the work and',
  '2 % after the first bytes of its answer, and 1 % before it has done anything; for 20 s, twice, it answers 503',
  'QUERY_LIMIT_EXCEEDED, and for 60 s 429 OPERATION_TIME_LIMIT. What the sender says in the end is held against what stands',
  'at the portal: lost is what was called sent and is not there, or of which nothing was said.',
  `Time runs ${PACE} times as fast for all, so that limits and back-offs are the real ones; seconds are the portal’s.`,
].join(' ')

function sending(
  title: string,
  about: string,
  what: Omit<SendWorld, 'tls'> & { rivals: Parameters<typeof part<SendWorld>>[0]['contenders'] },
): Part {
  const { rivals, ...world } = what
  return part<SendWorld>({
    title,
    about,
    rounds: 1,
    metrics: METRICS,
    goals: GOALS,
    contenders: [ours, ...rivals],
    open: () => openSendWorld(world),
  })
}

const keys = sending('1,000 messages, a portal that knows repeated ids', HOW, {
  way: 'dialog',
  keepsIds: true,
  count: 1000,
  rivals: [asIs, cured, withIds, allAtOnce],
})
const plain = sending('The same, an older portal that does not', 'There only reading back tells.', {
  way: 'dialog',
  keepsIds: false,
  count: 1000,
  rivals: [asIs, cured],
})
const network = sending(
  '300 network messages, a portal without the weekly limit',
  'Nothing can be read back there, and a repeat is delivered twice: whatever is in doubt is put to the user.',
  { way: 'network', keepsIds: false, count: 300, rivals: [asIs, cured] },
)

const bench: Bench = {
  name: 'outbox',
  title: 'messages while answers get lost',
  about: 'Our outbox, network client and database in Node, beside `@bitrix24/b24jssdk` used as its documentation says.',
  parts: [append, recovery, keys, plain, network],
}
export default bench
