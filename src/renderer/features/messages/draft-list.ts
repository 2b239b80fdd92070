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

  /** Keeps a draft; `open` says that a composer holds it. */
  async function put(draft: DraftPlace & Pick<KeptDraft, 'composing'>, open: boolean): Promise<void> {
    const { accountId, targetKey, composing } = draft
    // A copy: what is typed on does not change what has been kept.
    const copy = fromDraft(accountId, toDraft(composing))
    const mine = { accountId, targetKey, composing: copy, updatedAt: new Date().toISOString() }
    kept.value = [...kept.value.filter((other) => !samePlace(other, mine)), mine]
    const body = { ...toDraft(composing), open }
    const answer = await invoke('drafts.save', { accountId, targetKey, body }, { quiet: true })
    failed.value = !answer.ok
  }

  async function remove({ accountId, targetKey }: DraftPlace): Promise<void> {
    kept.value = kept.value.filter((other) => !samePlace(other, { accountId, targetKey }))
    const answer = await invoke('drafts.remove', { accountId, targetKey }, { quiet: true })
    failed.value = !answer.ok
  }

  /** Reads all anew. Answers those that composers held when they were saved, the latest last; `undefined` if it failed. */
  async function read(): Promise<readonly KeptDraft[] | undefined> {
    const answer = await invoke('drafts.list', {}, { quiet: true })
    if (!answer.ok) return undefined
    kept.value = answer.data.map(toKept)
    return answer.data
      .filter(wasOpen)
      .map(toKept)
      .sort((a, b) => a.updatedAt.localeCompare(b.updatedAt))
  }

  return { failed, kept, put, remove, read }
}
