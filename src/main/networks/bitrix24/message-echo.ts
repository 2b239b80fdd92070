// Whether a portal shows our ids on messages, and so knows a repeat when it sees one: proved once per portal, remembered
// over restarts, shared by its accounts. Never writes to the portal.
import { isObject } from '../../../shared/domain/json-shape'
import type { Clock, KeyValueStore } from '../ports'
import type { Client } from './client'
import { asFlag, asId, asObject, asObjects, asText } from './json'

/** A message that has just been sent: our id, and the portal's. */
export interface SentMessage {
  readonly id: string
  readonly dialogId: string
  readonly serverId: string
}

interface EchoDeps {
  /** `host[:port]`. */
  readonly host: string
  readonly state: KeyValueStore
  readonly clock: Clock
}

/** A portal that did not show our ids may have been brought up to date since. */
const LOOK_AGAIN_MS = 7 * 24 * 60 * 60_000
/** The message just sent is among the last ones, unless the dialog is very busy: then this look shows nothing. */
const LOOK_AT = 5

/**
 * `TEMPLATE_ID` of `im.message.add` is undocumented; that messages carry a `uuid` is documented.
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
 */
export class MessageEcho {
  readonly #deps: EchoDeps
  #looking = false

  constructor(deps: EchoDeps) {
    this.#deps = deps
  }

  /** True once the portal has shown an id of ours: a repeat with the same id is then answered with the first message. */
  get honoured(): boolean {
    return this.#known?.honoured === true
  }

  /** A message of ours was seen with its id, or without. */
  saw(honoured: boolean): void {
    if (honoured && this.honoured) return
    const { state, clock } = this.#deps
    state.set(this.#key, { honoured, at: clock() })
  }

  /** Looks behind the scenes whether the message shows its id, unless that is known; one look at a time, for all accounts. */
  prove(client: Client, sent: SentMessage): void {
    const known = this.#known
    const isFresh = known !== undefined && (known.honoured || this.#deps.clock() - known.at < LOOK_AGAIN_MS)
    if (isFresh || this.#looking) return
    this.#looking = true
    const looked = (): void => {
      this.#looking = false
    }
    this.#look(client, sent).then(looked, looked)
  }

  /** A look that fails, or does not find the message, proves nothing. */
  async #look(client: Client, { id, dialogId, serverId }: SentMessage): Promise<void> {
    const params = { DIALOG_ID: dialogId, LIMIT: LOOK_AT }
    const answer = await client.call('im.dialog.messages.get', params, { lane: 'background' })
    if (!answer.ok) return
    const rows = asObjects(asObject(answer.data)['messages'])
    const row = rows.find((one) => asId(one['id']) === serverId)
    if (row !== undefined) this.saw(asText(row['uuid'])?.toLowerCase() === id.toLowerCase())
  }

  get #known(): { readonly honoured: boolean; readonly at: number } | undefined {
    const kept = this.#deps.state.get(this.#key)
    if (kept === true) return { honoured: true, at: 0 }
    if (!isObject(kept) || typeof kept['at'] !== 'number') return undefined
    return { honoured: asFlag(kept['honoured']), at: kept['at'] }
  }

  get #key(): string {
    return `bitrix24.uuidEcho.${this.#deps.host}`
  }
}
