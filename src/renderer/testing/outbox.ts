// An outbox behind the fake door: answers lists and counts as main's journal does, from the items it is given.
import type { InputOf } from '../../shared/contract'
import { ok } from './contract'
import type { FakeHandlers } from './fake-bellhop'
import type { OutboxItem } from './sample'

type Filter = InputOf<'outbox.counts'>

function matching(items: readonly OutboxItem[], { accountIds, states, text, target }: Filter): OutboxItem[] {
  return items.filter(
    (item) =>
      (!accountIds || accountIds.includes(item.accountId)) &&
      (!states || states.includes(item.state)) &&
      (!text || `${item.targetTitle}\n${item.text}`.toLowerCase().includes(text.toLowerCase())) &&
      (!target || JSON.stringify(target) === JSON.stringify(item.target)),
  )
}

/** @param items in the order of writing */
export function fakeOutbox(items: readonly OutboxItem[]): FakeHandlers {
  return {
    'outbox.list': ({ newestFirst, limit, offset = 0, ...filter }) => {
      const found = matching(items, filter)
      if (newestFirst) found.reverse()
      return ok(found.slice(offset, limit === undefined ? undefined : offset + limit))
    },
    'outbox.counts': (filter) => {
      const found = matching(items, filter)
      const of = (state: OutboxItem['state']): number => found.filter((item) => item.state === state).length
      return ok({
        ...{ held: of('held'), queued: of('queued'), sending: of('sending'), sent: of('sent') },
        ...{ failed: of('failed'), needsDecision: of('needsDecision'), cancelled: of('cancelled') },
        stale: found.filter(({ stale }) => stale).length,
      })
    },
    'outbox.attempts': () => ok([]),
    'messages.lines': () => ok([{ lineCode: 'a'.repeat(32), name: 'Поддержка' }]),
  }
}
