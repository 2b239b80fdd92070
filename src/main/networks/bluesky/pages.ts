// Reads cursor-paged lists to their end, guarding against servers that never stop.
import { ok, type Result } from '../../../shared/contract/result'
import { appError } from './failure'
import { MAX_PAGES } from './config'
import { listIn, stringIn } from './views'

export interface PageSource {
  /** One page; `cursor` is absent for the first. */
  read(cursor: string | undefined): Promise<Result<unknown>>
  /** The field that holds the items. */
  readonly key: string
}

/** Hands on each page's items; `false` from the visitor ends the reading early. */
export async function eachPage(
  source: PageSource,
  visit: (items: readonly unknown[]) => boolean | void,
): Promise<Result<void>> {
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await source.read(cursor)
    if (!answer.ok) return answer
    const items = listIn(answer.data, source.key)
    if (!items) return { ok: false, error: appError('net.badAnswer', 'later') }
    if (visit(items) === false) return ok(undefined)
    const next = stringIn(answer.data, 'cursor')
    // No cursor is the end; the same one again would be the same page for ever.
    if (next === undefined || next === '' || next === cursor) return ok(undefined)
    cursor = next
  }
  return { ok: false, error: appError('net.badAnswer', 'later') }
}
