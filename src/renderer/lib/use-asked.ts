// Asking main again after each pause, whenever the question has changed. An answer to an old question is dropped.
import { nextTick, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { AppError, Result } from '../../shared/contract/result'
import { debounce } from './debounce'

const PAUSE_MS = 250

export interface Asked<A> {
  /** `undefined` until something is known, and where nothing is asked. */
  readonly answer: Readonly<Ref<A | undefined>>
  /** Why nothing is known; tried again with the next change. */
  readonly failed: Readonly<Ref<AppError | undefined>>
  again(): Promise<void>
  /** Resolves once the answer is about what is asked now, however quickly that changed. */
  current(): Promise<void>
}

/** `question` is read anew whenever it changes; it has to be plain data. */
export function useAsked<Q, A>(question: () => Q | undefined, ask: (asked: Q) => Promise<Result<A>>): Asked<A> {
  const answer = shallowRef<A>()
  const failed = ref<AppError>()
  /** What the answer is about. */
  let known: string | undefined = ''

  async function run(): Promise<void> {
    const asked = question()
    if (asked === undefined) {
      answer.value = failed.value = undefined
      return
    }
    const written = JSON.stringify(asked)
    const got = await ask(asked)
    if (JSON.stringify(question()) !== written) return
    known = got.ok ? written : ''
    failed.value = got.ok ? undefined : got.error
    answer.value = got.ok ? got.data : undefined
  }

  const soon = debounce(() => void run(), PAUSE_MS)
  watch(
    () => JSON.stringify(question()),
    () => soon(),
    { immediate: true },
  )
  onScopeDispose(() => soon.cancel())

  async function current(): Promise<void> {
    if (JSON.stringify(question()) === known) return
    soon.cancel()
    await run()
    await nextTick()
  }
  return { answer, failed, again: run, current }
}
