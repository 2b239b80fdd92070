// What was said so far where the message goes: read when it is looked at, older parts on demand, anew after a send.
import { onScopeDispose, ref, watch } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { recipientKey } from './recipients'
import type { TargetHit } from './composing'

type Page = OutputOf<'messages.history'>
export type PastMessage = Page['messages'][number]

const keyOf = (hit: TargetHit | undefined): string => (hit ? `${hit.accountId} ${recipientKey(hit)}` : '')

/** `place` is where one looks; `undefined` while nobody looks. */
export function useHistory(place: () => TargetHit | undefined) {
  const messages = ref<readonly PastMessage[]>()
  const older = ref<string>()
  const busy = ref(false)
  const error = ref<AppError>()

  /** Answers the page, unless one looks elsewhere by then. */
  async function ask(before?: string): Promise<Page | undefined> {
    const hit = place()
    if (!hit) return undefined
    busy.value = true
    const { accountId, target } = hit
    const answer = await invoke(
      'messages.history',
      { accountId, target, ...(before ? { before } : {}) },
      { quiet: true },
    )
    if (keyOf(place()) !== keyOf(hit)) return undefined
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    return answer.ok ? answer.data : undefined
  }

  /** Reads the latest part; what was read of older parts stays where it joins. */
  async function read(): Promise<void> {
    const page = await ask()
    if (!page) return
    const fresh = new Set(page.messages.map(({ id }) => id))
    const known = messages.value ?? []
    const joins = known.some(({ id }) => fresh.has(id))
    messages.value = joins ? [...known.filter(({ id }) => !fresh.has(id)), ...page.messages] : page.messages
    if (!joins) older.value = page.older
  }

  async function readOlder(): Promise<void> {
    const page = older.value === undefined || busy.value ? undefined : await ask(older.value)
    if (!page) return
    const known = new Set((messages.value ?? []).map(({ id }) => id))
    messages.value = [...page.messages.filter(({ id }) => !known.has(id)), ...(messages.value ?? [])]
    older.value = page.older
  }

  watch(
    () => keyOf(place()),
    () => {
      messages.value = older.value = error.value = undefined
      busy.value = false
      void read()
    },
    { immediate: true },
  )

  useArrivals((accountId, target) => {
    if (`${accountId} ${recipientKey({ target })}` === keyOf(place())) void read()
  })

  return { messages, older, busy, error, read, readOlder }
}

/** Tells where a message has just arrived, while the scope lives. */
function useArrivals(arrived: (accountId: string, target: TargetHit['target']) => void): void {
  let stop: (() => void) | undefined
  let gone = false
  void follow({
    event: 'outbox.changed',
    read: () => Promise.resolve(),
    apply: ({ upsert }) => {
      for (const { accountId, target, state } of upsert) if (state === 'sent') arrived(accountId, target)
    },
  }).then((unfollow) => {
    if (gone) unfollow()
    else stop = unfollow
  })
  onScopeDispose(() => {
    gone = true
    stop?.()
  })
}
