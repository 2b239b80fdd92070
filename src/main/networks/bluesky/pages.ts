// Reads cursor-paged lists to their end, guarding against servers that never stop.
import { ok, type Result } from '../../../shared/contract/result'
import type { Call, Chat, ReadOptions } from './chat'
import { MAX_PAGES, PAGE } from './config'
import { listIn, stringIn } from './views'

export interface PageParams {
  readonly limit: number
  readonly cursor?: string
}

export interface PageSource {
  readonly client: Chat
  /** The field that holds the items. */
  readonly key: string
  /** The call for one page. */
  call(page: PageParams): Call
  readonly options?: ReadOptions
}

/** `false` ends the reading. */
export type Visited = boolean | void

/** Hands on each page's items; `false` from the visitor ends the reading early. */
export async function eachPage(
  { client, key, call, options = {} }: PageSource,
  visit: (items: readonly unknown[]) => Visited | Promise<Visited>,
): Promise<Result<void>> {
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.read(call(cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor }), options)
    if (!answer.ok) return answer
    const items = listIn(answer.data, key)
    if (!items) return client.badAnswer()
    if ((await visit(items)) === false) return ok(undefined)
    const next = stringIn(answer.data, 'cursor')
    // No cursor is the end; the same one again would be the same page for ever.
    if (next === undefined || next === '' || next === cursor) return ok(undefined)
    cursor = next
  }
  return client.badAnswer()
}
