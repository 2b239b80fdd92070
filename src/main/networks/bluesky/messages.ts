// The messages port: conversations one can write to, one message into one, and reading back whether it arrived.
// https://docs.bsky.app/docs/api/chat-bsky-convo-send-message – there is no idempotency key, so nothing is ever repeated.
import { chat } from '@bsky/sdk/lexicons'
import { RichText } from '@bsky/sdk/richtext'
import type { ErrorCode } from '../../../shared/contract/errors'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Clock, Logger, MessagesPort, OutgoingMessage, SendOutcome, Timers } from '../ports'
import type { Chat, WriteOutcome } from './chat'
import { MESSAGE_BYTES, MESSAGE_GRAPHEMES } from './config'
import { readConvoHistory } from './convo-history'
import { createConvoTargets } from './convo-targets'
import type { Convos } from './convos'
import type { Cooldown } from './cooldown'
import { appError } from './failure'
import { createFacetting, type Facetting } from './mentions'
import { eachPage, type PageSource } from './pages'
import { readUnread } from './unread-convos'
import { Message, MESSAGE, stringIn } from './views'
import * as v from 'valibot'

export interface MessagesDeps {
  readonly client: Chat
  readonly cooldown: Cooldown
  readonly convos: Convos
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
  /** Server time minus ours in milliseconds; `undefined` before the first answer. */
  clockOffset(): number | undefined
}

const SEND_ERRORS = {
  ConvoLocked: 'messages.convoLocked',
  InvalidConvo: 'messages.convoNotFound',
} as const satisfies Record<string, ErrorCode>

/** The `Date` header that tells the server's time counts whole seconds. */
const CLOCK_MARGIN_MS = 2_000
const REREAD_MS = 2_000

const refused = (code: ErrorCode): SendOutcome => ({
  kind: 'failed',
  error: appError(code, 'user'),
  retryable: false,
})

/** What stops a text before it leaves. The lexicon counts graphemes and UTF-8 bytes. */
function problemOf(text: RichText): ErrorCode | undefined {
  if (text.text.trim() === '') return 'messages.empty'
  const tooLong = text.graphemeLength > MESSAGE_GRAPHEMES || text.length > MESSAGE_BYTES
  return tooLong ? 'messages.tooLong' : undefined
}

function sendOutcome(answer: WriteOutcome, cooldown: Cooldown): SendOutcome {
  switch (answer.kind) {
    case 'done': {
      const serverId = stringIn(answer.body, 'id')
      return { kind: 'sent', ...(serverId === undefined ? {} : { serverId }) }
    }
    case 'unknown':
      return { kind: 'unknown', error: answer.error }
    case 'neverSent':
    case 'refused': {
      const waitMs = cooldown.left()
      const retryable = answer.error.retry === 'later'
      return { kind: 'failed', error: answer.error, retryable, ...(waitMs > 0 ? { retryAfterMs: waitMs } : {}) }
    }
  }
}

async function send(
  message: OutgoingMessage,
  { client, cooldown }: MessagesDeps,
  facetting: Facetting,
): Promise<SendOutcome> {
  const { target } = message
  if (target.kind !== 'convo') return refused('accounts.noPort')
  const rich = new RichText({ text: message.text })
  const problem = problemOf(rich)
  if (problem) return refused(problem)
  const facets = await facetting.marksIn(rich, target.convoId)
  const body = {
    convoId: target.convoId,
    message: { text: message.text, ...(facets.length > 0 ? { facets } : {}) },
  }
  const answer = await client.write((c, o) => c.xrpcSafe(chat.bsky.convo.sendMessage, { body, ...o }), {
    declared: SEND_ERRORS,
  })
  return sendOutcome(answer, cooldown)
}

interface Search {
  readonly convoId: string
  readonly text: string
  readonly me: string
  /** In the server's time. */
  readonly since: number
  /** Known to be other messages. */
  readonly others: readonly string[]
}

/** Newest first, back to the first attempt: my own message with the same text. Answers its id. */
async function findSent(
  { convoId, text, me, since, others }: Search,
  client: Chat,
): Promise<Result<string | undefined>> {
  let found: string | undefined
  const source: PageSource = {
    client,
    key: 'messages',
    call: (page) => (c, o) => c.xrpcSafe(chat.bsky.convo.getMessages, { params: { convoId, ...page }, ...o }),
    options: { declared: SEND_ERRORS },
  }
  const read = await eachPage(source, (items) => {
    for (const item of items) {
      const parsed = v.safeParse(Message, item)
      if (!parsed.success) continue
      const { $type, id, sender, sentAt, text: sent } = parsed.output
      if (sentAt !== undefined && Date.parse(sentAt) < since) return false
      const mine = sender?.did === me && ($type === MESSAGE || $type === '')
      if (mine && sent === text && !others.includes(id ?? '')) {
        found = id ?? ''
        return false
      }
    }
    return true
  })
  return read.ok ? ok(found) : read
}

async function readBack(message: OutgoingMessage, deps: MessagesDeps): ReturnType<MessagesPort['readBack']> {
  const { target, firstAttemptAt, text } = message
  if (target.kind !== 'convo') return fail('accounts.noPort', 'never')
  const me = deps.client.did()
  if (!me.ok) return me
  const began = firstAttemptAt === undefined ? Number.NaN : Date.parse(firstAttemptAt)
  if (Number.isNaN(began)) return ok({ found: 'cannotKnow', resendSafe: false })
  // The two clocks are compared by what answers tell, so there has to be one.
  if (deps.clockOffset() === undefined) {
    const answer = await deps.client.read((c, o) =>
      c.xrpcSafe(chat.bsky.convo.getMessages, { params: { convoId: target.convoId, limit: 1 }, ...o }),
    )
    if (!answer.ok) return answer
  }
  const since = began + (deps.clockOffset() ?? 0) - CLOCK_MARGIN_MS
  const search = { convoId: target.convoId, text, me: me.data, since, others: message.otherServerIds ?? [] }
  let found = await findSent(search, deps.client)
  if (found.ok && found.data === undefined) {
    // Reads lag behind writes.
    await deps.timers.sleep(REREAD_MS).catch(() => undefined)
    found = await findSent(search, deps.client)
  }
  if (!found.ok) return found
  if (found.data === undefined) return ok({ found: 'no', resendSafe: false })
  return ok({ found: 'yes', resendSafe: false, ...(found.data === '' ? {} : { serverId: found.data }) })
}

export function createMessages(deps: MessagesDeps): MessagesPort {
  const facetting = createFacetting(deps)
  const find = createConvoTargets(deps)
  return {
    targets: ['convo'],
    find: (text, { lineCode }) => (lineCode === undefined ? find(text) : Promise.resolve(fail('accounts.noPort'))),
    history: (target, before) =>
      target.kind === 'convo'
        ? readConvoHistory(deps, target.convoId, before)
        : Promise.resolve(fail('accounts.noPort')),
    unread: () => readUnread(deps),
    send: (message) => send(message, deps, facetting),
    readBack: (message) => readBack(message, deps),
  }
}
