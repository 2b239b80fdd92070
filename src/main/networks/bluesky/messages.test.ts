import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import type { OutgoingMessage } from '../ports'
import { answer, CONVO, message } from './chat-views.fixtures'
import {
  FakeBluesky,
  htmlError,
  lostConnection,
  OWNER,
  START,
  testAccount,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'

const SEND = 'chat.bsky.convo.sendMessage'
const READ = 'chat.bsky.convo.getMessages'

const opened = () => {
  const fake = new FakeBluesky()
  const account = testAccount()
  const world = testWorld(fake)
  const { messages } = world.network.open(account)
  if (!messages) throw new Error('the port is missing')
  return { fake, account, world, messages }
}

const outgoing = (extra: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: '5b1c1f0e-8f6b-4b7e-9a55-3f0f6c0a9d11',
  target: { kind: 'convo', convoId: CONVO },
  text: 'Hello',
  urlPreview: true,
  ...extra,
})

const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString()
const first = { firstAttemptAt: at(0) }
const page = (messages: JsonObject[], cursor?: string): Answer =>
  answer(READ, { messages, ...(cursor === undefined ? {} : { cursor }) })

describe('sending', () => {
  it('would catch the text or the conversation being changed, or the server’s id being lost', async () => {
    const { fake, messages } = opened()
    const { $type: _, ...sent } = message()
    fake.chat(SEND, answer(SEND, sent))
    expect(await messages.send(outgoing({ text: ' Hello  ' }))).toEqual({ kind: 'sent', serverId: '3kmsg00000001' })
    expect(fake.bodies(SEND)).toEqual([{ convoId: CONVO, message: { text: ' Hello  ' } }])
  })

  it('would catch links that nobody can click, or marks on the wrong bytes', async () => {
    const { fake, messages } = opened()
    fake.chat(SEND, { json: message() })
    await messages.send(outgoing({ text: 'Смотри https://example.com/a @alice.bsky.social' }))
    expect(fake.bodies(SEND)).toMatchObject([
      {
        message: {
          facets: [
            {
              index: { byteStart: 13, byteEnd: 34 },
              features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.com/a' }],
            },
          ],
        },
      },
    ])
  })

  it.each([
    ['', 'messages.empty'],
    [' \n ', 'messages.empty'],
    ['a'.repeat(1001), 'messages.tooLong'],
    ['👩‍👩‍👧‍👦'.repeat(500), 'messages.tooLong'],
  ])('would catch a text the service refuses (%#) being sent', async (text, code) => {
    const { fake, messages } = opened()
    expect(await messages.send(outgoing({ text }))).toMatchObject({ kind: 'failed', retryable: false, error: { code } })
    expect(fake.sent).toHaveLength(0)
  })

  it('would catch a long text of many code points but few graphemes being refused', async () => {
    const { fake, messages } = opened()
    fake.chat(SEND, { json: message() })
    expect(await messages.send(outgoing({ text: '👩‍👩‍👧‍👦'.repeat(300) }))).toMatchObject({ kind: 'sent' })
  })

  it('would catch a message meant for another network leaving', async () => {
    const { fake, messages } = opened()
    const target = { kind: 'dialog', dialogId: 'chat1' } as const
    expect(await messages.send(outgoing({ target }))).toMatchObject({
      kind: 'failed',
      error: { code: 'accounts.noPort' },
    })
    expect(fake.sent).toHaveLength(0)
  })

  const answers: readonly (readonly [string, Answer, object])[] = [
    [
      'ConvoLocked',
      xrpcError(400, 'ConvoLocked'),
      { kind: 'failed', retryable: false, error: { code: 'messages.convoLocked' } },
    ],
    [
      'InvalidConvo',
      xrpcError(400, 'InvalidConvo'),
      { kind: 'failed', retryable: false, error: { code: 'messages.convoNotFound' } },
    ],
    [
      'no DM access',
      xrpcError(400, 'InvalidToken', 'Bad token method'),
      { kind: 'failed', retryable: false, error: { code: 'bluesky.noDmAccess' } },
    ],
    ['DNS', lostConnection('ENOTFOUND'), { kind: 'failed', retryable: true, error: { code: 'net.dns' } }],
    [
      '429',
      xrpcError(429, 'RateLimitExceeded'),
      { kind: 'failed', retryable: true, retryAfterMs: 33_000, error: { code: 'net.rateLimited' } },
    ],
    ['a reset', lostConnection(), { kind: 'unknown', error: { code: 'net.reset' } }],
    ['502', xrpcError(502, 'UpstreamFailure'), { kind: 'unknown', error: { code: 'bluesky.chatUnavailable' } }],
    ['HTML 503', htmlError(503), { kind: 'unknown', error: { code: 'bluesky.temporarilyOffline' } }],
    [
      'HTML 200',
      { text: '<html>', headers: { 'content-type': 'text/html' } },
      { kind: 'unknown', error: { code: 'net.notJson' } },
    ],
  ]
  it.each(answers)(
    'would catch %s being told as something else, or the message going out twice',
    async (_name, reply, outcome) => {
      const { fake, messages } = opened()
      fake.chat(SEND, reply)
      expect(await messages.send(outgoing())).toMatchObject(outcome)
      expect(fake.calls(SEND)).toHaveLength(1)
    },
  )
})

