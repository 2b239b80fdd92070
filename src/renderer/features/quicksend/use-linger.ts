// How long something is told: by what it says, and longer for whoever points at it.
import { onScopeDispose, ref, watch } from 'vue'
import { LINGER } from './phase'
import type { Phase } from './phase'

interface Told {
  readonly id: string
  readonly phase: Phase
}

/** Somebody who points at it reads it: it stays a while longer, unless the pointer was only left there. */
const READING_MS = 1_500
const MOST_READING_MS = 15_000

/** Calls `drop` when one has been told for long enough; a new phase begins anew. */
export function useLinger(list: () => readonly Told[], drop: (id: string) => void) {
  /** Under the pointer. */
  const read = ref(false)
  const timers = new Map<string, { readonly phase: Phase; readonly timer: ReturnType<typeof setTimeout> }>()

  function linger({ id, phase }: Told, ms: number, readFor = 0): void {
    const end = (): void => {
      if (read.value && readFor < MOST_READING_MS) linger({ id, phase }, READING_MS, readFor + READING_MS)
      else drop(id)
    }
    timers.set(id, { phase, timer: setTimeout(end, ms) })
  }
  watch(list, (now) => {
    const phases = new Map(now.map(({ id, phase }) => [id, phase]))
    for (const [id, { phase, timer }] of timers) {
      if (phases.get(id) === phase) continue
      clearTimeout(timer)
      timers.delete(id)
    }
    for (const told of now) {
      const ms = LINGER[told.phase]
      if (ms !== undefined && !timers.has(told.id)) linger(told, ms)
    }
    // What goes from under the pointer tells nobody that the pointer has left it.
    if (now.length === 0) read.value = false
  })
  onScopeDispose(() => {
    for (const { timer } of timers.values()) clearTimeout(timer)
  })
  return read
}
