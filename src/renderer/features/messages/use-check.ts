// Sizes, problems and weekly slots of what is composed, asked of main after each pause in typing.
import { computed } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { useAsked } from '../../lib/use-asked'

export type Check = OutputOf<'messages.checkMany'>[number]

/** By the key of each target; empty until something is known. */
export type Checks = ReadonlyMap<string, Check>

const NOTHING: Checks = new Map()

/** `composed` is read anew whenever it changes. */
export function useCheck(composed: () => InputOf<'messages.checkMany'> | undefined) {
  /** The last answer to each account, as long as nothing was found in the way: going to another account and back asks nothing. */
  const kept = new Map<string, { readonly asked: string; readonly checks: Checks }>()
  const { answer, failed, again, current } = useAsked(composed, async (asked) => {
    const before = kept.get(asked.accountId)
    if (before?.asked === JSON.stringify(asked)) return { ok: true, data: before.checks }
    const got = await invoke('messages.checkMany', asked, { quiet: true })
    if (!got.ok) return got
    const checks = got.data.flatMap((check, index): [string, Check][] => {
      const target = asked.targets[index]
      return target ? [[messageTargetKey(target), check]] : []
    })
    if (got.data.every(({ canSend }) => canSend))
      kept.set(asked.accountId, { asked: JSON.stringify(asked), checks: new Map(checks) })
    return { ok: true, data: new Map(checks) }
  })
  function anew(): Promise<void> {
    kept.clear()
    return again()
  }
  return { checks: computed(() => answer.value ?? NOTHING), failed, again: anew, current }
}
