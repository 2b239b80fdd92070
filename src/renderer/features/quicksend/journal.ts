// Handing one message to the outbox for targets of several accounts: one call for each account, one result for each target.
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/contract/errors'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { hitKey } from './hits'
import type { TargetHit } from './hits'

type OutboxItem = OutputOf<'outbox.list'>[number]

export interface Journalled {
  readonly hit: TargetHit
  readonly item: OutboxItem
}

export interface Handed {
  readonly journalled: readonly Journalled[]
  /** Why a target was not, by its key. */
  readonly refused: ReadonlyMap<string, ErrorCode>
}

interface Message {
  readonly targets: readonly TargetHit[]
  readonly text: string
  readonly file?: OutboxItem['file']
}

/** Never rejects: an account whose call fails refuses all its targets for that reason. */
export async function journal({ targets, text, file }: Message): Promise<Handed> {
  const byAccount = Map.groupBy(targets, ({ accountId }) => accountId)
  const journalled: Journalled[] = []
  const refused = new Map<string, ErrorCode>()
  await Promise.all(
    [...byAccount].map(async ([accountId, hits]) => {
      const answer = await invoke(
        'outbox.enqueueMany',
        { accountId, text, ...(file ? { file } : {}), targets: hits.map(({ target, title }) => ({ target, title })) },
        { quiet: true },
      )
      if (!answer.ok) {
        for (const hit of hits) refused.set(hitKey(hit), answer.error.code)
        return
      }
      const byTarget = new Map(hits.map((hit) => [messageTargetKey(hit.target), hit]))
      for (const each of answer.data) {
        const hit = byTarget.get(messageTargetKey(each.kind === 'journalled' ? each.item.target : each.target))
        if (!hit) continue
        if (each.kind === 'journalled') journalled.push({ hit, item: each.item })
        else refused.set(hitKey(hit), each.problem)
      }
    }),
  )
  return { journalled, refused }
}
