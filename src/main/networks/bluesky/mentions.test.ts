import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '../ports'
import { alice, answer, CONVO, message, owner } from './chat-views.fixtures'
import { ALICE, FakeBluesky, OWNER, testAccount, testWorld, xrpcError, type Answer } from './bluesky.fixtures'

const SEND = 'chat.bsky.convo.sendMessage'
const MEMBERS = 'chat.bsky.convo.getConvoMembers'
const members = answer(MEMBERS, { members: [owner(), alice()] })

function opened(...answers: Answer[]) {
  const fake = new FakeBluesky()
  const world = testWorld(fake)
  const { messages } = world.network.open(testAccount())
  fake.chat(SEND, { json: message() })
  fake.chat(MEMBERS, ...answers)
  const send = (text: string) => {
    const outgoing: OutgoingMessage = { id: 'x', target: { kind: 'convo', convoId: CONVO }, text, urlPreview: true }
    return messages?.send(outgoing)
  }
  return { fake, world, send }
}

const mention = (did: string, byteStart: number, byteEnd: number) => ({
  index: { byteStart, byteEnd },
  features: [{ $type: 'app.bsky.richtext.facet#mention', did }],
})

describe('a handle in a text', () => {
  it('is a mention where a member has it, on the right bytes, whatever its case, beside the links', async () => {
    const { fake, send } = opened(members)
    await send('Привет @Olga.bsky.social и @alice.bsky.social: https://example.com')
    expect(fake.bodies(SEND)).toEqual([
      {
        convoId: CONVO,
        message: {
          text: 'Привет @Olga.bsky.social и @alice.bsky.social: https://example.com',
          facets: [
            mention(OWNER, 13, 30),
            mention(ALICE, 34, 52),
            {
              index: { byteStart: 54, byteEnd: 73 },
              features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.com' }],
            },
          ],
        },
      },
    ])
  })

  it('of nobody in the conversation is just text: nobody outside is looked up', async () => {
    const { fake, send } = opened(members)
    await send('ask @stranger.example.com')
    expect(fake.bodies(SEND)).toEqual([{ convoId: CONVO, message: { text: 'ask @stranger.example.com' } }])
    expect(fake.calls('com.atproto.identity.resolveHandle')).toEqual([])
  })

  it('keeps no message from going: where members cannot be read it goes as text', async () => {
    const { fake, send } = opened(xrpcError(500, 'InternalServerError'))
    expect(await send('hi @olga.bsky.social')).toMatchObject({ kind: 'sent' })
    expect(fake.bodies(SEND)).toEqual([{ convoId: CONVO, message: { text: 'hi @olga.bsky.social' } }])
  })

  it('has the members read once for a while, and a text without one never', async () => {
    const { fake, send, world } = opened(members)
    await send('mail me at olga@example.com')
    expect(fake.calls(MEMBERS)).toHaveLength(0)
    await send('hi @olga.bsky.social')
    await send('hi again @olga.bsky.social')
    expect(fake.calls(MEMBERS)).toHaveLength(1)
    world.pass(11 * 60_000)
    await send('still there, @olga.bsky.social?')
    expect(fake.calls(MEMBERS)).toHaveLength(2)
  })
})
