// How much of a request's pages can be believed. Pure.
import type { JsonObject } from '../../../shared/contract/common'
import type { CallResult, NotDone } from './client'
import { PAGE, rowsOf } from './group-list'

export interface Believable {
  readonly rows: readonly JsonObject[]
  readonly pages: number
  readonly total: number | undefined
  readonly more: boolean
  /** The page at which belief ends because it is missing. */
  readonly lost?: NotDone
}

/**
 * The pages `p0`, `p1` … up to the first that is missing, or that counts another total than the one before: from there on
 * groups may have moved to another page. `skip` is the start of `p0`.
 */
export function believable(answers: Readonly<Record<string, CallResult>>, skip: number): Believable {
  const rows: JsonObject[] = []
  let total: number | undefined
  for (let pages = 0; ; pages += 1) {
    const answer = answers[`p${pages}`]
    if (answer === undefined) return { rows, pages, total, more: true }
    if (!answer.ok) return { rows, pages, total, more: true, lost: answer }
    if (pages > 0 && answer.total !== total) return { rows, pages, total, more: true }
    const found = rowsOf(answer.data)
    total = answer.total
    rows.push(...found)
    const counted = skip + (pages + 1) * PAGE
    const promised = found.length > 0 && (total === undefined ? found.length >= PAGE : counted < total)
    // A page may be short although more follow: rights are applied after it is cut.
    if (answer.next === undefined && !promised) return { rows, pages: pages + 1, total, more: false }
  }
}
