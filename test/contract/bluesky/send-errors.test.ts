// Every documented error of chat.bsky.convo.sendMessage and of the way to it: what becomes of the message in the outbox, and
// that a message that was refused still goes out whole, and once, when the cause is gone.
import { afterEach, describe, expect, test } from 'vitest'
import type { MessageTarget } from '../../../src/shared/contract/messages'
import { RAW_TEXT, type Refusal } from '../../support/send-refusals'
import { fastTime, openDesk, type Desk } from '../outbox-desk'
import { START, useHarness } from './harness'
import { must, ourClient, type OurClient } from './our-client'

const METHOD = 'chat.bsky.convo.sendMessage'
const harness = useHarness()

/** The lexicon's own three, and those any call may meet: https://atproto.com/specs/xrpc#error-responses */
const REFUSED: readonly Refusal[] = [
  { error: 'ConvoLocked', status: 400, reason: 'messages.convoLocked' },
  { error: 'InvalidConvo', status: 400, reason: 'messages.convoNotFound' },
  // Never asked for: nothing of ours is a reply.
  { error: 'ReplyTargetNotFound', status: 400, reason: 'bluesky.refused' },
  { error: 'InvalidRequest', status: 400, reason: 'bluesky.refused' },
  { error: 'InvalidToken', status: 400, text: 'Bad token method', reason: 'bluesky.noDmAccess' },
  { error: 'InvalidToken', status: 400, text: 'Bad token scope', reason: 'bluesky.noDmAccess' },
  { error: 'InvalidToken', status: 400, text: 'Token could not be verified', reason: 'bluesky.refused' },
  { error: 'AuthMissing', status: 401, reason: 'bluesky.refused' },
  { error: 'AccountTakedown', status: 400, reason: 'bluesky.takenDown' },
  { error: 'AccountSuspended', status: 400, reason: 'bluesky.takenDown' },
  { error: 'AccountDeactivated', status: 400, reason: 'bluesky.deactivated' },
  { error: 'AccountNotFound', status: 403, reason: 'bluesky.signedOut' },
  { error: 'ScopeMissingError', status: 403, reason: 'bluesky.refused' },
  { error: 'PayloadTooLarge', status: 413, reason: 'bluesky.refused' },
  { error: 'SomethingNew', status: 400, reason: 'bluesky.refused' },
]

/** Not now: the same message may go through later. */
const BUSY: readonly Refusal[] = [
  { error: 'RateLimitExceeded', status: 429, reason: 'net.rateLimited' },
  { error: 'ExpiredToken', status: 400, reason: 'bluesky.temporarilyOffline' },
  { error: 'XRPCNotSupported', status: 404, reason: 'bluesky.chatUnavailable' },
  { error: 'MethodNotImplemented', status: 501, reason: 'bluesky.chatUnavailable' },
]

/** Nobody knows how far the service had come. */
const UNCERTAIN: readonly Refusal[] = [
  ['InternalServerError', 500] as const,
  ['UpstreamFailure', 502] as const,
  ['NotEnoughResources', 503] as const,
  ['UpstreamTimeout', 504] as const,
  ['SomethingNew', 500] as const,
].map(([error, status]) => ({ error, status, reason: 'outbox.unknownOutcome' }))

const each = (table: readonly Refusal[]): readonly [string, number, Refusal][] =>
  table.map((refusal) => [refusal.error, refusal.status, refusal])

let desk: Desk
afterEach(() => desk.close())

let practiceTime = START

/** The service's own time becomes ours: answers tell the time of day by the machine's clock. */
function setClock(): void {
  const now = Date.now()
  harness().pass(now - practiceTime)
  practiceTime = now
}

interface Correspondence {
  readonly client: OurClient
  readonly target: MessageTarget
  /** How often the service has been given the message since this was last asked. */
  sends(): number
  /** How often the text is in the conversation. */
  delivered(text: string): Promise<number>
}

