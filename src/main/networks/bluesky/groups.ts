// The groups port: Bluesky group conversations I am in, invited to, or have asked to join.
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { GroupsPort, Logger, PortGroup } from '../ports'
import type { Chat } from './chat'
import type { Convos, Pending } from './convos'
import { groupOf, requestedGroup, type Member } from './group-views'
import type { LinkPreviews } from './link-preview'

interface GroupsDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly previews: LinkPreviews
  readonly log: Logger
}

const present = <T>(value: T | undefined): value is T => value !== undefined

export function createGroups({ client, convos, previews, log }: GroupsDeps): GroupsPort {
  const pendingGroup = (pending: Pending, me: string): PortGroup | undefined =>
    pending.kind === 'mine' ? requestedGroup(pending.request) : groupOf(pending.convo, me, log)

  /** A group I only asked to join is hidden from `getConvo`; what is known of it stands in my requests. */
  const requested = async (groupId: string): Promise<Result<PortGroup & { members: Member[] }>> => {
    const request = await convos.myRequest(groupId)
    if (!request.ok) return request
    if (!request.data) return fail('groups.notFound', 'never')
    const { owner } = request.data
    const members: Member[] = owner
      ? [{ userId: owner.did, name: owner.displayName || owner.handle || owner.did, role: 'owner' }]
      : []
    return ok({ ...requestedGroup(request.data), members })
  }

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

    get: async (groupId) => {
      const me = client.did()
      if (!me.ok) return me
      const convo = await convos.one(groupId)
      if (!convo.ok) return convo.error.code === 'groups.notFound' ? requested(groupId) : convo
      const group = groupOf(convo.data, me.data, log)
      if (!group) return fail('groups.notFound', 'never')
      const members = await convos.members(groupId)
      return members.ok ? ok({ ...group, members: members.data }) : members
    },

    previewLink: async (link) => {
      const read = await previews.read(link)
      return read.ok ? ok(read.data.preview) : read
    },
  }
}
