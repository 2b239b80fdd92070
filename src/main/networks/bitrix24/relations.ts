// My pending relations with the ids that notifications name them by: from a method nobody documented, where there is one.
import type { JsonValue } from '../../../shared/contract/common'
import type { Relation } from '../../../shared/domain/states'
import type { Command } from './batch'
import type { CallResult } from './client'
import { field, relationOf } from './group-shapes'
import { asId, asObject, asObjects } from './json'
import { isNumericId } from './portal'
import type { Portal } from './portal'
import { forget, undocumented } from './undocumented'

export interface PendingRelation {
  readonly relationId: string
  readonly groupId: string
  /** `requested` or `invited`. */
  readonly relation: Relation
}

const SELECT = ['ID', 'USER_ID', 'GROUP_ID', 'ROLE', 'INITIATED_BY_TYPE']

/** A command for a batch, `relations`; none where the portal is not known to have the method. */
export function relationsCommands(portal: Portal): Readonly<Record<never, Command>> {
  const method = undocumented(portal, 'relations')
  if (method === undefined) return {}
  return { relations: { method, params: { filter: { ROLE: 'Z', USER_ID: portal.userId }, select: SELECT } } }
}

/** What waits for me or of me, from the answers of such a batch; nothing where it could not be read. */
export function pendingIn(portal: Portal, answers: Readonly<Record<string, CallResult>>): PendingRelation[] {
  const { relations } = answers
  if (relations?.ok === false && relations.error.code === 'bitrix24.methodNotFound') forget(portal, 'relations')
  return relations?.ok === true ? readRelations(relations.data, portal.userId) : []
}

/** Those of `me` that wait; whatever else the filter let through is left out. */
function readRelations(answer: JsonValue, me: string): PendingRelation[] {
  const named = asObject(answer)['relations']
  return asObjects(named ?? answer).flatMap((row) => {
    const [relationId, groupId, userId] = [field(row, 'ID'), field(row, 'GROUP_ID'), field(row, 'USER_ID')].map(asId)
    const relation = relationOf(field(row, 'ROLE'), field(row, 'INITIATED_BY_TYPE'))
    const pending = relation === 'requested' || relation === 'invited'
    if (relationId === undefined || groupId === undefined || userId !== me || !pending) return []
    return isNumericId(groupId) ? [{ relationId, groupId, relation }] : []
  })
}
