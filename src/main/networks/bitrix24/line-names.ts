// The portal's own open channels: their names, kept for a while because they stand beside every dialog, and the list.
import type { Channel } from '../../../shared/contract/messages'
import { ok, type Result } from '../../../shared/contract/result'
import type { JsonValue } from '../../../shared/contract/common'
import type { Command } from './batch'
import type { CallResult } from './client'
import { asFlag, asId, asObjects, asText, clip } from './json'
import { failed } from './portal'
import type { Portal } from './portal'

const FRESH_MS = 10 * 60_000
/** The most the method gives at once. */
const PAGE = 200
/** More channels than this no portal has; a server that ignores the offset does. */
const MAX_PAGES = 20

/** Line id → name, read along with other things when it is not fresh. */
export class LineNames {
  readonly #portal: Portal
  #names: ReadonlyMap<string, string> = new Map()
  #readAt = -Infinity

  constructor(portal: Portal) {
    this.#portal = portal
  }

  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  /** What to put into a batch besides; nothing while the names are fresh. */
  commands(): Record<string, Command> {
    if (this.#portal.clock() - this.#readAt <= FRESH_MS) return {}
    const params = { PARAMS: { select: ['ID', 'LINE_NAME'], limit: PAGE } }
    return { lines: { method: 'imopenlines.config.list.get', params } }
  }

  /** Takes its part of the batch's answers; without one the last names stay. */
  learn(answers: Readonly<Record<string, CallResult>>): void {
    const answer = answers['lines']
    if (answer?.ok !== true) return
    this.#names = new Map(readChannels(answer.data).map(({ lineId, name }) => [lineId, name]))
    this.#readAt = this.#portal.clock()
  }
}

/**
 * All open channels of the portal, by name.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-config-list-get.html
 */
export async function readAllChannels(portal: Portal): Promise<Result<Channel[]>> {
  const found = new Map<string, Channel>()
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const PARAMS = { select: ['ID', 'LINE_NAME', 'ACTIVE'], order: { ID: 'ASC' }, limit: PAGE, offset: page * PAGE }
    const answer = await portal.client.call('imopenlines.config.list.get', { PARAMS })
    if (!answer.ok) return failed(answer)
    const rows = asObjects(answer.data)
    const known = found.size
    for (const channel of readChannels(answer.data)) found.set(channel.lineId, channel)
    // A short page is the last one; one without anything new is the last one again.
    if (rows.length < PAGE || found.size === known) break
  }
  return ok([...found.values()].sort((a, b) => a.name.localeCompare(b.name)))
}

/** A channel without a name is called by its id; one that does not say whether it is active is taken to be. */
function readChannels(answer: JsonValue): Channel[] {
  return asObjects(answer).flatMap((row) => {
    const lineId = asId(row['ID'])
    if (lineId === undefined) return []
    const active = row['ACTIVE'] === undefined || asFlag(row['ACTIVE'])
    return [{ lineId: clip(lineId, 512), name: clip(asText(row['LINE_NAME']) ?? `#${lineId}`, 2000), active }]
  })
}
