// Reads all my group conversations, invitations and requests: a few pages, so that every reading is a full one.
import { ok, type Result } from '../../../shared/contract/result'
import type { GroupsPort, GroupsReading, Logger, PortGroup } from '../ports'
import type { Chat, ReadOptions } from './chat'
import type { Convos, Pending } from './convos'
import { groupOf, requestedGroup } from './group-views'
import { MAX_PAGES } from './config'

export interface GroupReaderDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly log: Logger
}

/** There is nothing to go on from: the next reading begins anew. */
const CURSOR = 'complete'
/** Groups that no list showed, asked for one request each before the next look at which are left. */
const VERIFIED_AT_ONCE = 20

const present = <T>(value: T | undefined): value is T => value !== undefined

export function createGroupReader(deps: GroupReaderDeps): GroupsPort['read'] {
  return async (reading) => {
    const me = deps.client.did()
    if (!me.ok) return me
    const pass = new Pass(deps, reading, me.data)
    const read = await pass.run()
    return read.ok ? ok({ cursor: CURSOR }) : read
  }
}

class Pass {
  readonly #deps: GroupReaderDeps
  readonly #reading: GroupsReading
  readonly #me: string
  readonly #seen = new Set<string>()
  readonly #options: ReadOptions
  #begun = false
  #pages = 0
  #failure: Extract<Result<void>, { ok: false }> | undefined

  constructor(deps: GroupReaderDeps, reading: GroupsReading, me: string) {
    this.#deps = deps
    this.#reading = reading
    this.#me = me
    this.#options = { patient: true, ...(reading.signal && { signal: reading.signal }) }
  }

  async run(): Promise<Result<void>> {
    const { convos, log } = this.#deps
    const listed = await convos.groups(async (page) => {
      this.#pages += 1
      return (await this.#hand(page.map((convo) => groupOf(convo, this.#me, log)))) !== 'failed'
    }, this.#options)
    if (!listed.ok) return listed
    const asked =
      this.#failure ??
      (await convos.requests(
        async (page) => (await this.#hand(page.map((pending) => this.#pendingGroup(pending)))) !== 'failed',
        this.#options,
      ))
    if (!asked.ok) return asked
    const looked = this.#failure ?? (this.#pages > 1 ? await this.#lookAtFront() : ok(undefined))
    return looked.ok ? (this.#failure ?? this.#verify()) : looked
  }

  /** A list that moves while it is read shows some groups twice; invitations stand in both lists. */
  async #hand(groups: readonly (PortGroup | undefined)[]): Promise<'new' | 'nothing' | 'failed'> {
    if (!this.#begun) this.#reading.begin({ mode: 'full', resumed: false })
    this.#begun = true
    const fresh = groups.filter(present).filter(({ groupId }) => !this.#seen.has(groupId))
    for (const { groupId } of fresh) this.#seen.add(groupId)
    const kept = await this.#reading.keep({ groups: fresh })
    if (!kept.ok) this.#failure = kept
    return kept.ok ? (fresh.length > 0 ? 'new' : 'nothing') : 'failed'
  }

  #pendingGroup(pending: Pending): PortGroup | undefined {
    return pending.kind === 'mine' ? requestedGroup(pending.request) : groupOf(pending.convo, this.#me, this.#deps.log)
  }

  /** What had activity meanwhile has moved to the front, behind the reading's back: read until a page shows nothing new. */
  #lookAtFront(): Promise<Result<void>> {
    const { convos, log } = this.#deps
    return convos.groups(
      async (page) => (await this.#hand(page.map((convo) => groupOf(convo, this.#me, log)))) === 'new',
      this.#options,
    )
  }

  /** No list showed them: asked for one by one before they count as gone. */
  async #verify(): Promise<Result<void>> {
    const { convos, log } = this.#deps
    for (let round = 0; round < MAX_PAGES; round += 1) {
      const unseen = this.#reading.held.unseen(VERIFIED_AT_ONCE)
      if (unseen.length === 0) return ok(undefined)
      const gone: string[] = []
      const groups: PortGroup[] = []
      for (const groupId of unseen) {
        const convo = await convos.one(groupId, this.#options)
        if (!convo.ok && convo.error.code !== 'groups.notFound') return convo
        const group = convo.ok ? groupOf(convo.data, this.#me, log) : undefined
        if (group?.groupId === groupId) groups.push(group)
        else gone.push(groupId)
      }
      const kept = await this.#reading.keep({ groups, gone })
      if (!kept.ok) return kept
    }
    return ok(undefined)
  }
}
