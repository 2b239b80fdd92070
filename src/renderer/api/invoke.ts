// Asking main. The only reader of window.bellhop.invoke; knows routes by type, nothing of any feature.
import type { InputOf, ResultOf, RouteName } from '../../shared/contract'
import type { AppError } from '../../shared/contract/result'

/**
 * Called when an answer says that something must be put right first (a locked vault). Resolves `true` when it was, and
 * the call is made once more.
 */
type Recover = (error: AppError) => Promise<boolean>

let recover: Recover = () => Promise.resolve(false)

/** Sets who puts things right; the app does so once at its start. */
export function setRecovery(next: Recover): void {
  recover = next
}

interface InvokeOptions {
  /** No dialog may open over this call: it runs without the user having asked for it. */
  readonly quiet?: boolean
}

/** Asks main and answers its envelope; never rejects. A call that could not even be made answers `internal`. */
export async function invoke<R extends RouteName>(
  route: R,
  input: InputOf<R>,
  options: InvokeOptions = {},
): Promise<ResultOf<R>> {
  const first = await ask(route, input)
  if (first.ok || options.quiet) return first
  return (await recover(first.error)) ? ask(route, input) : first
}

async function ask<R extends RouteName>(route: R, input: InputOf<R>): Promise<ResultOf<R>> {
  try {
    return await window.bellhop.invoke(route, toPlain(input))
  } catch {
    return { ok: false, error: { code: 'internal', params: {}, retry: 'later' } }
  }
}

/** Strips Vue's proxies, which cannot be cloned into another world. Every input is JSON by contract. */
function toPlain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
