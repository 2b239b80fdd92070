// When people can be written to again through an open channel, for those who are offered; main knows without asking anybody.
import { computed } from 'vue'
import { useAsked } from '../../lib/use-asked'
import { hitKey } from './hits'
import type { TargetHit } from './hits'
import { checksOf } from './use-quick-check'
import type { Checks } from './ways'

/** By the key of each; those who have room are not there. */
export function useSlots(offered: () => readonly TargetHit[]) {
  const asked = useAsked(
    () => {
      const hits = offered().filter(({ target }) => target.kind === 'network')
      return hits.length > 0 ? hits : undefined
    },
    async (hits) => ({ ok: true, data: await checksOf(hits, { text: '' }) }),
  )
  return computed(() => {
    const checks: Checks = asked.answer.value ?? new Map()
    const taken = offered().flatMap((hit): [string, string][] => {
      const again = checks.get(hitKey(hit))?.slot.nextPossibleAt
      return again === undefined ? [] : [[hitKey(hit), again]]
    })
    return new Map(taken)
  })
}
