// The groups port: Bluesky group conversations I am in, invited to, or have asked to join.
import { ok } from '../../../shared/contract/result'
import type { GroupsPort, Logger, PortGroup, Timers } from '../ports'
import type { Chat } from './chat'
import type { Convos, Pending } from './convos'
import { readGroupDetails } from './group-details'
import { groupOf, requestedGroup } from './group-views'
import { saveLink } from './link-editor'
import type { LinkPreviews } from './link-preview'
import { leaveGroup } from './membership'

interface GroupsDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly previews: LinkPreviews
  readonly log: Logger
  readonly timers: Timers
}

const present = <T>(value: T | undefined): value is T => value !== undefined

export function createGroups(deps: GroupsDeps): GroupsPort {
  const { client, convos, previews, log } = deps
  const pendingGroup = (pending: Pending, me: string): PortGroup | undefined =>
    pending.kind === 'mine' ? requestedGroup(pending.request) : groupOf(pending.convo, me, log)

  return {
    readAll: async (onPage, signal) => {
      const me = client.did()
      if (!me.ok) return me
      const options = { patient: true, ...(signal ? { signal } : {}) }
      const seen = new Set<string>()
      const hand = (groups: (PortGroup | undefined)[]): void => {
        // A list that moves while it is read shows some groups twice; invitations stand in both lists.
        const fresh = groups.filter(present).filter(({ groupId }) => !seen.has(groupId))
        for (const { groupId } of fresh) seen.add(groupId)
        onPage(fresh, { loaded: seen.size })
      }
      const read = await convos.groups((page) => hand(page.map((convo) => groupOf(convo, me.data, log))), options)
      if (!read.ok) return read
      return convos.requests((page) => hand(page.map((pending) => pendingGroup(pending, me.data))), options)
    },

    get: (groupId) => readGroupDetails(groupId, deps),
    leave: (groupId) => leaveGroup(groupId, deps),
    saveLink: (groupId, change) => saveLink(groupId, change, deps),

    previewLink: async (link) => {
      const read = await previews.read(link)
      return read.ok ? ok(read.data.preview) : read
    },
  }
}
