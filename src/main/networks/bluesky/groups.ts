// The groups port: Bluesky group conversations I am in, invited to, or have asked to join.
import { ok } from '../../../shared/contract/result'
import type { GroupsPort, Logger, Timers } from '../ports'
import type { Chat } from './chat'
import type { Convos } from './convos'
import { readGroupDetails } from './group-details'
import { createGroupReader } from './group-reader'
import { saveLink } from './link-editor'
import type { LinkPreviews } from './link-preview'
import { leaveGroup } from './membership'

interface GroupsDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly previews: LinkPreviews
  readonly log: Logger
  readonly timers: Timers
  readonly avatar: NonNullable<GroupsPort['avatar']>
}

export function createGroups(deps: GroupsDeps): GroupsPort {
  const { previews } = deps
  return {
    read: createGroupReader(deps),
    get: (groupId) => readGroupDetails(groupId, deps),
    leave: (groupId) => leaveGroup(groupId, deps),
    saveLink: (groupId, change) => saveLink(groupId, change, deps),
    avatar: deps.avatar,

    previewLink: async (link) => {
      const read = await previews.read(link)
      return read.ok ? ok(read.data.preview) : read
    },
  }
}
