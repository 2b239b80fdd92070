// A door without main: answers by handlers a test gives, records what was asked, and sends events with their revisions.
import type { EventName, InputOf, ParsedInputOf, PayloadOf, ResultOf, RouteName } from '../../shared/contract'
import type { BellhopDoor } from '../api/door'

export type FakeHandlers = { [R in RouteName]?: (input: ParsedInputOf<R>) => ResultOf<R> | Promise<ResultOf<R>> }

export interface FakeBellhop {
  readonly door: BellhopDoor
  /** Every call, in order, as main would have received it. */
  readonly calls: { readonly route: RouteName; readonly input: unknown }[]
  /** Changes answers while the page is open. */
  answer(handlers: FakeHandlers): void
  /** Sends an event; the revision is counted like main's, unless one is given. */
  emit<E extends EventName>(event: E, payload: Omit<PayloadOf<E>, 'revision'>, revision?: number): void
  /** The inputs a route was called with. */
  inputs<R extends RouteName>(route: R): InputOf<R>[]
}

type Listener = (payload: never) => void

/** Makes a fake door. A route without a handler answers `internal`, so that a forgotten one is seen. */
export function createFakeBellhop(first: FakeHandlers = {}): FakeBellhop {
  let handlers: FakeHandlers = first
  const calls: FakeBellhop['calls'] = []
  const listeners = new Map<EventName, Set<Listener>>()
  const revisions = new Map<EventName, number>()

  const door: BellhopDoor = {
    async invoke(route, input) {
      // Cloned as the real bridge does: what cannot be cloned fails here too.
      const received = structuredClone(input)
      calls.push({ route, input: received })
      const handler = handlers[route] as
        ((given: typeof received) => ResultOf<typeof route> | Promise<ResultOf<typeof route>>) | undefined
      if (!handler) return { ok: false, error: { code: 'internal', params: { route }, retry: 'never' } }
      return structuredClone(await handler(received))
    },
    on(event, listener) {
      const own = listeners.get(event) ?? new Set<Listener>()
      listeners.set(event, own)
      own.add(listener)
      return () => {
        own.delete(listener)
      }
    },
  }
  return {
    door,
    calls,
    answer: (more) => {
      handlers = { ...handlers, ...more }
    },
    emit: (event, payload, revision) => {
      const next = revision ?? (revisions.get(event) ?? 0) + 1
      revisions.set(event, next)
      for (const listener of listeners.get(event) ?? []) listener({ ...payload, revision: next } as never)
    },
    inputs: <R extends RouteName>(route: R) =>
      calls.filter((call) => call.route === route).map((call) => call.input as InputOf<R>),
  }
}

/** Opens the door for the page under test. */
export function openDoor(fake: FakeBellhop): void {
  Object.defineProperty(window, 'bellhop', { value: fake.door, configurable: true, writable: true })
}
