// Which of the methods that nobody documented a portal has: asked with the documented `method.get`, in the same request
// as something else, and remembered for a day. Nothing here is relied on alone.
import { isObject } from '../../../shared/domain/json-shape'
import type { JsonObject } from '../../../shared/contract/common'
import type { Command } from './batch'
import type { BatchResult, CallOptions, CallResult } from './client'
import { asFlag, asNumber, asObject } from './json'
import type { ReadMethod, WriteMethod } from './methods'
import type { Portal } from './portal'

/** All are undocumented, of the scope `socialnetwork`. */
const METHODS = {
  relations: 'socialnetwork.api.usertogroup.list',
  leave: 'socialnetwork.api.usertogroup.leave',
  leaveOlder: 'socialnetwork.api.workgroup.leave',
  withdraw: 'socialnetwork.api.usertogroup.cancelIncomingRequest',
  acceptInvitation: 'socialnetwork.api.usertogroup.acceptOutgoingRequest',
  declineInvitation: 'socialnetwork.api.usertogroup.rejectOutgoingRequest',
  approve: 'socialnetwork.api.workgroup.acceptIncomingRequest',
  decline: 'socialnetwork.api.workgroup.rejectIncomingRequest',
} as const satisfies Readonly<Record<string, ReadMethod | WriteMethod>>

export type Undocumented = keyof typeof METHODS
const NAMES = Object.keys(METHODS) as Undocumented[]
const DAY_MS = 86_400_000

/** The method's name where this portal has it and this webhook may call it, as far as is known. */
export function undocumented<N extends Undocumented>(portal: Portal, name: N): (typeof METHODS)[N] | undefined {
  if (!portal.scopes.has('socialnetwork')) return undefined
  return recall(portal)[name] === true ? METHODS[name] : undefined
}

/** A method that was not there after all. */
export function forget(portal: Portal, name: Undocumented): void {
  remember(portal, { ...recall(portal), [name]: false })
}

/** How many commands `batchLearning` adds now. */
export function questionCount(portal: Portal): number {
  return Object.keys(questions(portal)).length
}

/**
 * A batch of reads that also asks which of these methods there are, where that is not known.
 * @see https://apidocs.bitrix24.com/api-reference/common/system/method-get.html
 */
export async function batchLearning<K extends string>(
  portal: Portal,
  commands: Readonly<Record<K, Command>>,
  options: CallOptions = {},
): Promise<BatchResult<K>> {
  const asked = questions(portal)
  const answer = await portal.client.batch<string>({ ...commands, ...asked }, options)
  if (answer.ok && Object.keys(asked).length > 0) learn(portal, answer.data)
  return answer
}

function questions(portal: Portal): Record<string, Command> {
  if (!portal.scopes.has('socialnetwork')) return {}
  const known = recall(portal)
  const open = NAMES.filter((name) => known[name] === undefined)
  return Object.fromEntries(
    open.map((name) => [keyOf(name), { method: 'method.get', params: { name: METHODS[name].toLowerCase() } }]),
  )
}

const keyOf = (name: Undocumented): string => `has_${name}`

/** What could not be read stays unknown: it is asked again. */
function learn(portal: Portal, answers: Readonly<Record<string, CallResult>>): void {
  const told = NAMES.flatMap((name): [string, boolean][] => {
    const answer = answers[keyOf(name)]
    if (answer?.ok !== true || !isObject(answer.data)) return []
    const { isExisting, isAvailable } = answer.data
    return [[name, asFlag(isExisting) && asFlag(isAvailable)]]
  })
  if (told.length > 0) remember(portal, { ...recall(portal), ...Object.fromEntries(told) })
}

/** Rights are the webhook's owner's: two accounts of one portal may differ. */
const placeOf = ({ host, userId }: Portal): string => `bitrix24.undocumented.${host}.${userId}`

function recall(portal: Portal): JsonObject {
  const stored = asObject(portal.state.get(placeOf(portal)))
  const at = asNumber(stored['at'])
  const age = at === undefined ? Infinity : portal.clock() - at
  return age >= 0 && age < DAY_MS ? asObject(stored['has']) : {}
}

function remember(portal: Portal, has: JsonObject): void {
  const at = asNumber(asObject(portal.state.get(placeOf(portal)))['at'])
  const fresh = at !== undefined && Object.keys(recall(portal)).length > 0
  portal.state.set(placeOf(portal), { at: fresh ? at : portal.clock(), has })
}
