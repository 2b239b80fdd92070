// One notice for all messages of a kind: while it stands, more of them are added to it, and those that are settled leave it.
import type { OutboxItem } from '../features/outbox'
import { useNotify } from '../lib/use-notify'
import type { Notice } from '../lib/use-notify'

interface Gathered {
  readonly id: string
  /** Whether a message is still one of the kind. */
  readonly is: (item: OutboxItem) => boolean
  readonly tell: (items: readonly [OutboxItem, ...OutboxItem[]]) => Omit<Notice, 'id'>
}

/** Answers a function to call with the new ones, after every change, and with everything there is. */
export function useGathered({ id, is, tell }: Gathered) {
  const notify = useNotify()
  let told: readonly string[] = []

  return (fresh: readonly OutboxItem[], all: ReadonlyMap<string, OutboxItem>): void => {
    const standing = notify.isShown(id)
    const before = standing ? told : []
    const items = [...new Set([...before, ...fresh.map((item) => item.id)])].flatMap((each) => {
      const item = all.get(each)
      return item && is(item) ? [item] : []
    })
    told = items.map((item) => item.id)
    const [first, ...others] = items
    if (!first) {
      if (standing) notify.close(id)
    } else if (fresh.length > 0 || (standing && told.length < before.length)) {
      notify.show({ id, ...tell([first, ...others]) })
    }
  }
}
