// Finding out which group an invitation is to where its notification does not tell: by the names it quotes, asked for in
// the next look. The portal's own word on what I am to a group so named decides, not the text.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { Command } from './batch'
import { field, ownRelation } from './group-shapes'
import { invitedGroup } from './invitation-match'
import { asId, asList, asObject, asObjects, asText } from './json'
import { quotedNames } from './notices'
import type { Notices } from './notices'
import type { PendingRelation } from './relations'
import { isNumericId } from './portal'

/** Names asked for in one look. */
const MAX_NAMES = 10
/** A batch takes this for a reference to another command's result (undocumented). */
const REFERENCE = '$'

/** What the next look is to look for. */
export interface Search {
  readonly names: readonly string[]
  /** Relations that were looked for, found or not. */
  readonly looked: readonly string[]
}

export function readSearch(cursor: JsonValue | undefined): Search {
  const { names, looked } = asObject(cursor)
  const texts = (value: JsonValue | undefined): string[] => asList(value).flatMap((one) => asText(one) ?? [])
  return { names: texts(names).slice(0, MAX_NAMES), looked: texts(looked) }
}

/** https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-list.html */
export function searchCommand({ names }: Search): Command | undefined {
  if (names.length === 0) return undefined
  const params = { filter: { NAME: [...names] }, select: ['ID', 'NAME'], params: { mode: 'mobile' } }
  return { method: 'socialnetwork.api.workgroup.list', params }
}

/** The groups found that I am invited to. */
export function invitedIn(answer: JsonValue): string[] {
  return asObjects(asObject(answer)['workgroups']).flatMap((row) => {
    const id = asId(field(row, 'ID'))
    return id !== undefined && isNumericId(id) && ownRelation(row) === 'invited' ? [id] : []
  })
}

/** Each invitation that cannot be told is looked for once. */
export function nextSearch(last: Search, notices: Notices, pending: readonly PendingRelation[]): JsonObject {
  const open = notices.invitations.filter((notice) => invitedGroup(notice, pending) === undefined)
  const fresh = open.filter(({ relationId }) => !last.looked.includes(relationId)).slice(0, MAX_NAMES)
  const quoted = new Set(fresh.flatMap(({ text }) => quotedNames(text)))
  const names = [...quoted].filter((name) => !name.includes(REFERENCE)).slice(0, MAX_NAMES)
  const stillOpen = open.map(({ relationId }) => relationId)
  const before = last.looked.filter((relationId) => stillOpen.includes(relationId))
  const looked = [...before, ...fresh.map(({ relationId }) => relationId)]
  return { ...(names.length === 0 ? {} : { names }), ...(looked.length === 0 ? {} : { looked }) }
}
