// What was sent from here and is still told: held with its Undo, then what became of it. A window that has gone tells it in
// a corner.
import { computed, onScopeDispose, shallowRef } from 'vue'
import { follow, invoke } from '../../api'
import type { PayloadOf } from '../../../shared/contract'
import { phaseOf } from './phase'
import type { OutboxItem, Phase } from './phase'
import type { Journalled } from './journal'
import type { QuickMessage } from './holding'
import { useLinger } from './use-linger'

export interface SentMessage {
  readonly id: string
  readonly message: QuickMessage
  readonly journalled: readonly Journalled[]
  readonly phase: Phase
}
type Patch = Pick<PayloadOf<'outbox.changed'>, 'upsert' | 'remove'>

const NEWEST = 200

function withItems(sent: SentMessage, { upsert, remove }: Patch): SentMessage {
  const news = new Map(upsert.map((item) => [item.id, item]))
  if (!sent.journalled.some(({ item }) => news.has(item.id) || remove.includes(item.id))) return sent
  const journalled = sent.journalled
    .filter(({ item }) => !remove.includes(item.id))
    .map(({ hit, item }) => ({ hit, item: newer(item, news.get(item.id)) }))
  const phase = phaseOf(journalled.map(({ item }) => item))
  return { ...sent, journalled, phase: sent.phase === 'late' && phase !== 'failed' ? 'late' : phase }
}
const newer = (known: OutboxItem, news: OutboxItem | undefined): OutboxItem =>
  news && news.updatedAt >= known.updatedAt ? news : known

export function useSent() {
  const list = shallowRef<readonly SentMessage[]>([])
  const drop = (id: string): void => {
    list.value = list.value.filter((each) => each.id !== id)
  }
  const read = useLinger(() => list.value, drop)
  const patch = (changes: Patch): void => {
    list.value = list.value.map((sent) => withItems(sent, changes))
  }
  /** Events were missed: what is told is read anew. */
  async function readAgain(): Promise<void> {
    if (list.value.length === 0) return
    const answer = await invoke('outbox.list', { newestFirst: true, limit: NEWEST }, { quiet: true })
    if (answer.ok) patch({ upsert: answer.data, remove: [] })
  }

  const stop = follow({ event: 'outbox.changed', read: readAgain, apply: patch })
  onScopeDispose(() => void stop.then((end) => end()))

  function tell(message: QuickMessage, journalled: readonly Journalled[]): void {
    const id = journalled[0]?.item.id
    if (id === undefined) return
    list.value = [...list.value, { id, message, journalled, phase: phaseOf(journalled.map(({ item }) => item)) }]
  }
  /** Takes back what can be taken back; answers it as it was written, for those who will not get it. */
  async function takeBack({ id, message, journalled }: SentMessage): Promise<QuickMessage | undefined> {
    const ids = journalled.map(({ item }) => item.id)
    const answer = await invoke('quicksend.takeBack', { ids }, { quiet: true })
    const back = new Set(answer.ok ? answer.data.map((item) => item.id) : [])
    const targets = journalled.flatMap(({ hit, item }) => (back.has(item.id) ? [hit] : []))
    if (targets.length > 0) {
      drop(id)
      return { ...message, targets }
    }
    list.value = list.value.map((each) => (each.id === id ? { ...each, phase: 'late' as const } : each))
    return undefined
  }
  const undoable = computed(() => list.value.findLast(({ phase }) => phase === 'held'))
  return { list, read, undoable, tell, takeBack, drop }
}
