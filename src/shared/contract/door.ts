// The shape of window.bellhop. Types only: nothing here reaches a bundle.
import type { EventName, InputOf, PayloadOf, ResultOf, RouteName } from './index'

export interface BellhopDoor {
  /** Asks main; never rejects for an expected failure. */
  invoke<R extends RouteName>(route: R, input: InputOf<R>): Promise<ResultOf<R>>
  /** Listens to an event; the answer stops listening. */
  on<E extends EventName>(event: E, listener: (payload: PayloadOf<E>) => void): () => void
}
