// Changes tests make to a portal from outside: a webhook dies, a scope is taken away, a moderator lets me in.
import * as v from 'valibot'
import type { HookAnswer, JsonObject } from '../types'
import { seededRandom } from '../random'
import { addGroups, removeGroup, renameGroup } from './group-changes'
import { customerWrites, dialogsOf } from './openlines'
import type { Portal } from './portal'
import { decideRelation, noteInvitation, requestToJoin, strangersTo, withdrawRelation } from './requests'
import { addWaitingDialog } from './seed/lines'
import { dropRelation, putRelation, relationOf } from './world'
import type { Quirks } from './world-types'

const WEBHOOK_STATES = [
  'ok',
  'dead',
  'blocked',
  'expired',
  'noSubscription',
  'userInactive',
  'portalDeleted',
  'httpsRequired',
  'overload',
] as const

const QuirksSchema = v.partial(
  v.strictObject({
    sonetErrors: v.picklist(['empty', 'core', 'application']),
    statuses: v.picklist(['documented', 'observed']),
    networkErrors: v.picklist(['current', 'older']),
    weeklyLimit: v.boolean(),
    imbot: v.boolean(),
    templateId: v.boolean(),
    joinIgnored: v.boolean(),
    insertRequests: v.boolean(),
    undocumented: v.boolean(),
    imV2: v.boolean(),
    batchErrorLeak: v.boolean(),
    emptyMapsAsLists: v.boolean(),
  }),
)

const ChangeSchema = v.strictObject({
  service: v.optional(v.string()),
  portal: v.string(),
  webhook: v.optional(v.picklist(WEBHOOK_STATES)),
  scopes: v.optional(v.array(v.string())),
  quirks: v.optional(QuirksSchema),
  /** The request limit. */
  bucket: v.optional(
    v.strictObject({
      enabled: v.boolean(),
      burst: v.pipe(v.number(), v.minValue(1)),
      perSecond: v.pipe(v.number(), v.gtValue(0)),
    }),
  ),
  /** Seconds of work per method and ten minutes. */
  operatingLimit: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** My relation to a group; an empty role removes it, `decline` and `accept` answer a pending one. */
  relation: v.optional(
    v.strictObject({
      groupId: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)),
      role: v.picklist(['', 'A', 'E', 'K', 'Z', 'T', 'accept', 'decline']),
      initiatedBy: v.optional(v.picklist(['U', 'G']), 'G'),
    }),
  ),
  /** A colleague asks to join a group, or takes that back. Without a user id: somebody who is nothing to it yet. */
  request: v.optional(
    v.strictObject({
      groupId: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)),
      userId: v.optional(v.number()),
      message: v.optional(v.string(), ''),
      withdraw: v.optional(v.boolean(), false),
    }),
  ),
  /** A customer writes in a dialog; without a chat id a new one comes to a line whose queue I stand in. */
  customer: v.optional(
    v.strictObject({
      chatId: v.optional(v.pipe(v.union([v.number(), v.string()]), v.transform(Number))),
      text: v.string(),
    }),
  ),
  /** Groups founded, deleted, renamed. */
  groups: v.optional(
    v.strictObject({
      add: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 0),
      remove: v.optional(v.array(v.number()), []),
      rename: v.optional(v.array(v.strictObject({ groupId: v.number(), name: v.string() })), []),
    }),
  ),
  /** Forgets when this line wrote to this person. */
  freeSlot: v.optional(v.strictObject({ code: v.string(), userId: v.number() })),
})

type Change = v.InferOutput<typeof ChangeSchema>

function setRelation(portal: Portal, change: NonNullable<Change['relation']>): HookAnswer {
  const { world, seed } = portal
  const { groupId, role, initiatedBy } = change
  const group = world.groups.get(groupId)
  if (group === undefined) return { ok: false, reason: `no group ${groupId}` }
  const known = relationOf(world, groupId, seed.me)
  const at = portal.clock()
  if (role === 'accept' || role === 'decline') {
    if (known?.role !== 'Z') return { ok: false, reason: `nothing waits in group ${groupId}` }
    decideRelation(world, known, { accept: role === 'accept', at })
  } else if (role === '') dropRelation(world, groupId, seed.me)
  else {
    const by = initiatedBy === 'U' ? seed.me : group.ownerId
    const relation = putRelation(world, {
      userId: seed.me,
      groupId,
      role,
      initiatedBy,
      initiatedByUserId: by,
      message: '',
      createdAt: at,
    })
    if (role === 'Z' && initiatedBy === 'G') noteInvitation(world, group, { relation, at })
  }
  return { ok: true }
}

