// An item of the journal as a network is given it, to send or to look for.
import { isoAt } from '../../shared/domain/time'
import type { OutgoingMessage } from '../networks/ports'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import type { KeptFiles } from './kept-files'

/** How far a service's clock may be behind ours and still show an earlier message as one of this time. */
const CLOCKS_MS = 15 * 60_000

/** @param again the message may be there already: then it is said which ones are others, so that none is taken for it */
export function toOutgoing(
  { store, files }: Pick<OutboxDeps, 'store'> & { readonly files: Pick<KeptFiles, 'outgoing'> },
  item: OutboxRecord,
  again: boolean,
): OutgoingMessage {
  const first = store.outbox.attempts(item.id).at(0)?.startedAt
  const since = first === undefined || !again ? undefined : isoAt(Date.parse(first) - CLOCKS_MS)
  return {
    id: item.id,
    target: item.target,
    text: item.text,
    urlPreview: item.urlPreview,
    ...(item.attach === undefined ? {} : { attach: item.attach }),
    ...(item.keyboard === undefined ? {} : { keyboard: item.keyboard }),
    ...(item.file === undefined ? {} : { file: files.outgoing(item.file) }),
    ...(first === undefined ? {} : { firstAttemptAt: first }),
    ...(since === undefined ? {} : { otherServerIds: store.outbox.otherServerIds(item, since) }),
  }
}
