// The news the outbox has: messages that were not sent, and those that need a decision.
import type { News } from '../../shared/contract/notices'
import { oneLine } from '../../shared/domain/shown-names'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'

export interface Notices {
  /** An item has failed, or needs a decision, by itself. What the user does never comes here. */
  tell(item: OutboxRecord): void
}

export function createNotices({ tell, text }: Pick<OutboxDeps, 'tell' | 'text'>): Notices {
  return {
    tell({ id, accountId, state, targetTitle }) {
      const news: News = {
        accountId,
        kind: state === 'needsDecision' ? 'messageUndecided' : 'messageFailed',
        name: targetTitle,
        body: text('notices.outbox.to', { name: oneLine(targetTitle) }),
        place: { kind: 'outbox', id },
        listPlace: { kind: 'outbox' },
      }
      tell([news])
    },
  }
}
