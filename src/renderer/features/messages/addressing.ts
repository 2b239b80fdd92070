// Changing whom a message goes to, how, and as whom, without losing a word of it.
import type { OutputOf } from '../../../shared/contract'
import { emptyContent, isBlank } from './composing'
import type { TargetHit } from './composing'
import type { Composers, Said } from './composers'
import { recipientKey, splitByAccount, splitByLine, splitByRoom, withoutDoubles } from './recipients'

type Account = OutputOf<'accounts.list'>[number]
type AccountId = Account['id']

function leftOut(why: 'account' | 'line', dropped: readonly TargetHit[]): Said | undefined {
  return dropped.length === 0 ? undefined : { kind: 'leftOut', why, names: dropped.map(({ title }) => title) }
}

function useWriteTo({ said, aside, tooMany, drafts, sending, of, show, draftFor }: Composers) {
  /**
   * Changes whom it goes to. The text stays; where there is none yet, a draft for them comes back. Who is one too many
   * waits aside, and is told.
   */
  return function writeTo(accountId: AccountId, recipients: readonly TargetHit[]): void {
    const composing = of(accountId)
    const { kept, dropped } = splitByRoom(withoutDoubles(recipients))
    composing.recipients = kept
    if (dropped.length > 0) {
      aside.set(accountId, [...(aside.get(accountId) ?? []), ...dropped])
      tooMany.value = dropped.map(({ title }) => title)
    }
    sending.forget(accountId)
    const draft = isBlank(composing) ? draftFor(accountId) : undefined
    if (draft) show(draft)
    if (draft) said.value = { kind: 'restored', updatedAt: draft.updatedAt }
    drafts.touched(accountId)
  }
}

export function useAddressing(composers: Composers) {
  const { writer, said, aside, tooMany, drafts, of, park } = composers
  const writeTo = useWriteTo(composers)

  /** Changes the way it goes: a line's code, or '' for directly. Who cannot be reached that way waits aside. */
  function writeThrough(accountId: AccountId, lineCode: string): void {
    const composing = of(accountId)
    if (composing.lineCode === lineCode) return
    const { kept, dropped } = splitByLine([...composing.recipients, ...(aside.get(accountId) ?? [])], lineCode)
    aside.set(accountId, dropped)
    composing.lineCode = lineCode
    said.value = leftOut('line', dropped)
    tooMany.value = []
    writeTo(accountId, kept)
  }

  /** Writes on as another account. The text moves along, and whoever that account can reach; the others wait here. */
  function writeAs(from: Account, to: Account): void {
    writer.value = to.id
    said.value = undefined
    tooMany.value = []
    if (from.id === to.id || isBlank(of(from.id))) return
    const { text, attach, keyboard, urlPreview, notBefore, lineCode, recipients } = of(from.id)
    const { kept, dropped } = splitByAccount(recipients, from, to)
    const parked = !isBlank(of(to.id)) && park(to.id)
    const there = of(to.id)
    Object.assign(there, {
      ...{ text, attach, keyboard, urlPreview, notBefore },
      ...(kept.length > 0 ? { lineCode } : {}),
      recipients: kept.length > 0 ? kept : there.recipients,
    })
    Object.assign(of(from.id), emptyContent())
    said.value = leftOut('account', dropped) ?? (parked ? { kind: 'parked' } : undefined)
    drafts.touched(to.id)
    drafts.touched(from.id)
  }

  /** Writes directly to a place that was seen elsewhere. Something else that is being written becomes a draft. */
  function compose(place: TargetHit): void {
    const { accountId } = place
    const { recipients } = of(accountId)
    writer.value = accountId
    if (recipients.length === 1 && recipients.every((hit) => recipientKey(hit) === recipientKey(place))) return
    const parked = park(accountId)
    said.value = parked ? { kind: 'parked' } : undefined
    of(accountId).lineCode = ''
    writeTo(accountId, [place])
  }

  return { writeTo, writeThrough, writeAs, compose }
}
