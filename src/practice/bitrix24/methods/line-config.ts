// imopenlines.config.* and imopenlines.revision.get: the open channels of the portal.
// https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-config-list-get.html
import type { JsonObject, JsonValue } from '../../types'
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { applyFilter, applyOrder, type FieldReader } from '../filter'
import { phpMap, yesNo } from '../format'
import { isObject, isYes, toInt, toList, toMap, toText } from '../params'
import { fullName } from '../world'
import type { Line } from '../world-types'

const SCOPES = ['imopenlines']

function operatorFields(call: Call, line: Line): JsonValue {
  return phpMap(
    call.world,
    line.queue.map((id) => {
      const person = call.world.people.get(id)
      const fields: JsonObject = {
        USER_NAME: fullName(person),
        USER_WORK_POSITION: person?.workPosition ?? null,
        USER_AVATAR: '',
        USER_AVATAR_ID: null,
      }
      return [id, fields] as const
    }),
  )
}

/** Dates come as an empty object. */
function lineRow(call: Call, line: Line): JsonObject {
  return {
    ID: String(line.id),
    LINE_NAME: line.name,
    ACTIVE: yesNo(line.active),
    QUEUE_TYPE: 'evenly',
    LANGUAGE_ID: call.world.language,
    DATE_CREATE: {},
    DATE_MODIFY: {},
  }
}

function queueFields(call: Call, line: Line, options: JsonObject): JsonObject {
  return {
    ...(isYes(options['QUEUE']) ? { QUEUE: [...line.queue], QUEUE_USERS_FIELDS: operatorFields(call, line) } : {}),
    ...(isYes(options['CONFIG_QUEUE'])
      ? { CONFIG_QUEUE: line.queue.map((id) => ({ ENTITY_ID: String(id), ENTITY_TYPE: 'user' })) }
      : {}),
  }
}

const readField: FieldReader<Line> = (line, field) => {
  switch (field) {
    case 'ID':
      return line.id
    case 'LINE_NAME':
      return line.name
    case 'ACTIVE':
      return yesNo(line.active)
    default:
      return undefined
  }
}

function configList(call: Call): MethodAnswer {
  const given = call.params['PARAMS']
  if (given !== undefined && !isObject(given) && !Array.isArray(given)) {
    return refuse('INVALID_FORMAT', 'A wrong format for the PARAMS field is passed')
  }
  const params = toMap(given)
  for (const field of ['filter', 'order'] as const) {
    if (params[field] !== undefined && !isObject(params[field]) && !Array.isArray(params[field])) {
      return refuse('INVALID_FORMAT', `A wrong format for the PARAMS field '${field}' is passed`)
    }
  }
  const rows = applyOrder(applyFilter(call.world.lines, toMap(params['filter']), readField), toMap(params['order']), {
    read: readField,
    fallback: { ID: 'ASC' },
  })
  const limit = Math.min(200, toInt(params['limit']) || 50)
  const offset = Math.max(0, toInt(params['offset']))
  const select = toList(params['select']).map(toText)
  const pick = (row: JsonObject): JsonObject =>
    select.length === 0
      ? row
      : Object.fromEntries(Object.entries(row).filter(([key]) => key === 'ID' || select.includes(key)))
  const options = toMap(call.params['OPTIONS'])
  return answer(
    rows
      .slice(offset, offset + limit)
      .map((line) => ({ ...pick(lineRow(call, line)), ...queueFields(call, line, options) })),
  )
}

/** `false` when there is no such line. */
function configGet(call: Call): MethodAnswer {
  const id = toInt(call.params['CONFIG_ID'])
  const line = call.world.lines.find((candidate) => candidate.id === id)
  if (line === undefined) return answer(false)
  const queue =
    toText(call.params['WITH_QUEUE']) === 'N'
      ? {}
      : { QUEUE: line.queue.map(String), QUEUE_USERS_FIELDS: operatorFields(call, line) }
  return answer({ ...lineRow(call, line), ...queue })
}

export const lineConfigMethods: MethodTable = {
  'imopenlines.revision.get': { scopes: SCOPES, run: () => answer({ rest: 2, web: 1, mobile: 1 }) },
  'imopenlines.config.list.get': { scopes: SCOPES, anyCase: true, run: configList },
  'imopenlines.config.get': { scopes: SCOPES, anyCase: true, run: configGet },
  'imopenlines.config.path.get': {
    scopes: SCOPES,
    run: (call) =>
      answer({ SERVER_ADDRESS: `https://${call.world.key}.example`, PUBLIC_PATH: '/contact_center/openlines' }),
  },
}
