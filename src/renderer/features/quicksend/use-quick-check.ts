// Sizes, warnings and weekly slots of what stands in the window, asked of main for every account it goes out by.
import { computed } from 'vue'
import { invoke } from '../../api'
import { useAsked } from '../../lib/use-asked'
import { hitKey } from './hits'
import type { TargetHit } from './hits'
import type { QuickMessage } from './holding'
import type { Check, Checks } from './ways'

const NOTHING: Checks = new Map()

/** `message` is read anew whenever it changes. */
export function useQuickCheck(message: () => QuickMessage) {
  const asked = useAsked(
    () => (message().targets.length > 0 ? message() : undefined),
    async ({ targets, ...said }) => ({ ok: true, data: await checksOf(targets, said) }),
  )
  return computed(() => asked.answer.value ?? NOTHING)
}

type Said = Omit<QuickMessage, 'targets'>

/** Checks one text for targets of several accounts; those of an account that cannot be asked are left out. */
export async function checksOf(targets: readonly TargetHit[], said: Said): Promise<Checks> {
  const byAccount = [...Map.groupBy(targets, ({ accountId }) => accountId).values()]
  const checks = await Promise.all(byAccount.map((own) => checkOf(own, said)))
  return new Map(checks.flat())
}

async function checkOf(targets: readonly TargetHit[], said: Said): Promise<[string, Check][]> {
  const [first] = targets
  if (!first) return []
  const { accountId } = first
  const input = { accountId, ...said, targets: targets.map(({ target }) => target) }
  const answer = await invoke('messages.checkMany', input, { quiet: true })
  if (!answer.ok) return []
  return answer.data.flatMap((check, at): [string, Check][] => {
    const hit = targets[at]
    return hit ? [[hitKey(hit), check]] : []
  })
}
