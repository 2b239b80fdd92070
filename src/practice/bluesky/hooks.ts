// What `control` may ask of the practice Bluesky: time, decisions of other people, trouble with accounts, and summaries for tests.
import * as v from 'valibot'
import type { DidString } from '@atproto/lex'
import type { HookAnswer, JsonObject, JsonValue, ServiceHooks } from '../types'
import type { Account, Accounts } from './accounts'
import type { Cast } from './cast'
import { addRequest, approveRequest, postMessage, rejectRequest, removeMember, setLock } from './changes'
import { addMembers } from './chat/groups'
import { setLinkEnabled } from './chat/links'
import type { Life } from './life'
import type { Codes } from './outcomes'
import { OUTCOME_KEYS, OUTCOMES } from './outcomes'
import type { SessionStore } from './session-store'
import type { Group, World } from './world'
import { groupByCode } from './world'
import { XrpcError } from './xrpc-error'

export interface HooksDeps {
  readonly world: World
  readonly cast: Cast
  readonly accounts: Accounts
  readonly codes: Codes
  readonly sessions: SessionStore
  readonly life: Life
  readonly unexpected: readonly string[]
  reset(): void
}

/** `{ account: 'anna', … }`: trouble with an account, by its key. */
const AccountChange = v.strictObject({
  account: v.string(),
  /** The access tokens given so far are over; refreshing works. */
  expireAccess: v.optional(v.literal(true)),
  /** The refresh tokens given so far are dead as well. */
  revokeSessions: v.optional(v.literal(true)),
  status: v.optional(v.picklist(['active', 'takendown', 'suspended', 'deactivated'])),
  emailAuthFactor: v.optional(v.boolean()),
  chatDisabled: v.optional(v.boolean()),
})

/** `{ group: 'approval', … }`: what the owner of a group does; the group by outcome key, code or convo id, people by key or DID. */
const GroupChange = v.strictObject({
  group: v.string(),
  approve: v.optional(v.string()),
  reject: v.optional(v.string()),
  kick: v.optional(v.string()),
  invite: v.optional(v.string()),
  /** Somebody asks to join. */
  request: v.optional(v.string()),
  /** The owner follows somebody. */
  follow: v.optional(v.string()),
  lock: v.optional(v.picklist(['unlocked', 'locked', 'locked-permanently'])),
  linkEnabled: v.optional(v.boolean()),
  memberLimit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Somebody writes: the text, by `from` or the owner. */
  message: v.optional(v.string()),
  from: v.optional(v.string()),
})

const no = (reason: string): HookAnswer => ({ ok: false, reason })

function groupOf(deps: HooksDeps, name: string): Group | undefined {
  const code = OUTCOME_KEYS.find((key) => key === name)
  const byCode = groupByCode(deps.world, code ? deps.codes[code] : name)?.group
  const byId = deps.world.convos.get(name)
  return byCode ?? (byId?.kind === 'group' ? byId : undefined)
}

function didOf(deps: HooksDeps, name: string): DidString {
  const found = deps.cast.people.find((person) => person.key === name || person.did === name)
  if (!found) throw new XrpcError(400, 'InvalidRequest', { message: `no such person: ${name}` })
  return found.did
}

function changeAccount(deps: HooksDeps, change: v.InferOutput<typeof AccountChange>): HookAnswer {
  const account = deps.accounts.byKey(change.account)
  if (!account) return no(`no such account: ${change.account}`)
  const person = deps.world.people.get(account.did)
  if (change.status !== undefined) account.status = change.status
  if (change.emailAuthFactor !== undefined) account.emailAuthFactor = change.emailAuthFactor
  if (change.chatDisabled !== undefined && person) person.chatDisabled = change.chatDisabled
  if (change.expireAccess === true) deps.sessions.expireAccess(account)
  if (change.revokeSessions === true) deps.sessions.revoke(account)
  return { ok: true }
}

function decide(deps: HooksDeps, group: Group, change: v.InferOutput<typeof GroupChange>): HookAnswer {
  const { world } = deps
  const { approve, reject, kick } = change
  if (approve !== undefined && !approveRequest(world, group, didOf(deps, approve))) return no('no such request')
  if (reject !== undefined && !rejectRequest(world, group, didOf(deps, reject))) return no('no such request')
  if (kick !== undefined && !removeMember(world, group, didOf(deps, kick))) return no('not a member')
  return { ok: true }
}

