// im.search.* and im.user.*: finding people and chats. People come as a map by id, chats as a list.
// https://apidocs.bitrix24.com/api-reference/chats/search/im-search-user-list.html
import { answer, refuse, type Call, type MethodAnswer, type MethodTable } from '../call'
import { phpMap } from '../format'
import { imChat, imUser } from '../im-objects'
import { isListedFor, isDialog } from '../openlines'
import { toInt, toList, toText } from '../params'
import type { Chat, Person } from '../world-types'

const SCOPES = ['im']
const SHORT = refuse('FIND_SHORT', 'Too short a search phrase.')

function pageOf<T>(call: Call, rows: readonly T[]): readonly T[] {
  const offset = Math.max(0, toInt(call.params['OFFSET']))
  const limit = Math.min(50, toInt(call.params['LIMIT']) || 10)
  return rows.slice(offset, offset + limit)
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Every word begins one of the names, as the messenger searches. */
function personMatches(person: Person, find: readonly string[]): boolean {
  const names = words(`${person.firstName} ${person.lastName} ${person.workPosition}`)
  return find.every((word) => names.some((name) => name.startsWith(word)))
}

function searchUsers(call: Call): MethodAnswer {
  const find = toText(call.params['FIND']).trim()
  if (find.length < 2) return SHORT
  const people = [...call.world.people.values()].filter(
    (person) => person.active && person.kind !== 'connector' && personMatches(person, words(find)),
  )
  const shown = pageOf(call, people).map((person) => [person.id, imUser(call.world, person, call.now)] as const)
  return { ok: true, result: phpMap(call.world, shown), total: people.length }
}

function findable(call: Call, lines: boolean): (chat: Chat) => boolean {
  return (chat) => {
    if (chat.kind === 'private') return false
    if (isDialog(chat)) return lines && isListedFor(call.world, chat, call.userId)
    return !lines && chat.participants.has(call.userId)
  }
}

function searchChats(call: Call): MethodAnswer {
  const lines = toText(call.params['FIND_LINES']).trim()
  const find = lines === '' ? toText(call.params['FIND']).trim() : lines
  if (find.length < 2) return SHORT
  const chats = [...call.world.chats.values()]
    .filter(findable(call, lines !== ''))
    .filter((chat) => chat.title.toLowerCase().includes(find.toLowerCase()))
  return {
    ok: true,
    result: pageOf(call, chats).map((chat) => imChat(call.world, chat, call.userId)),
    total: chats.length,
  }
}

function userGet(call: Call): MethodAnswer {
  const given = call.params['ID']
  const id = given === undefined ? call.userId : toInt(given)
  if (id <= 0) return refuse('ID_EMPTY', "User ID can't be empty")
  const person = call.world.people.get(id)
  return person === undefined
    ? refuse('USER_NOT_EXISTS', 'User does not exist')
    : answer(imUser(call.world, person, call.now))
}

function userList(call: Call): MethodAnswer {
  const ids = toList(call.params['ID']).map(toInt)
  if (ids.length === 0 || ids.some((id) => id <= 0))
    return refuse('INVALID_FORMAT', 'A wrong format for the ID field is passed')
  const people = ids.flatMap((id) => {
    const person = call.world.people.get(id)
    return person === undefined ? [] : [[id, imUser(call.world, person, call.now)] as const]
  })
  if (toText(call.params['RESULT_TYPE']) === 'array') return answer(people.map(([, person]) => person))
  return answer(phpMap(call.world, people))
}

export const imPeopleMethods: MethodTable = {
  'im.search.user.list': { scopes: SCOPES, anyCase: true, run: searchUsers },
  'im.search.chat.list': { scopes: SCOPES, anyCase: true, run: searchChats },
  'im.user.get': { scopes: SCOPES, anyCase: true, run: userGet },
  'im.user.list.get': { scopes: SCOPES, anyCase: true, run: userList },
}
