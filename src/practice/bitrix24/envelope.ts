// The JSON around every answer: result, total, next, time; or error and error_description.
// https://apidocs.bitrix24.com/api-reference/data-types.html
import type { Rendered } from '../fault-wire'
import type { JsonObject } from '../types'
import type { MethodError } from './call'
import { isoDate } from './format'
import type { Finished } from './portal'
import type { World } from './world-types'

/** Sent with every answer, also to strangers (undocumented). */
export const COMMON_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'access-control-allow-origin': '*',
  'x-powered-by': 'PHP/8.2.27',
} as const

/** The `time` object of a finished call; `operating` is missing for calls that are not counted, such as `batch`. */
export function timeOf(world: World, finished: Finished): JsonObject {
  const start = finished.startedAt / 1000
  const finish = start + finished.seconds
  return {
    start,
    finish,
    duration: finished.seconds,
    processing: finished.seconds / 2,
    date_start: isoDate(world, finished.startedAt),
    date_finish: isoDate(world, finish * 1000),
    ...(finished.report === undefined
      ? { operating: 0 }
      : { operating_reset_at: finished.report.resetAt, operating: finished.report.operating }),
  }
}

export function errorBody(error: Pick<MethodError, 'error' | 'description' | 'extra'>): JsonObject {
  return { error: error.error, error_description: error.description, ...error.extra }
}

/** @param totalsDelta makes `total` lie, for lists that change between pages. */
export function render(world: World, finished: Finished, totalsDelta = 0): Rendered {
  const { answer } = finished
  if (!answer.ok) {
    return {
      status: answer.status,
      headers: COMMON_HEADERS,
      body: JSON.stringify(errorBody(answer)),
      error: answer.error,
    }
  }
  const body: JsonObject = {
    result: answer.result,
    ...(answer.next === undefined ? {} : { next: answer.next }),
    ...(answer.total === undefined ? {} : { total: answer.total + totalsDelta }),
    time: timeOf(world, finished),
  }
  return { status: 200, headers: COMMON_HEADERS, body: JSON.stringify(body) }
}

/** REST 3.0 wraps errors differently. https://apidocs.bitrix24.com/api-reference/rest-v3.html */
export function renderVersion3(error: MethodError): Rendered {
  const body = JSON.stringify({ error: { code: error.error, message: error.description } })
  return { status: error.status, headers: COMMON_HEADERS, body, error: error.error }
}
