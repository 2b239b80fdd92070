// The one way into main: sender gate → own-property lookup → size cap → parse input → handler → parse output → envelope.
// Knows the contract, not the capabilities behind it. Never throws.
import * as v from 'valibot'
import type { Handlers, RouteName, Routes } from '../../shared/contract'
import type { RouteDef } from '../../shared/contract/route'
import { fail, ok, type Result } from '../../shared/contract/result'
import { errorText } from '../log/error-text'
import type { Logger } from '../log/port'
import type { Caller, SenderGate } from './sender-gate'
import { REQUEST_LIMITS, fits } from './size-gate'

export interface RouterDeps {
  readonly routes: Routes
  readonly handlers: Handlers
  readonly gate: SenderGate
  readonly log: Logger
  /** Gives the id that a user can quote and the log can be searched for. */
  readonly newId: () => string
  /** Always on in development and tests; in production an answer of the wrong shape is logged and passed on. */
  readonly checkOutput: boolean
}

export type Router = (caller: Caller, message: unknown) => Promise<Result<unknown>>

const Request = v.strictObject({ route: v.string(), input: v.unknown() })

/** Makes the router over a contract and its handlers. */
export function createRouter(deps: RouterDeps): Router {
  return async (caller, message) => {
    if (!deps.gate.allows(caller)) {
      deps.log.warn('call from a sender that is not ours', { webContentsId: caller.webContentsId })
      return fail('ipc.forbiddenSender')
    }
    if (!fits(message, REQUEST_LIMITS)) return fail('ipc.tooLarge')
    const request = v.safeParse(Request, message)
    if (!request.success) return fail('ipc.badInput')
    const { route, input } = request.output
    if (!isRoute(deps.routes, route)) return fail('ipc.unknownRoute')
    const parsed = v.safeParse(deps.routes[route].input, input)
    if (!parsed.success) return fail('ipc.badInput', 'never', { field: v.getDotPath(parsed.issues[0]) ?? '' })
    return answer(deps, route, parsed.output)
  }
}

function isRoute(routes: Routes, name: string): name is RouteName {
  return Object.hasOwn(routes, name)
}

async function answer(deps: RouterDeps, route: RouteName, input: unknown): Promise<Result<unknown>> {
  const id = deps.newId()
  try {
    // The pair (route, input) was matched by the schema; the compiler cannot follow that through a union of handlers.
    const handler = deps.handlers[route] as (input: unknown) => Promise<Result<unknown>> | Result<unknown>
    const result = await handler(input)
    return result.ok ? checked(deps, { route, id, data: result.data }) : result
  } catch (error) {
    deps.log.error('a handler threw', {
      route,
      id,
      error: errorText(error),
    })
    return fail('internal', 'later', { id })
  }
}

function checked(deps: RouterDeps, answer: { route: RouteName; id: string; data: unknown }): Result<unknown> {
  if (!deps.checkOutput) return ok(answer.data)
  const schema: RouteDef['output'] = deps.routes[answer.route].output
  const parsed = v.safeParse(schema, answer.data)
  if (parsed.success) return ok(parsed.output)
  deps.log.error('an answer breaks the contract', {
    route: answer.route,
    id: answer.id,
    field: v.getDotPath(parsed.issues[0]) ?? '',
  })
  return fail('ipc.badOutput', 'never', { id: answer.id })
}
