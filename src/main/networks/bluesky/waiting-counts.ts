// In which of my groups somebody waits, from the counts that the list of conversations tells their owner.
import { chat } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger } from '../ports'
import type { Chat, ReadOptions } from './chat'
import { kindOf } from './group-views'
import { eachPage } from './pages'
import { ConvoView, readView } from './views'

/**
 * Which of `groupIds` have to be read: those with requests waiting, and those the list did not tell of. One request per
 * hundred conversations, newest first, and no further than needed.
 */
export async function whereSomebodyWaits(
  groupIds: readonly string[],
  { client, log }: { client: Chat; log: Logger },
  options: ReadOptions = {},
): Promise<Result<readonly string[]>> {
  const left = new Set(groupIds)
  const waiting = new Set(groupIds)
  const read = await eachPage(
    {
      client,
      key: 'convos',
      call: (page) => (c, o) =>
        c.xrpcSafe(chat.bsky.convo.listConvos, { params: { kind: 'group', status: 'accepted', ...page }, ...o }),
      options,
    },
    (items) => {
      for (const item of items) {
        const convo = readView(ConvoView, item, log)
        if (!convo || !left.delete(convo.id)) continue
        if (kindOf(convo, log)?.joinRequestCount === 0) waiting.delete(convo.id)
      }
      return left.size > 0
    },
  )
  return read.ok ? ok([...waiting]) : read
}
