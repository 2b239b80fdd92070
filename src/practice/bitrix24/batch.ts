// `batch`: up to 50 commands in one request, each with its own error.
// https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html
import type { Fault, JsonObject, JsonValue } from '../types'
import { recordArrival } from './arrival'
import { resolveMap } from './batch-references'
import { answer, refuse, type MethodError } from './call'
import { errorBody, timeOf } from './envelope'
import { isYes, toInt, toText } from './params'
import { phpArray } from './format'
import { parseQuery } from './php-query'
import { runMethod, type Finished, type MethodRequest, type Portal } from './portal'
import { systemError } from './system-errors'

const MAX_COMMANDS = 50
const NOT_IN_BATCH = ['batch', 'upload', 'download']

function commandsOf(cmd: JsonValue | undefined): [string, string][] {
  if (typeof cmd !== 'object' || cmd === null) return []
  return Object.entries(cmd).map(([key, command]) => [key, toText(command)])
}

class Answers {
  readonly result = new Map<string, JsonValue>()
  readonly error = new Map<string, JsonValue>()
  readonly total = new Map<string, JsonValue>()
  readonly next = new Map<string, JsonValue>()
  readonly time = new Map<string, JsonValue>()
  #leftover: MethodError | undefined

  /** Keeps one command's answer; with `leak`, a failure repeats the first one's code and text (undocumented). */
  add(portal: Portal, key: string, finished: Finished): void {
    const { answer: given } = finished
    if (given.ok) {
      this.result.set(key, given.result)
      if (given.total !== undefined) this.total.set(key, given.total)
      if (given.next !== undefined) this.next.set(key, given.next)
    } else {
      const leaked = portal.world.quirks.batchErrorLeak ? (this.#leftover ?? given) : given
      this.#leftover ??= given
      this.error.set(key, errorBody(leaked))
    }
    this.time.set(key, timeOf(portal.world, finished))
  }

  toJson(portal: Portal): JsonObject {
    const list = (map: Map<string, JsonValue>): JsonValue => phpArray(portal.world, [...map])
    return {
      result: list(this.result),
      result_error: list(this.error),
      result_total: list(this.total),
      result_next: list(this.next),
      result_time: list(this.time),
    }
  }
}

/** A scope that is missing is reported without a text inside a batch (undocumented). */
function insideBatch(finished: Finished): Finished {
  const { answer: given } = finished
  if (given.ok || given.error !== 'insufficient_scope') return finished
  return { ...finished, answer: { ...given, description: '' } }
}

function underFault(finished: Finished, fault: Fault | undefined): Finished {
  const effect = fault?.effect
  const { answer: given } = finished
  if (effect?.kind === 'totals' && given.ok && given.total !== undefined) {
    return { ...finished, answer: { ...given, total: given.total + effect.delta } }
  }
  return finished
}

interface CommandRun {
  /** `undefined` where a fault leaves the answer out. */
  readonly finished: Finished | undefined
  readonly heldMs: number
}

function runCommand(portal: Portal, request: MethodRequest): CommandRun {
  const fault = portal.faults.take({
    service: 'bitrix24',
    portal: portal.seed.key,
    method: request.method,
    command: true,
  })
  const effect = fault?.effect
  const refused =
    effect?.kind === 'error' && effect.processed !== true
      ? { answer: refuse(effect.error, effect.description ?? '', effect.status), startedAt: portal.clock(), seconds: 0 }
      : undefined
  const finished = refused ?? underFault(insideBatch(runMethod(portal, request)), fault)
  const failed =
    effect?.kind === 'error' && refused === undefined
      ? { ...finished, answer: refuse(effect.error, effect.description ?? '', effect.status) }
      : finished
  recordArrival(portal, {
    method: request.method,
    params: request.params,
    command: true,
    processed: finished.answer.ok,
    status: failed.answer.ok ? 200 : failed.answer.status,
    ...(failed.answer.ok ? {} : { error: failed.answer.error }),
    ...(effect === undefined ? {} : { fault: effect.kind }),
  })
  return { finished: effect?.kind === 'missing' ? undefined : failed, heldMs: fault?.delayMs ?? 0 }
}

/** Runs the commands one after the other; `halt` stops at the first error. */
export function runBatch(portal: Portal, request: MethodRequest): Finished {
  const startedAt = portal.clock()
  const answers = new Answers()
  let heldMs = 0
  const halt = toInt(request.params['halt']) === 1 || isYes(request.params['halt'])
  for (const [index, [key, command]] of commandsOf(request.params['cmd']).entries()) {
    const [name = '', ...rest] = command.split('?')
    const method = name.toLowerCase().replace(/\.json$/, '')
    const refused = (error: MethodError): Finished => ({ answer: error, startedAt, seconds: 0 })
    if (index >= MAX_COMMANDS)
      answers.add(portal, key, refused(systemError(portal.world, 'ERROR_BATCH_LENGTH_EXCEEDED')))
    else if (NOT_IN_BATCH.includes(method)) {
      answers.add(portal, key, refused(systemError(portal.world, 'ERROR_BATCH_METHOD_NOT_ALLOWED')))
    } else {
      const params = resolveMap(parseQuery(rest.join('?')), answers)
      const run = runCommand(portal, { webhook: request.webhook, method, params })
      heldMs += run.heldMs
      if (run.finished !== undefined) answers.add(portal, key, run.finished)
    }
    if (halt && answers.error.has(key)) break
  }
  return { answer: answer(answers.toJson(portal)), startedAt, seconds: 0.05, heldMs }
}
