// The shape of window.bellhop as the page sees it. Types only.
import type { EventName, InputOf, PayloadOf, ResultOf, RouteName } from '../../shared/contract'

export interface BellhopDoor {
  /** Asks main; an expected failure is an answer, not a rejection. */
  invoke<R extends RouteName>(route: R, input: InputOf<R>): Promise<ResultOf<R>>
  /** Listens to an event; the answer stops listening. */
  on<E extends EventName>(event: E, listener: (payload: PayloadOf<E>) => void): () => void
}

declare global {
  interface Window {
    /** What the preload opened. */
    readonly bellhop: BellhopDoor
  }
}