function changeGroup(deps: HooksDeps, change: v.InferOutput<typeof GroupChange>): HookAnswer {
  const { world } = deps
  const group = groupOf(deps, change.group)
  if (!group) return no(`no such group: ${change.group}`)
  const decided = decide(deps, group, change)
  if (!decided.ok) return decided
  if (change.invite !== undefined) addMembers(world, group, [didOf(deps, change.invite)])
  if (change.request !== undefined) addRequest(world, group, didOf(deps, change.request))
  if (change.follow !== undefined) world.follows.add(`${group.owner}>${didOf(deps, change.follow)}`)
  if (change.lock !== undefined) setLock(world, group, change.lock)
  if (change.memberLimit !== undefined) group.memberLimit = change.memberLimit
  if (change.linkEnabled !== undefined) setLinkEnabled(world, group, change.linkEnabled)
  if (change.message !== undefined) {
    const sender = change.from === undefined ? group.owner : didOf(deps, change.from)
    postMessage(world, group, { sender, text: change.message })
  }
  return { ok: true }
}

function change(deps: HooksDeps, wanted: JsonObject): HookAnswer {
  try {
    if ('group' in wanted) return changeGroup(deps, v.parse(GroupChange, wanted))
    return changeAccount(deps, v.parse(AccountChange, wanted))
  } catch (thrown) {
    return no(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function accountState(account: Account): JsonObject {
  const [privileged, plain] = account.appPasswords
  return {
    did: account.did,
    identifier: account.handle,
    email: account.email,
    password: account.password,
    appPassword: privileged?.password ?? '',
    plainAppPassword: plain?.password ?? '',
    authFactorToken: account.authFactorToken,
    status: account.status,
  }
}

function groupState(deps: HooksDeps, group: Group): JsonObject {
  const keyOf = (did: DidString): string => deps.cast.people.find((person) => person.did === did)?.key ?? did
  return {
    convoId: group.id,
    name: group.name,
    owner: keyOf(group.owner),
    members: [...group.members.keys()].map(keyOf),
    requests: [...group.requests.keys()].map(keyOf),
    kicked: [...group.kicked].map(keyOf),
    lockStatus: group.lockStatus,
    linkEnabled: group.link?.enabled ?? false,
  }
}

/** The texts people wrote in one conversation, oldest first. */
function messagesOf(deps: HooksDeps, name: string): JsonValue {
  const convo = groupOf(deps, name) ?? deps.world.convos.get(name)
  return (convo?.messages ?? []).flatMap((message) => {
    if (message.$type !== 'chat.bsky.convo.defs#messageView') return []
    const { text, sender, sentAt } = message as { text: string; sender: { did: string }; sentAt: string }
    return [{ id: message.id, text, sender: sender.did, sentAt }]
  })
}

/** The groups of one person. */
function ownedBy(deps: HooksDeps, name: string): JsonValue {
  const owner = didOf(deps, name)
  return [...deps.world.convos.values()].flatMap((convo) =>
    convo.kind === 'group' && convo.owner === owner ? [groupState(deps, convo)] : [],
  )
}

/** `?messages=GROUP`, `?group=GROUP`, `?owner=PERSON`, or everything that is short. */
function state(deps: HooksDeps, query: Readonly<Record<string, string>>): JsonValue {
  if (query['owner'] !== undefined) return ownedBy(deps, query['owner'])
  if (query['messages'] !== undefined) return messagesOf(deps, query['messages'])
  if (query['group'] !== undefined) {
    const group = groupOf(deps, query['group'])
    return group ? groupState(deps, group) : null
  }
  const outcomes = OUTCOME_KEYS.map((key): [string, JsonObject] => {
    const group = groupOf(deps, key)
    return [key, { code: deps.codes[key], ...OUTCOMES[key], ...(group ? groupState(deps, group) : {}) }]
  })
  return {
    unexpected: [...deps.unexpected],
    accounts: Object.fromEntries(deps.accounts.all.map((account) => [account.key, accountState(account)])),
    outcomes: Object.fromEntries(outcomes),
    convos: deps.world.convos.size,
  }
}

/** The hooks over one practice world. */
export function createHooks(deps: HooksDeps): ServiceHooks {
  return {
    advance({ steps, decide: decision }) {
      deps.life.catchUp()
      if (steps !== undefined) deps.life.move(steps)
      if (decision !== undefined) deps.life.decideAll(decision)
    },
    reset: () => deps.reset(),
    state: (query) => state(deps, query),
    account: (wanted) => change(deps, wanted),
  }
}
