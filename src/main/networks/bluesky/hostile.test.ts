import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { ERROR_CODES } from '../../../shared/contract/errors'
import { Group, GroupDetails, LinkPreview } from '../../../shared/contract/groups'
import { RequestCheck } from '../../../shared/contract/requests'
import type { Result } from '../../../shared/contract/result'
import { fakeDirectory } from '../../testing/fake-directory'
import type { Connection } from '../ports'
import { convoView, CONVO, groupConvo, joinRequest, link, message, preview, requested } from './chat-views.fixtures'
import { CODE, FakeBluesky, START, testAccount, testWorld } from './bluesky.fixtures'

const VIEWS: readonly JsonObject[] = [
  { joinLinkPreviews: [preview()] },
  { joinLinkPreviews: [requested()] },
  { joinLinkPreviews: [preview({ convo: convoView({}, groupConvo({ joinLink: link() })) })] },
  { convos: [convoView({ lastMessage: message() }, groupConvo({ joinLink: link(), joinRequestCount: 1 }))] },
  { requests: [joinRequest(), convoView()] },
  { convo: convoView() },
  { members: [convoView()['members'] as JsonValue] },
  { messages: [message()] },
  { status: 'joined', convo: convoView() },
  { status: 'pending' },
]

const extremes = fc.constantFrom<JsonValue>(
  null,
  '',
  -1,
  1.5,
  1e300,
  '9999999999999-01-01',
  '+275760-09-13T00:00:00.000Z',
  'x'.repeat(5000),
  '\ud800',
  [],
  {},
)
const anything = fc.oneof(extremes, fc.jsonValue() as fc.Arbitrary<JsonValue>)

/** A good answer with one value, at any depth, replaced. */
const spoiled = fc
  .tuple(fc.constantFrom(...VIEWS), fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), anything)
  .map(([view, path, value]) => {
    const copy = structuredClone(view)
    let at: JsonObject | JsonValue[] = copy
    for (const [depth, step] of path.entries()) {
      const keys = Object.keys(at)
      const key = keys[step % Math.max(1, keys.length)]
      if (key === undefined) break
      const next = Reflect.get(at, key) as JsonValue
      if (depth === path.length - 1 || typeof next !== 'object' || next === null) {
        Reflect.set(at, key, value)
        break
      }
      at = next
    }
    return copy
  })

const METHODS = [
  'group.getJoinLinkPreviews',
  'group.requestJoin',
  'group.withdrawJoinRequest',
  'convo.listConvos',
  'convo.listConvoRequests',
  'convo.getConvo',
  'convo.getConvoMembers',
  'convo.getMessages',
  'convo.sendMessage',
  'convo.getLog',
]

function judge<T>(schema: v.GenericSchema<unknown, T>, result: Result<unknown>): void {
  if (result.ok) expect(v.safeParse(schema, result.data).issues).toBeUndefined()
  else expect(ERROR_CODES).toContain(result.error.code)
}

async function useEverything({ groups, requests, messages, identity }: Connection): Promise<void> {
  if (!groups?.previewLink || !requests || !messages) throw new Error('a port is missing')
  const directory = fakeDirectory()
  judge(v.object({ cursor: v.string() }), await directory.read(groups.read))
  for (const { group } of directory.held.values())
    expect(v.safeParse(Group, { accountId: 'a', ...group }).issues).toBeUndefined()
  const one = await groups.get(CONVO)
  judge(GroupDetails, one.ok ? { ok: true, data: { accountId: 'a', ...one.data } } : one)
  judge(LinkPreview, await groups.previewLink(CODE))
  for (const target of [{ link: CODE }, { groupId: CONVO }]) {
    const check = await requests.check(target)
    const withoutCode = check.ok ? { ...check.data, linkCode: undefined } : undefined
    judge(v.object(RequestCheck.entries), withoutCode ? { ok: true, data: withoutCode } : check)
    judge(v.looseObject({ standing: v.string() }), await requests.standing(target))
    judge(v.looseObject({ state: v.string() }), await requests.send(target, undefined))
    judge(v.undefined(), await requests.withdraw(target))
  }
  const outgoing = {
    id: 'm',
    target: { kind: 'convo', convoId: CONVO },
    text: 'Hello',
    urlPreview: true,
    firstAttemptAt: new Date(START).toISOString(),
  } as const
  expect(['sent', 'failed', 'unknown']).toContain((await messages.send(outgoing)).kind)
  judge(v.looseObject({ found: v.picklist(['yes', 'no', 'cannotKnow']) }), await messages.readBack(outgoing))
  judge(v.looseObject({ userName: v.string() }), await identity.check())
}

describe('a service that answers anything', () => {
  it('would catch an exception, or an answer our contract refuses, for any JSON in place of a view', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(spoiled, anything), { minLength: 1, maxLength: 12 }), async (answers) => {
        const fake = new FakeBluesky()
        let turn = 0
        for (const method of METHODS)
          fake.chat(`chat.bsky.${method}`, () => ({ json: answers[turn++ % answers.length] ?? null }))
        await useEverything(testWorld(fake).network.open(testAccount()))
      }),
      { numRuns: 150 },
    )
  })
})
