// How a route and an event are written down. Knows valibot's shapes, nothing of any capability.
import type { BaseIssue, BaseSchema, InferInput, InferOutput } from 'valibot'
import type { ErrorCode } from './errors'
import type { Result } from './result'

export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>

export interface RouteDef<I extends Schema = Schema, O extends Schema = Schema, E extends ErrorCode = ErrorCode> {
  readonly input: I
  readonly output: O
  /** The codes this route itself may answer with, besides the router's own (`ipc.*`, `internal`). */
  readonly errors: readonly E[]
}

export interface EventDef<P extends Schema = Schema> {
  readonly payload: P
}

/** Declares one route: what goes in, what comes out, which errors it may answer with. */
export function route<I extends Schema, O extends Schema, const E extends ErrorCode>(def: {
  input: I
  output: O
  errors: readonly E[]
}): RouteDef<I, O, E> {
  return def
}

/** Declares one event and its payload. */
export function event<P extends Schema>(payload: P): EventDef<P> {
  return { payload }
}

/** Every route may also answer with these: they belong to the router, not to a capability. */
export type RouterErrorCode =
  'ipc.forbiddenSender' | 'ipc.unknownRoute' | 'ipc.tooLarge' | 'ipc.badInput' | 'ipc.badOutput' | 'internal'

export type RouteInput<R extends RouteDef> = InferInput<R['input']>
export type RouteParsedInput<R extends RouteDef> = InferOutput<R['input']>
export type RouteOutput<R extends RouteDef> = InferOutput<R['output']>
export type RouteError<R extends RouteDef> = R['errors'][number] | RouterErrorCode
export type RouteResult<R extends RouteDef> = Result<RouteOutput<R>, RouteError<R>>
export type EventPayload<E extends EventDef> = InferOutput<E['payload']>