describe('reading back', () => {
  it('would catch a message that arrived being called lost', async () => {
    const { fake, messages } = opened()
    fake.chat(READ, page([message({ text: 'Later', sentAt: at(5) }), message({ sentAt: at(1) })]))
    expect(await messages.readBack(outgoing(first))).toEqual({
      ok: true,
      data: { found: 'yes', resendSafe: false, serverId: '3kmsg00000001' },
    })
  })

  it.each([
    ['an older one with the same text', message({ sentAt: at(-60) })],
    ['somebody else’s', message({ sender: { did: OWNER }, sentAt: at(1) })],
    ['another text', message({ text: 'Hello!', sentAt: at(1) })],
    [
      'a deleted one',
      { $type: 'chat.bsky.convo.defs#deletedMessageView', id: 'd', rev: 'r', sender: { did: OWNER }, sentAt: at(1) },
    ],
  ])('would catch %s passing for it', async (_name, view) => {
    const { fake, messages } = opened()
    fake.chat(READ, page([view]))
    expect(await messages.readBack(outgoing(first))).toEqual({ ok: true, data: { found: 'no', resendSafe: false } })
  })

  it('would catch a message on the second page being called lost, or the whole history being read', async () => {
    const { fake, messages } = opened()
    fake.chat(
      READ,
      page([message({ text: 'x', sentAt: at(9) })], 'p2'),
      page([message({ text: 'y', sentAt: at(8) })], 'p2'),
      page([message({ sentAt: at(1) }), message({ sentAt: at(-600) })], 'p3'),
    )
    expect(await messages.readBack(outgoing(first))).toMatchObject({ data: { found: 'yes' } })
    fake.chat(READ, page([message({ text: 'x', sentAt: at(9) }), message({ sentAt: at(-600) })], 'p2'))
    const before = fake.calls(READ).length
    expect(await messages.readBack(outgoing(first))).toMatchObject({ data: { found: 'no' } })
    expect(fake.calls(READ).length - before).toBeLessThanOrEqual(3)
  })

  it('would catch reads that lag behind the write being believed at once', async () => {
    const { fake, messages } = opened()
    fake.chat(READ, page([]), page([]), page([message({ sentAt: at(1) })]))
    expect(await messages.readBack(outgoing(first))).toMatchObject({ data: { found: 'yes' } })
  })

  it('would catch a computer’s wrong clock hiding a message that arrived, or an old one passing for it', async () => {
    const date = { date: new Date(START - 600_000).toUTCString() }
    const { fake, messages } = opened()
    fake.chat(READ, { ...page([message({ sentAt: at(-599) })]), headers: date })
    expect(await messages.readBack(outgoing(first))).toMatchObject({ data: { found: 'yes' } })
    fake.chat(READ, { ...page([message({ sentAt: at(-660) })]), headers: date })
    expect(await messages.readBack(outgoing(first))).toMatchObject({ data: { found: 'no' } })
  })

  it('would catch an outage being told as "not there"', async () => {
    const { fake, messages } = opened()
    fake.chat(READ, xrpcError(502, 'UpstreamFailure'))
    expect(await messages.readBack(outgoing(first))).toMatchObject({ ok: false })
    expect(await messages.readBack(outgoing())).toMatchObject({ data: { found: 'cannotKnow' } })
  })
})
