// The news of requests: one of mine that was accepted, declined or has ended, and somebody new who asks to enter a group
// of mine.
import type { News } from '../../shared/contract/notices'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { oneLine } from '../../shared/domain/shown-names'
import type { NoticeKind } from '../../shared/domain/states'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'

export interface Notices {
  /** A reading has moved a request of mine. What the user does himself never comes here. */
  moved(request: JoinRequestRecord): void
  asked(requests: readonly IncomingRequest[]): void
}

const TOLD: { readonly [S in JoinRequestRecord['state']]?: NoticeKind } = {
  joined: 'requestJoined',
  declined: 'requestDeclined',
  ended: 'requestEnded',
}

export function createNotices({ tell, text }: Pick<RequestsDeps, 'tell' | 'text'>): Notices {
  return {
    moved({ id, accountId, groupName, state }) {
      const kind = TOLD[state]
      if (kind === undefined) return
      const news: News = {
        accountId,
        kind,
        name: groupName,
        body: text('notices.requests.group', { group: oneLine(groupName) }),
        place: { kind: 'request', id },
        listPlace: { kind: 'requests', list: 'mine', accountId },
      }
      tell([news])
    },
    asked(requests) {
      tell(
        requests.map(({ accountId, requestId, groupName, userName }) => ({
          accountId,
          kind: 'requestAsked',
          name: groupName,
          body: text('notices.requests.person', { person: oneLine(userName), group: oneLine(groupName) }),
          place: { kind: 'incoming', accountId, requestId },
          listPlace: { kind: 'requests', list: 'incoming', accountId },
        })),
      )
    },
  }
}
