// Methods of the portal itself: who am I, what may I do, what time is it.
// https://apidocs.bitrix24.com/api-reference/common/index.html
import type { JsonObject } from '../../types'
import { answer, isHere, type Call, type MethodAnswer, type MethodTable } from '../call'
import { isoDate } from '../format'
import { isYes, toText } from '../params'

/** Never needs a scope: the best test of a webhook. https://apidocs.bitrix24.com/api-reference/common/users/profile.html */
function profile(call: Call): MethodAnswer {
  const person = call.world.people.get(call.userId)
  return answer({
    ID: String(call.userId),
    ADMIN: call.world.adminIds.has(call.userId),
    NAME: person?.firstName ?? '',
    LAST_NAME: person?.lastName ?? '',
    PERSONAL_GENDER: person?.gender ?? '',
    TIME_ZONE: '',
  })
}

const ALL_SCOPES = [
  'calendar',
  'crm',
  'department',
  'disk',
  'im',
  'imbot',
  'imopenlines',
  'sonet_group',
  'socialnetwork',
  'task',
  'user',
  'user_basic',
  'user_brief',
]

/** https://apidocs.bitrix24.com/api-reference/common/system/scope.html */
function scope(call: Call): MethodAnswer {
  return answer(isYes(call.params['full']) || call.params['full'] === 'true' ? ALL_SCOPES : call.webhook.scopes)
}

/** The methods about the table of methods itself. https://apidocs.bitrix24.com/api-reference/common/system/method-get.html */
export function systemMethods(all: () => MethodTable): MethodTable {
  const open = (call: Call, name: string): boolean => {
    const method = Object.hasOwn(all(), name) ? all()[name] : undefined
    if (method === undefined || !isHere(method, call.world)) return false
    return method.scopes.length === 0 || method.scopes.some((needed) => call.webhook.scopes.includes(needed))
  }
  const methodGet = (call: Call): MethodAnswer => {
    const name = toText(call.params['name'])
    const method = Object.hasOwn(all(), name) ? all()[name] : undefined
    const isExisting = method !== undefined && isHere(method, call.world)
    return answer({ isExisting, isAvailable: open(call, name) })
  }
  const methods = (call: Call): MethodAnswer =>
    answer(Object.keys(all()).filter((name) => all()[name]?.hidden !== true && open(call, name)))
  return {
    profile: { scopes: [], run: profile },
    scope: { scopes: [], run: scope },
    'server.time': { scopes: [], run: (call) => answer(isoDate(call.world, call.now)) },
    'method.get': { scopes: [], run: methodGet },
    methods: { scopes: [], run: methods },
    'app.info': { scopes: [], undocumented: true, run: appInfo },
  }
}

/** Documented for applications only; servers answer webhooks too (undocumented). */
function appInfo(call: Call): MethodAnswer {
  const result: JsonObject = { SCOPE: call.webhook.scopes, LICENSE: `${call.world.language}_basic` }
  return answer(result)
}
