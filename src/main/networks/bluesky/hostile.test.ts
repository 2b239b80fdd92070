import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../shared/contract/errors'
import { IsoTime, ServiceId, Title, type JsonObject, type JsonValue } from '../../../shared/contract/common'
import { Group, GroupDetails, JoinLink, LinkPreview } from '../../../shared/contract/groups'
import { RequestCheck } from '../../../shared/contract/requests'
import { fail, type Result } from '../../../shared/contract/result'
import { RELATIONS } from '../../../shared/domain/states'
import { fakeDirectory } from '../../testing/fake-directory'
import type { Connection, RequestsPort } from '../ports'
import {
  convoView,
  CONVO,
  groupConvo,
  joinRequest,
  link,
  message,
  owner,
  preview,
  requested,
} from './chat-views.fixtures'
import { CODE, FakeBluesky, OWNER, START, testAccount, testWorld } from './bluesky.fixtures'

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
  { joinLink: link() },
  {
    requests: [
      {
        convoId: CONVO,
        requestedBy: owner({ avatar: 'https://cdn.bsky.app/a' }),
        requestedAt: '2026-11-20T09:00:00.000Z',
      },
    ],
  },
  {
    cursor: '3krev00000009',
    logs: [{ $type: 'chat.bsky.convo.defs#logIncomingJoinRequest', rev: '3krev00000005', convoId: CONVO }],
  },
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
  'convo.acceptConvo',
  'convo.leaveConvo',
  'group.listJoinRequests',
  'group.approveJoinRequest',
  'group.rejectJoinRequest',
  'group.createJoinLink',
  'group.editJoinLink',
  'group.enableJoinLink',
  'group.disableJoinLink',
]

function judge<T>(schema: v.GenericSchema<unknown, T>, result: Result<unknown>): void {
  if (result.ok) expect(v.safeParse(schema, result.data).issues).toBeUndefined()
  else expect(ERROR_CODES).toContain(result.error.code)
}

/** As the capability hands it on: a picture's address stays in main. */
const withoutAddresses = <T extends { readonly members: readonly object[] }>(details: T): JsonObject =>
  JSON.parse(JSON.stringify(details, (key, value: unknown) => (key === 'avatarUrl' ? undefined : value))) as JsonObject

const IncomingSeen = v.strictObject({
  requestId: ServiceId,
  groupId: ServiceId,
  userId: ServiceId,
  userName: Title,
  userHandle: v.optional(Title),
  avatarUrl: v.optional(v.pipe(v.string(), v.regex(/^https?:/))),
  askedAt: v.optional(IsoTime),
})

/** Polls twice, once from a cursor, and decides on what it finds. */
async function lookAndDecide(requests: RequestsPort): Promise<void> {
  const mine = [
    { id: 'r1', target: { groupId: CONVO } },
    { id: 'r2', target: { link: CODE } },
  ]
  for (const cursor of [undefined, { log: '3krev00000001' }]) {
    const seen = await requests.poll?.({ requests: mine, ownGroups: ['a', 'b', CONVO, 'd'], cursor })
    if (seen?.ok !== true) judge(v.undefined(), seen ?? { ok: true, data: undefined })
    else
      for (const request of seen.data.incoming ?? []) expect(v.safeParse(IncomingSeen, request).issues).toBeUndefined()
  }
  const request = { requestId: `${CONVO} ${OWNER}`, groupId: CONVO, userId: OWNER, userName: 'Olga' }
  const decided = await requests.decide?.(request, true)
  judge(v.looseObject({ outcome: v.string() }), decided ?? fail('internal'))
  judge(v.picklist(RELATIONS), (await requests.answerInvitation?.(CONVO, true)) ?? fail('internal'))
  judge(v.picklist(RELATIONS), (await requests.answerInvitation?.(CONVO, false)) ?? fail('internal'))
}

async function useEverything({ groups, requests, messages, identity }: Connection): Promise<void> {
  if (!groups?.previewLink || !requests || !messages) throw new Error('a port is missing')
  const directory = fakeDirectory()
  judge(v.object({ cursor: v.string() }), await directory.read(groups.read))
  for (const { group } of directory.held.values())
    expect(v.safeParse(Group, { accountId: 'a', ...group }).issues).toBeUndefined()
  const one = await groups.get(CONVO)
  judge(GroupDetails, one.ok ? { ok: true, data: { accountId: 'a', ...withoutAddresses(one.data) } } : one)
  judge(JoinLink, (await groups.saveLink?.(CONVO, { enabled: true, joinRule: 'anyone' })) ?? fail('internal'))
  judge(v.undefined(), (await groups.leave?.(CONVO)) ?? fail('internal'))
  await lookAndDecide(requests)
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
