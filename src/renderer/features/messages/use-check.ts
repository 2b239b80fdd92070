// Sizes, problems and weekly slots of what is composed, asked of main after each pause in typing.
import { nextTick, onScopeDispose, ref, watch } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { debounce } from '../../lib/debounce'

const PAUSE_MS = 250

export type Check = OutputOf<'messages.checkMany'>[number]

/** By the key of each target; empty until something is known. */
export type Checks = ReadonlyMap<string, Check>

/** `composed` is read anew whenever it changes. */
export function useCheck(composed: () => InputOf<'messages.checkMany'> | undefined) {
  const checks = ref<Checks>(new Map())
  /** Why nothing could be checked; tried again with the next change. */
  const failed = ref<AppError>()
  /** What they are about. */
  let known = ''

  async function run(): Promise<void> {
    const asked = composed()
    if (!asked) {
      checks.value = new Map()
      failed.value = undefined
      return
    }
    const answer = await invoke('messages.checkMany', asked, { quiet: true })
    if (JSON.stringify(composed()) !== JSON.stringify(asked)) return
    known = answer.ok ? JSON.stringify(asked) : ''
    failed.value = answer.ok ? undefined : answer.error
    const answers = answer.ok ? answer.data : []
    checks.value = new Map(
      answers.flatMap((check, index) => {
        const target = asked.targets[index]
        return target ? [[messageTargetKey(target), check]] : []
      }),
    )
  }

  const soon = debounce(() => void run(), PAUSE_MS)
  watch(
    () => JSON.stringify(composed()),
    () => soon(),
    { immediate: true },
  )
  onScopeDispose(() => {
    soon.cancel()
  })

  /** Resolves once the checks are about what is composed now, however quickly it was typed. */
  async function current(): Promise<void> {
    if (JSON.stringify(composed()) === known) return
    soon.cancel()
    await run()
    await nextTick()
  }
  return { checks, failed, again: run, current }
}