/** Anna at her desk, and a conversation she may write into. @param pace how much faster than ours her time runs */
async function sitDown(pace: number): Promise<Correspondence> {
  const time = fastTime(pace)
  const client = await ourClient(harness(), 'anna', time.clock)
  desk = openDesk(client.messages, time)
  const [found] = must(await client.messages.find('', {})).filter(({ blocked }) => blocked === undefined)
  if (found === undefined) throw new Error('there is no conversation to write into')
  const { target } = found
  client.arrived()
  return {
    client,
    target,
    sends: () => client.arrived().filter((method) => method === 'sendMessage').length,
    async delivered(text) {
      const { messages } = must(await client.messages.history(target))
      return messages.filter((message) => message.text === text).length
    },
  }
}

function refuse({ error, status, text = RAW_TEXT }: Refusal, more: { times?: number; processed?: boolean } = {}): void {
  const { times = 0, processed = false } = more
  harness().faults.add({
    service: 'bluesky',
    portal: 'chat',
    method: METHOD,
    times,
    effect: { kind: 'error', status, error, description: text, processed },
  })
}

describe('a refusal', () => {
  test.each(each(REFUSED))(
    '%s with status %i is told; tried again by hand it goes out once',
    async (_error, _status, refusal) => {
      const { target, sends, delivered } = await sitDown(1)
      refuse(refusal)
      const failed = await desk.send(target, 'Hello')
      expect(failed).toMatchObject({ state: 'failed', reason: refusal.reason, text: 'Hello', attempts: 1 })
      // Once more where a session was renewed in between: the service had refused it unread.
      expect(sends()).toBeLessThanOrEqual(2)
      expect(JSON.stringify(failed)).not.toContain(RAW_TEXT)
      expect(await delivered('Hello')).toBe(0)

      harness().faults.clear()
      expect(await desk.retry(failed)).toMatchObject({ state: 'sent' })
      expect(await delivered('Hello')).toBe(1)
    },
  )
})

describe('too much at once, or no service just now', () => {
  test.each(each(BUSY))(
    '%s with status %i is repeated after waits, eight times in all, and then told',
    async (_error, _status, refusal) => {
      const { target, delivered } = await sitDown(1_000)
      refuse(refusal)
      const failed = await desk.send(target, 'Hello')
      expect(failed).toMatchObject({ state: 'failed', reason: refusal.reason, text: 'Hello', attempts: 8 })
      harness().faults.clear()
      expect(await desk.retry(failed)).toMatchObject({ state: 'sent' })
      expect(await delivered('Hello')).toBe(1)
    },
  )

  test.each(each(BUSY))('%s with status %i that passes costs nothing but time', async (_error, _status, refusal) => {
    const { target, delivered } = await sitDown(1_000)
    refuse(refusal, { times: 4 })
    expect(await desk.send(target, 'Hello')).toMatchObject({ state: 'sent' })
    expect(await delivered('Hello')).toBe(1)
  })
})

describe('a server that failed', () => {
  test.each(each(UNCERTAIN))(
    '%s with status %i after the work: the message is found in the conversation, and not sent again',
    async (_error, _status, refusal) => {
      const { target, sends, delivered } = await sitDown(1)
      setClock()
      refuse(refusal, { times: 1, processed: true })
      expect(await desk.send(target, 'Hello')).toMatchObject({ state: 'sent', attempts: 1 })
      expect(sends()).toBe(1)
      expect(await delivered('Hello')).toBe(1)
    },
  )

  test.each(each(UNCERTAIN))(
    '%s with status %i before the work: it is not there, nothing makes a repeat safe, and the user is asked',
    async (_error, _status, refusal) => {
      const { target, sends } = await sitDown(1)
      refuse(refusal)
      expect(await desk.send(target, 'Hello')).toMatchObject({
        state: 'needsDecision',
        reason: refusal.reason,
        text: 'Hello',
        evidence: { phase: 'unknown', found: 'no' },
      })
      expect(sends()).toBe(1)
    },
  )
})
