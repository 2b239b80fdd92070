import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import type { PortGroupDetails } from '../ports'
import { alice, answer, convoView, CONVO, groupConvo, link, owner } from './chat-views.fixtures'
import { FakeBluesky, testAccount, testWorld } from './bluesky.fixtures'

const ONE = 'chat.bsky.convo.getConvo'
const MEMBERS = 'chat.bsky.convo.getConvoMembers'

async function details(kind: JsonObject, members: JsonObject[] = [owner(), alice()]): Promise<PortGroupDetails> {
  const fake = new FakeBluesky()
  fake.chat(ONE, answer(ONE, { convo: convoView({ members: members.slice(0, 4) }, groupConvo(kind)) }))
  fake.chat(MEMBERS, answer(MEMBERS, { members }))
  const read = await testWorld(fake).network.open(testAccount()).groups?.get(CONVO)
  if (!read?.ok) throw new Error(read?.error.code ?? 'no port')
  return read.data
}

const mine = { joinRequestCount: 2 }

describe('what may be done on a group’s page', () => {
  it.each([
    ['a member', {}, { canLeave: true, canEditLink: false }],
    ['the owner of an open group', mine, { canLeave: false, canEditLink: true, requestsIn: 2 }],
    ['the owner of a locked group', { ...mine, lockStatus: 'locked' }, { canLeave: true, canEditLink: true }],
    [
      'the owner of a group locked for good',
      { ...mine, lockStatus: 'locked-permanently' },
      { canLeave: true, canEditLink: false },
    ],
  ])('would catch %s being offered something else', async (_who, kind, expected) => {
    expect(await details(kind)).toMatchObject(expected)
  })

  it('would catch a link of a rule we do not know being shown, and saved, as one that we do', async () => {
    const found = await details({ ...mine, joinLink: link({ joinRule: 'someFutureRule' }) })
    expect(found).toMatchObject({ canEditLink: false, joinRule: 'unknown' })
    expect(found).not.toHaveProperty('joinLink')
  })

  it('would catch a switched-off link being shown as open, or its address being another', async () => {
    const { joinLink } = await details({ ...mine, joinLink: link({ enabledStatus: 'disabled', code: 'a/b?c' }) })
    expect(joinLink).toMatchObject({ enabled: false, code: 'a/b?c', url: 'https://bsky.app/chat/a%2Fb%3Fc' })
  })
})

describe('the people of a group', () => {
  it('would catch a handle or a picture being lost, or an address that is none being handed on', async () => {
    const avatar = 'https://cdn.bsky.app/img/avatar/plain/x@jpeg'
    const { members } = await details({}, [owner({ avatar }), { ...alice(), avatar: 'javascript:alert(1)' }])
    expect(members).toEqual([
      { userId: owner()['did'], name: 'Olga', role: 'owner', handle: 'olga.bsky.social', avatarUrl: avatar },
      { userId: alice()['did'], name: 'alice.bsky.social', role: 'member', handle: 'alice.bsky.social' },
    ])
  })

  it('would catch more pages being read than are shown', async () => {
    const fake = new FakeBluesky()
    fake.chat(ONE, answer(ONE, { convo: convoView() }))
    let asked = 0
    fake.chat(MEMBERS, () => {
      asked += 1
      const people = Array.from({ length: 90 }, (_, i) => owner({ did: `did:plc:${'a'.repeat(20)}${asked}${i + 100}` }))
      return answer(MEMBERS, { members: people, cursor: String(asked) })
    })
    const read = await testWorld(fake).network.open(testAccount()).groups?.get(CONVO)
    expect(read?.ok === true && read.data.members.length).toBe(200)
    expect(asked).toBe(3)
  })
})
