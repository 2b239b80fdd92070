// What has happened around me since a cursor. https://docs.bsky.app/docs/api/chat-bsky-convo-get-log
import { chat } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger } from '../ports'
import type { Chat, CallOptions } from './chat'
import { listIn, LogEvent, readView, stringIn } from './views'

export interface LogReading {
  /** Where the next reading goes on; absent only where the service tells none. */
  readonly cursor: string | undefined
  /** Oldest first, each once; of kinds we do not know as well. */
  readonly events: readonly LogEvent[]
  /** Nothing is known of what happened before now: there was no cursor, or one the service does not take. */
  readonly anew: boolean
}

interface LogDeps {
  readonly client: Chat
  readonly log: Logger
}

/**
 * A page of at least so many events is followed by another. How long the service's pages are is undocumented: where
 * they are shorter, the next cycle goes on from the cursor and nothing is lost.
 */
const LONG_PAGE = 25
/** After a long absence the rest comes with the next cycle. */
const MAX_PAGES = 20

const call = (client: Chat, cursor: string | undefined, options: CallOptions): Promise<Result<unknown>> =>
  client.read(
    (c, o) => c.xrpcSafe(chat.bsky.convo.getLog, { params: cursor === undefined ? {} : { cursor }, ...o }),
    options,
  )

/** Without a cursor the service tells no events and the cursor for now (https://github.com/bluesky-social/atproto/issues/2760). */
async function anew({ client }: LogDeps, options: CallOptions): Promise<Result<LogReading>> {
  const answer = await call(client, undefined, options)
  if (!answer.ok) return answer
  return ok({ cursor: stringIn(answer.data, 'cursor'), events: [], anew: true })
}

/** Events newer than the cursor. Revs are sortable strings; one that is not newer was seen before. */
function fresh(items: readonly unknown[], since: string, log: Logger): LogEvent[] {
  return items.flatMap((item) => {
    const event = readView(LogEvent, item, log)
    return event && event.rev > since ? [event] : []
  })
}

/** Reads the log to its end. A failure after the first page is no failure: what was read counts. */
export async function readLog(
  since: string | undefined,
  deps: LogDeps,
  options: CallOptions = {},
): Promise<Result<LogReading>> {
  if (since === undefined) return anew(deps, options)
  const events: LogEvent[] = []
  let cursor = since
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await call(deps.client, cursor, options)
    if (!answer.ok && page > 0) break
    // A refusal of this call with this cursor: the log is begun again, and the lists tell what was missed.
    if (!answer.ok) return answer.error.code === 'bluesky.refused' ? anew(deps, options) : answer
    const items = listIn(answer.data, 'logs')
    if (!items) return deps.client.badAnswer()
    const newer = fresh(items, cursor, deps.log)
    events.push(...newer)
    const told = stringIn(answer.data, 'cursor') ?? newer.at(-1)?.rev
    if (told === undefined || told <= cursor) break
    cursor = told
    if (items.length < LONG_PAGE) break
  }
  return ok({ cursor, events, anew: false })
}
