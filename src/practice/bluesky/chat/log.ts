// chat.bsky.convo.getLog and chat.bsky.actor.getStatus.
import { chat } from '@bsky/sdk/lexicons'
import type { World } from '../world'
import { method, type Method } from '../xrpc'
import { GROUP_MEMBER_LIMIT } from './groups'

/** Events per page: the real size is unknown; small, so that a client that reads one page only is found out. */
const PAGE = 50
/** Sorts before every rev. */
const FIRST_REV = '2222222222222'

/**
 * Events after the cursor, oldest first. Without a cursor: none, and the cursor is now
 * (https://github.com/bluesky-social/atproto/issues/2760).
 */
export function logMethods(world: World): Method[] {
  return [
    method(chat.bsky.convo.getLog.main, ({ viewer, params }) => {
      const log = world.logs.get(viewer) ?? []
      const { cursor } = params
      if (cursor === undefined) return { cursor: log.at(-1)?.rev ?? FIRST_REV, logs: [] }
      const logs = log.filter((event) => event.rev > cursor).slice(0, PAGE)
      return { cursor: logs.at(-1)?.rev ?? cursor, logs }
    }),
    method(chat.bsky.actor.getStatus.main, ({ viewer }) => {
      const chatDisabled = world.people.get(viewer)?.chatDisabled ?? false
      return { chatDisabled, canCreateGroups: !chatDisabled, groupMemberLimit: GROUP_MEMBER_LIMIT }
    }),
  ]
}
