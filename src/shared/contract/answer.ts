// The way out of a route: what a port answered, narrowed to the errors the route declares.
import type { ErrorCode } from './errors'
import { routes, type OutputOf, type ResultOf, type RouteName } from './index'
import { fail, type Result } from './result'

/**
 * Lets an answer out through a route. A code the route does not declare is a bug of ours, never the user's business:
 * it becomes `internal`, and `onUndeclared` is told, so that it is logged.
 */
export function answerAs<R extends RouteName>(
  route: R,
  result: Result<OutputOf<R>>,
  onUndeclared: (code: ErrorCode) => void = () => undefined,
): ResultOf<R> {
  if (result.ok || declares(route, result)) return result
  onUndeclared(result.error.code)
  return fail('internal', 'never', { code: result.error.code })
}

function declares<R extends RouteName>(route: R, result: Result<OutputOf<R>>): result is ResultOf<R> {
  const declared: readonly ErrorCode[] = routes[route].errors
  return !result.ok && declared.includes(result.error.code)
}