function setRequest(portal: Portal, change: NonNullable<Change['request']>): HookAnswer {
  const { world } = portal
  const group = world.groups.get(change.groupId)
  if (group === undefined) return { ok: false, reason: `no group ${change.groupId}` }
  const userId = change.userId ?? strangersTo(world, group)[0]?.id ?? 0
  const known = relationOf(world, group.id, userId)
  if (change.withdraw) {
    if (known?.role !== 'Z') return { ok: false, reason: `user ${userId} does not wait in group ${group.id}` }
    withdrawRelation(world, known)
  } else if (known !== undefined || !world.people.has(userId)) return { ok: false, reason: `user ${userId} cannot ask` }
  else requestToJoin(world, group, { userId, message: change.message, at: portal.clock() })
  return { ok: true }
}

function customerCame({ world, seed, clock }: Portal, { chatId, text }: NonNullable<Change['customer']>): HookAnswer {
  const at = clock()
  const line = world.lines.find(({ active, queue }) => active && queue.includes(seed.me))
  const dialog =
    chatId === undefined
      ? line && addWaitingDialog(world, line, { random: seededRandom(at), at })
      : dialogsOf(world).find(({ id }) => id === chatId)
  if (dialog === undefined) return { ok: false, reason: 'no such dialog, or no line of mine' }
  customerWrites(world, dialog, { text, at })
  return { ok: true }
}

function changeGroups({ world, seed, clock }: Portal, change: NonNullable<Change['groups']>): HookAnswer {
  const at = clock()
  const missing = [
    ...change.rename
      .filter(({ groupId, name }) => !renameGroup(world, groupId, { name, at }))
      .map((one) => one.groupId),
    ...change.remove.filter((groupId) => !removeGroup(world, groupId)),
  ]
  addGroups(world, seed, { count: change.add, at })
  return missing.length === 0 ? { ok: true } : { ok: false, reason: `no group ${missing.join(', ')}` }
}

/** Applies a change to its portal; a change of an unknown shape changes nothing. */
export function changePortal(portals: readonly Portal[], input: JsonObject): HookAnswer {
  const parsed = v.safeParse(ChangeSchema, input)
  if (!parsed.success) return { ok: false, reason: v.summarize(parsed.issues) }
  const change = parsed.output
  const portal = portals.find((candidate) => candidate.seed.key === change.portal)
  if (portal === undefined) return { ok: false, reason: `no portal ${change.portal}` }
  for (const webhook of portal.webhooks) {
    webhook.state = change.webhook ?? webhook.state
    webhook.scopes = change.scopes ?? webhook.scopes
  }
  const quirks: Partial<Quirks> = Object.fromEntries(
    Object.entries(change.quirks ?? {}).filter(([, value]) => value !== undefined),
  )
  Object.assign(portal.world.quirks, quirks)
  if (change.bucket !== undefined) portal.bucket.setRule(change.bucket)
  if (change.operatingLimit !== undefined) portal.operating.setLimit(change.operatingLimit)
  if (change.freeSlot !== undefined)
    portal.world.weeklySlots.delete(`${change.freeSlot.code}:${change.freeSlot.userId}`)
  const founded: HookAnswer = change.groups === undefined ? { ok: true } : changeGroups(portal, change.groups)
  if (!founded.ok) return founded
  const wrote: HookAnswer = change.customer === undefined ? { ok: true } : customerCame(portal, change.customer)
  if (!wrote.ok) return wrote
  const asked: HookAnswer = change.request === undefined ? { ok: true } : setRequest(portal, change.request)
  if (!asked.ok || change.relation === undefined) return asked
  return setRelation(portal, change.relation)
}
