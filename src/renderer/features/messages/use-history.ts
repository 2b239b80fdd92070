// What was said so far where the message goes: read when it is looked at, older parts on demand, anew after a send.
import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { recipientKey } from './recipients'
import type { TargetHit } from './composing'

type Page = OutputOf<'messages.history'>
export type PastMessage = Page['messages'][number]

/** Places whose messages are kept. */
const MOST_KEPT = 20

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

  const kept = useKeptPlaces(place, { messages, older, error, busy }, read)

  useArrivals((accountId, target) => {
    const key = `${accountId} ${recipientKey({ target })}`
    if (key === keyOf(place())) void read()
    else kept.drop(key)
  })

  return { messages, older, busy, error, read, readOlder }
}

interface Shown {
  readonly messages: Ref<readonly PastMessage[] | undefined>
  readonly older: Ref<string | undefined>
  readonly error: Ref<AppError | undefined>
  readonly busy: Ref<boolean>
}

/** Turns to another place when one looks there: what was read of it before is shown at once. */
function useKeptPlaces(place: () => TargetHit | undefined, shown: Shown, read: () => Promise<void>) {
  const { messages, older, error, busy } = shown
  const kept = createKept()
  watch(
    () => place(),
    (now, before) => {
      if (keyOf(now) === keyOf(before) && before) return
      kept.put(keyOf(before), { messages: messages.value, older: older.value })
      const known = kept.get(keyOf(now))
      messages.value = known?.messages
      older.value = known?.older
      error.value = undefined
      busy.value = false
      // Going to another account and back asks nobody anything.
      const switched = now?.accountId !== before?.accountId
      if (!switched || !known?.messages) void read()
    },
    { immediate: true },
  )
  return kept
}

type Kept = { readonly messages: readonly PastMessage[] | undefined; readonly older: string | undefined }

/** What was read of the places that were looked at last. */
function createKept() {
  const places = new Map<string, Kept>()
  return {
    get: (key: string) => places.get(key),
    /** Something new was said there. */
    drop: (key: string) => places.delete(key),
    put(key: string, read: Kept): void {
      places.delete(key)
      places.set(key, read)
      for (const oldest of [...places.keys()].slice(0, Math.max(0, places.size - MOST_KEPT))) places.delete(oldest)
    },
  }
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
