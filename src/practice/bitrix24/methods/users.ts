// user.*: colleagues as the user module sees them: bots, customers and other technical people are left out.
// https://apidocs.bitrix24.com/api-reference/user/index.html
import type { JsonObject } from '../../types'
import { answer, type Call, type MethodAnswer, type MethodTable } from '../call'
import { applyFilter, page, type FieldReader } from '../filter'
import { isoDate } from '../format'
import { toMap, toText } from '../params'
import { photoPath } from '../pictures'
import type { Person, World } from '../world-types'

const SCOPES = ['user', 'user_basic', 'user_brief']

function listed(world: World): Person[] {
  return [...world.people.values()].filter((person) => person.kind === 'user' || person.kind === 'extranet')
}

/** Fields depend on the scope: `user_brief` shows no e-mail. https://apidocs.bitrix24.com/api-reference/user/user-scope.html */
function userFields(call: Call, person: Person): JsonObject {
  const brief: JsonObject = {
    ID: String(person.id),
    ACTIVE: person.active,
    NAME: person.firstName,
    LAST_NAME: person.lastName,
    SECOND_NAME: '',
    IS_ONLINE: person.id % 3 === 0 ? 'Y' : 'N',
    LAST_LOGIN: isoDate(call.world, call.now - person.id * 60_000),
    // Dates without a value come as an empty object, which PHP writes as a list or a map.
    DATE_REGISTER: {},
    PERSONAL_GENDER: person.gender,
    WORK_POSITION: person.workPosition,
    UF_DEPARTMENT: [...person.departments],
    USER_TYPE: person.kind === 'extranet' ? 'extranet' : 'employee',
    ...(photoPath(person) === '' ? {} : { PERSONAL_PHOTO: `${call.origin}${photoPath(person)}` }),
  }
  const wide = call.webhook.scopes.includes('user') || call.webhook.scopes.includes('user_basic')
  return wide ? { ...brief, EMAIL: person.email } : brief
}

const readField: FieldReader<Person> = (person, field) => {
  switch (field) {
    case 'ID':
      return person.id
    case 'NAME':
      return person.firstName
    case 'LAST_NAME':
      return person.lastName
    case 'WORK_POSITION':
      return person.workPosition
    case 'ACTIVE':
      return person.active ? 'true' : 'false'
    case 'USER_TYPE':
      return person.kind === 'extranet' ? 'extranet' : 'employee'
    default:
      return undefined
  }
}

function paged(call: Call, people: readonly Person[]): MethodAnswer {
  const { rows, ...counts } = page(people, call.params['start'] ?? call.params['START'])
  return { ok: true, result: rows.map((person) => userFields(call, person)), ...counts }
}

function userGet(call: Call): MethodAnswer {
  const filter = { ...toMap(call.params['FILTER']), ...toMap(call.params['filter']) }
  const { ACTIVE: active, ...rest } = filter
  const wanted =
    active === undefined
      ? rest
      : { ...rest, ACTIVE: active === true || active === 'Y' || active === 'true' ? 'true' : 'false' }
  const direct = toText(call.params['ID'])
  return paged(call, applyFilter(listed(call.world), direct === '' ? wanted : { ...wanted, ID: direct }, readField))
}

/** Every word of FIND must occur somewhere in name or position. */
function matchesFind(person: Person, find: string): boolean {
  const text = `${person.firstName} ${person.lastName} ${person.workPosition}`.toLowerCase()
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function userSearch(call: Call): MethodAnswer {
  const filter = { ...toMap(call.params['FILTER']), ...toMap(call.params['filter']) }
  const find = toText(filter['FIND'] ?? call.params['FIND'])
  const active = listed(call.world).filter((person) => person.active)
  if (find !== '')
    return paged(
      call,
      active.filter((person) => matchesFind(person, find)),
    )
  const contains = Object.fromEntries(Object.entries(filter).map(([field, value]) => [`%${field}`, value]))
  return paged(call, applyFilter(active, contains, readField))
}

function userCurrent(call: Call): MethodAnswer {
  const person = call.world.people.get(call.userId)
  return answer(person === undefined ? [] : userFields(call, person))
}

export const userMethods: MethodTable = {
  'user.current': { scopes: SCOPES, run: userCurrent },
  'user.get': { scopes: SCOPES, run: userGet },
  'user.search': { scopes: SCOPES, run: userSearch },
}
