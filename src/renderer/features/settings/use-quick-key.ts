// The key from anywhere: what main knows of it, changing it, and waiting for a press of it.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted, ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { follow, invoke } from '../../api'

/** What a press is waited for: to see that it is heard, or because the same key may be chosen again. */
type Waiting = 'test' | 'recording'

export function useQuickKey() {
  const state = ref<OutputOf<'quicksend.key'>>()
  const waiting = ref<Waiting>()
  /** How the last test ended. */
  const tested = ref<'heard' | 'unheard'>()
  const error = ref<AppError>()

  async function read(): Promise<void> {
    const answer = await invoke('quicksend.key', {})
    if (answer.ok) state.value = answer.data
  }
  function ended(heard: boolean): void {
    if (waiting.value === 'test') tested.value = heard ? 'heard' : 'unheard'
    waiting.value = undefined
  }
  async function wait(what: Waiting): Promise<void> {
    tested.value = undefined
    error.value = undefined
    waiting.value = what
    const answer = await invoke('quicksend.testKey', { on: true })
    if (answer.ok) return
    waiting.value = undefined
    error.value = answer.error
  }
  async function leave(): Promise<void> {
    if (waiting.value === undefined) return
    waiting.value = undefined
    await invoke('quicksend.testKey', { on: false })
  }
  /** A refused key changes nothing, and says why. */
  async function choose(key: string): Promise<void> {
    await leave()
    tested.value = undefined
    const answer = await invoke('quicksend.setKey', { key })
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) state.value = answer.data
  }

  useLife({
    start: () => follow({ event: 'quicksend.keyTested', read, apply: ({ heard }) => ended(heard) }),
    leave,
    // Somebody has given the key back meanwhile, perhaps: asking makes main try again.
    back: () => {
      if (state.value?.problem !== undefined) void read()
    },
  })
  return { state, waiting, tested, error, wait, leave, choose }
}

interface Life {
  /** Resolves with what ends it. */
  readonly start: () => Promise<() => void>
  readonly leave: () => Promise<void>
  /** Somebody comes back to the window, or to this part of it. */
  readonly back: () => void
}

function useLife({ start, leave, back }: Life): void {
  let stop: (() => void) | undefined
  let gone = false
  onActivated(back)
  onDeactivated(leave)
  onMounted(async () => {
    window.addEventListener('focus', back)
    const end = await start()
    if (gone) end()
    else stop = end
  })
  onBeforeUnmount(() => {
    gone = true
    window.removeEventListener('focus', back)
    stop?.()
    void leave()
  })
}
