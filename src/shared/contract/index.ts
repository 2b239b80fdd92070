// The whole contract. To add a route: write it in its word's file, and the compiler names every place that must answer.
import { accounts, accountsEvents } from './accounts'
import { diagnostics } from './diagnostics'
import { drafts } from './drafts'
import { groups, groupsEvents } from './groups'
import { links, linksEvents } from './links'
import { messages } from './messages'
import { notices, noticesEvents } from './notices'
import { openlines, openlinesEvents } from './openlines'
import { outbox, outboxEvents } from './outbox'
import { quicksend, quicksendEvents } from './quicksend'
import { quicksendKey, quicksendKeyEvents } from './quicksend-key'
import { requests, requestsEvents } from './requests'
import type { EventPayload, RouteInput, RouteOutput, RouteParsedInput, RouteResult } from './route'
import { settings, settingsEvents } from './settings'
import { vault, vaultEvents } from './vault'

export const routes = {
  ...accounts,
  ...vault,
  ...groups,
  ...requests,
  ...openlines,
  ...messages,
  ...drafts,
  ...outbox,
  ...settings,
  ...links,
  ...notices,
  ...quicksend,
  ...quicksendKey,
  ...diagnostics,
} as const

export const events = {
  ...accountsEvents,
  ...vaultEvents,
  ...groupsEvents,
  ...requestsEvents,
  ...openlinesEvents,
  ...outboxEvents,
  ...settingsEvents,
  ...linksEvents,
  ...noticesEvents,
  ...quicksendEvents,
  ...quicksendKeyEvents,
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes
export type Events = typeof events
export type EventName = keyof Events

/** What a caller passes to a route. */
export type InputOf<R extends RouteName> = RouteInput<Routes[R]>
/** What a handler receives: the input after its schema. */
export type ParsedInputOf<R extends RouteName> = RouteParsedInput<Routes[R]>
export type OutputOf<R extends RouteName> = RouteOutput<Routes[R]>
export type ResultOf<R extends RouteName> = RouteResult<Routes[R]>
export type PayloadOf<E extends EventName> = EventPayload<Events[E]>

/** Who answers a route: parsed input in, envelope out. It never throws for anything but a bug. */
export type HandlerOf<R extends RouteName> = (input: ParsedInputOf<R>) => Promise<ResultOf<R>> | ResultOf<R>

/** The handlers of some routes, named by the capability that owns them. */
export type HandlersOf<R extends RouteName> = { readonly [K in R]: HandlerOf<K> }

/** Exhaustive and closed: a missing, extra or wrongly typed handler does not compile. */
export type Handlers = HandlersOf<RouteName>

/** The routes that begin with a word, e.g. `RoutesOf<'outbox'>`. */
export type RoutesOf<Word extends string> = Extract<RouteName, `${Word}.${string}`>

/** Tells every window that something changed; the bus counts the revision. */
export type Emit = <E extends EventName>(event: E, payload: Omit<PayloadOf<E>, 'revision'>) => void
