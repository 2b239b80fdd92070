// Reads a request: which webhook, which method, which parameters. Lenient where the service is. Knows no method.
import type { IncomingMessage } from 'node:http'
import { readBody } from '../http-body'
import type { JsonObject, JsonValue } from '../types'
import { isObject } from './params'
import { nestPairs, parseQuery } from './php-query'

/** Base64 uploads of 100 MB and their overhead. */
const BODY_LIMIT = 140 * 1024 * 1024

export interface Target {
  readonly version: 2 | 3
  /** Absent when the address holds no user and code. */
  readonly user?: string
  readonly code?: string
  readonly method: string
}

/**
 * `/rest/<user>/<code>/<method>[.json][/]`, `/rest/api/<user>/<code>/<method>`. Method names are lower-cased (undocumented).
 * https://apidocs.bitrix24.com/settings/how-to-call-rest-api/general-principles.html
 * @returns `undefined` for a path outside `/rest/`.
 */
export function parseTarget(pathname: string): Target | undefined {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart)
  if (parts.shift() !== 'rest') return undefined
  const version = parts[0] === 'api' ? 3 : 2
  if (version === 3) parts.shift()
  const method = (parts.at(-1) ?? '').toLowerCase().replace(/\.(json|xml)$/, '')
  const [user, code] = parts
  if (parts.length === 3 && user !== undefined && code !== undefined) return { version, user, code, method }
  // Half an address: one part is a call without any auth, two are taken for a method of that name.
  return { version, method: parts.length === 1 ? method : parts.join('/').toLowerCase() }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

async function formBody(body: Buffer, contentType: string): Promise<JsonObject> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
    const pairs: [string, string][] = []
    for (const [name, value] of form) if (typeof value === 'string') pairs.push([name, value])
    return nestPairs(pairs)
  } catch {
    return {}
  }
}

/** A body that cannot be decoded is silently ignored: the method runs without it (undocumented). */
async function bodyParams(request: IncomingMessage): Promise<JsonObject> {
  const body = await readBody(request, BODY_LIMIT)
  if (body === undefined || body.length === 0) return {}
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) {
    try {
      const value = JSON.parse(body.toString('utf8')) as JsonValue
      return isObject(value) ? value : {}
    } catch {
      return {}
    }
  }
  if (type.startsWith('application/x-www-form-urlencoded')) return parseQuery(body.toString('utf8'))
  return type.startsWith('multipart/form-data') ? formBody(body, type) : {}
}

/** Query and body merged; the body wins (undocumented). */
export async function readParams(request: IncomingMessage, search: string): Promise<JsonObject> {
  return { ...parseQuery(search.replace(/^\?/, '')), ...(await bodyParams(request)) }
}
