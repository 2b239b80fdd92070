// Names of groups' owners: lists tell only ids, so the names are asked for along with the next request. Knows no groups
// beyond that.
import type { JsonObject } from '../../../shared/contract/common'
import type { Command } from './batch'
import type { CallResult } from './client'
import { field, personName } from './group-shapes'
import { asId, asObjects } from './json'

/** https://apidocs.bitrix24.com/api-reference/user/user-get.html */
const USERS_PER_COMMAND = 50
const KEY = /^owners\d+$/

export class OwnerNames {
  readonly #names = new Map<string, string | undefined>()

  /** The owners of these groups whose names were not asked for yet. */
  unknown(rows: readonly JsonObject[]): string[] {
    const ids = rows.flatMap((row) => asId(field(row, 'OWNER_ID')) ?? [])
    return [...new Set(ids)].filter((id) => !this.#names.has(id))
  }

  /** At most `most` commands that ask for these people. */
  commands(ids: readonly string[], most: number): Record<string, Command> {
    const count = Math.min(most, Math.ceil(ids.length / USERS_PER_COMMAND))
    return Object.fromEntries(
      Array.from({ length: count }, (_, at) => {
        const ID = ids.slice(at * USERS_PER_COMMAND, (at + 1) * USERS_PER_COMMAND)
        return [`owners${at}`, { method: 'user.get', params: { FILTER: { ID } } }] as const
      }),
    )
  }

  /**
   * Learns from the answers to `commands(ids)`. Who is not in an answer is hidden from me and is not asked for again; a
   * command that failed leaves its people unknown.
   */
  learn(asked: readonly string[], answers: Readonly<Record<string, CallResult>>): void {
    for (const [key, answer] of Object.entries(answers)) {
      if (!KEY.test(key) || !answer.ok) continue
      const from = Number(key.slice('owners'.length)) * USERS_PER_COMMAND
      for (const id of asked.slice(from, from + USERS_PER_COMMAND)) this.#names.set(id, undefined)
      for (const person of asObjects(answer.data)) {
        const id = asId(field(person, 'ID'))
        if (id !== undefined) this.#names.set(id, personName(person))
      }
    }
  }

  nameOf(row: JsonObject): string | undefined {
    return this.#names.get(asId(field(row, 'OWNER_ID')) ?? '')
  }

  /** Names change: everybody is asked for again. */
  forget(): void {
    this.#names.clear()
  }
}
