// The drafts main keeps, as this page knows them: read once, then changed here and there together.
import { ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import { isObject } from '../../../shared/domain/json-shape'
import type { Composing } from './composing'
import { fromDraft, toDraft } from './draft-body'
import { NO_TARGET } from './draft-keys'

type Stored = OutputOf<'drafts.list'>[number]

export interface DraftPlace {
  readonly accountId: Stored['accountId']
  readonly targetKey: string
}

export interface KeptDraft extends DraftPlace {
  readonly composing: Composing
  readonly updatedAt: string
}

export const samePlace = (a: DraftPlace, b: DraftPlace): boolean =>
  a.accountId === b.accountId && a.targetKey === b.targetKey

const nameOf = ({ accountId, targetKey }: DraftPlace): string => `${accountId} ${targetKey}`

const toKept = ({ accountId, targetKey, body, updatedAt }: Stored): KeptDraft => ({
  ...{ accountId, targetKey, updatedAt },
  composing: fromDraft(accountId, body),
})

/** Whether it was in the composer when it was saved. The first version kept nothing else. */
const wasOpen = ({ body, targetKey }: Stored): boolean =>
  isObject(body) && (body['open'] === true || (body['open'] === undefined && targetKey === NO_TARGET))

export function useDraftList() {
  /** The last attempt to save failed. */
  const failed = ref(false)
  const kept = ref<readonly KeptDraft[]>([])
  /** How often each place was changed here. */
  const changes = new Map<string, number>()
  const changesOf = (place: DraftPlace): number => changes.get(nameOf(place)) ?? 0

  /** The draft of a place, as this page shows it from now on. */
  function show(place: DraftPlace, draft: KeptDraft | undefined): void {
    changes.set(nameOf(place), changesOf(place) + 1)
    kept.value = [...kept.value.filter((other) => !samePlace(other, place)), ...(draft ? [draft] : [])]
  }

  /** Keeps a draft; `open` says that a composer holds it. Answers whether it was saved. */
  async function put(draft: DraftPlace & Pick<KeptDraft, 'composing'>, open: boolean): Promise<boolean> {
    const { accountId, targetKey, composing } = draft
    // A copy: what is typed on does not change what has been kept.
    const copy = fromDraft(accountId, toDraft(composing))
    show(draft, { accountId, targetKey, composing: copy, updatedAt: new Date().toISOString() })
    const body = { ...toDraft(composing), open }
    const answer = await invoke('drafts.save', { accountId, targetKey, body }, { quiet: true })
    failed.value = !answer.ok
    return answer.ok
  }

  async function remove({ accountId, targetKey }: DraftPlace): Promise<void> {
    show({ accountId, targetKey }, undefined)
    const answer = await invoke('drafts.remove', { accountId, targetKey }, { quiet: true })
    failed.value = !answer.ok
  }

  /**
   * Gives a place up for another that is being saved: not shown any more at once, and removed once the other is `saved`.
   * Where it could not be, this one stays; and so does whatever was put here meanwhile.
   */
  async function giveUp(place: DraftPlace, saved: Promise<boolean>): Promise<void> {
    const old = kept.value.find((other) => samePlace(other, place))
    show(place, undefined)
    const since = changesOf(place)
    const done = await saved
    if (changesOf(place) !== since) return
    if (done) await remove(place)
    else show(place, old)
  }

  /** Reads all anew; what was changed here meanwhile stays as it is here. Answers those that composers held when they were saved, the latest last; `undefined` if it failed. */
  async function read(): Promise<readonly KeptDraft[] | undefined> {
    const before = new Map(changes)
    const answer = await invoke('drafts.list', {}, { quiet: true })
    if (!answer.ok) return undefined
    const same = (place: DraftPlace): boolean => changesOf(place) === (before.get(nameOf(place)) ?? 0)
    kept.value = [...answer.data.filter(same).map(toKept), ...kept.value.filter((draft) => !same(draft))]
    return answer.data
      .filter(wasOpen)
      .map(toKept)
      .sort((a, b) => a.updatedAt.localeCompare(b.updatedAt))
  }

  return { failed, kept, put, remove, giveUp, read }
}
