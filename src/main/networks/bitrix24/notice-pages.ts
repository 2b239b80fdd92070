// Notifications beyond the first page: for finding the one that is to be answered.
import { NOTICE_PAGE, joinNotices, readNotices } from './notices'
import type { Notices } from './notices'
import type { Portal } from './portal'

/** A thousand that wait for an answer; nobody has more. */
const MAX_PAGES = 20
/** The stage of those that ask for a decision. */
const CONFIRMATIONS = 1

/**
 * Reads on after the first page until it is found or all were read; what was read so far where a page fails.
 * @see https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-get.html
 */
export async function readMoreNotices(
  portal: Portal,
  first: Notices,
  isFound: (notices: Notices) => boolean,
): Promise<Notices> {
  let all = first
  for (let page = 1; page < MAX_PAGES && !all.complete && all.lastId !== undefined && !isFound(all); page += 1) {
    const after = { LAST_ID: Number(all.lastId), LAST_TYPE: CONFIRMATIONS }
    const answer = await portal.client.call('im.notify.get', { LIMIT: NOTICE_PAGE, ...after })
    if (!answer.ok) return all
    const next = readNotices(answer.data, portal.userId)
    // A server that gives the same page again must not keep us.
    if (next.lastId === all.lastId) return all
    all = joinNotices(all, next)
  }
  return all
}
