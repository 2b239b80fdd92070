// Places of the app, and the links that lead to them. A link is only ever a proposal: the user sees it and agrees first.
import * as v from 'valibot'
import { MAX_DEEP_LINK } from '../domain/deep-link'
import { NETWORK_IDS } from '../domain/states'
import { AccountId, ErrorCodeSchema, Nothing, Revision, RowId, ServiceId, Title } from './common'
import { MessageTarget } from './messages'
import { event, route } from './route'
import { VIEWS } from './settings'

/** Exactly one place of the main window: what a notification, a link or quick-send leads to. Going there changes nothing. */
export const Place = v.variant('kind', [
  /** Of one account, or of those in view. */
  v.strictObject({ kind: v.literal('view'), view: v.picklist(VIEWS), accountId: v.optional(AccountId) }),
  /** The list of all news. */
  v.strictObject({ kind: v.literal('notices') }),
  /** The list of all keys. */
  v.strictObject({ kind: v.literal('keys') }),
  v.strictObject({ kind: v.literal('account'), accountId: AccountId }),
  /** With `ask`, at the part of it where one asks to enter. */
  v.strictObject({
    kind: v.literal('group'),
    accountId: AccountId,
    groupId: ServiceId,
    /** What it is called: with it, it is found without asking its service. */
    title: v.optional(Title),
    ask: v.optional(v.boolean()),
  }),
  /** A Bluesky join link, looked at with this account. */
  v.strictObject({ kind: v.literal('joinLink'), accountId: AccountId, link: v.pipe(v.string(), v.maxLength(200)) }),
  /** A join request of mine. */
  v.strictObject({ kind: v.literal('request'), id: RowId }),
  /** Somebody's request to a group of mine. */
  v.strictObject({ kind: v.literal('incoming'), accountId: AccountId, requestId: ServiceId }),
  v.strictObject({
    kind: v.literal('requests'),
    list: v.picklist(['mine', 'incoming']),
    accountId: v.optional(AccountId),
  }),
  /** An open channel's dialog. */
  v.strictObject({ kind: v.literal('dialog'), accountId: AccountId, chatId: ServiceId }),
  /** The composer, with a recipient and a text put in; what is being written there becomes a draft. */
  v.strictObject({
    kind: v.literal('compose'),
    accountId: AccountId,
    target: v.optional(MessageTarget),
    title: v.optional(Title),
    text: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  }),
  /** A message in the outbox, or the outbox. */
  v.strictObject({ kind: v.literal('outbox'), id: v.optional(RowId) }),
])
export type Place = v.InferOutput<typeof Place>

export const LINK_WANTS = ['group', 'request', 'dialog', 'compose', 'join'] as const

/** One way to follow a link: with this account. */
const Choice = v.strictObject({
  accountId: AccountId,
  place: Place,
  /** What it leads to is called, where that is known here already. */
  title: v.optional(Title),
})

/** What a link wants, to be agreed to; or why it leads nowhere. */
export const Proposal = v.variant('kind', [
  v.strictObject({
    kind: v.literal('offer'),
    wants: v.picklist(LINK_WANTS),
    /** Portal `host[:port]`; for Bluesky the host its links carry. */
    host: v.pipe(v.string(), v.maxLength(300)),
    /** What it would put into the composer. */
    text: v.optional(v.string()),
    /** Where it leads, per account that can go there; the likeliest first. */
    choices: v.pipe(v.array(Choice), v.minLength(1)),
  }),
  v.strictObject({
    kind: v.literal('dead'),
    code: ErrorCodeSchema,
    params: v.record(v.string(), v.union([v.string(), v.number()])),
    /** An account of this network would bring it to life; `link` is what to read again then. */
    needs: v.optional(v.strictObject({ network: v.picklist(NETWORK_IDS), link: v.string() })),
  }),
])
export type Proposal = v.InferOutput<typeof Proposal>

/** Something for the main window: a place to go to, or a link to be decided on. */
export const Arrival = v.variant('kind', [
  v.strictObject({ kind: v.literal('place'), place: Place }),
  v.strictObject({ kind: v.literal('proposal'), proposal: Proposal }),
])
export type Arrival = v.InferOutput<typeof Arrival>

export const links = {
  /** What waits for the main window, oldest first. It waits no more: the caller answers for it. */
  'links.take': route({ input: Nothing, output: v.array(Arrival), errors: [] }),
  /** What a pasted text proposes; nothing where there is no link of ours in it. Asks no service. */
  'links.read': route({
    input: v.strictObject({ text: v.pipe(v.string(), v.maxLength(MAX_DEEP_LINK)) }),
    output: v.strictObject({ proposal: v.optional(Proposal) }),
    errors: [],
  }),
} as const

export const linksEvents = {
  /** Something waits for the main window: `links.take`. */
  'links.waiting': event(v.strictObject({ revision: Revision })),
} as const
