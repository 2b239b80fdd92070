// A join link lying on the clipboard, offered once. Nothing but such a link ever leaves here, and nobody is asked.
import { strictJoinLink } from '../../shared/domain/join-link'
import type { JoinRequestState } from '../../shared/domain/states'
import type { Accounts } from '../networks/ports'
import type { Store } from '../store/open-store'

export interface ClipboardLink {
  /** The link, where it is a new one. */
  read(): Promise<string | undefined>
  /** A link of a group of mine: it is copied to be given away. */
  own(code: string): void
}

export interface ClipboardDeps {
  readonly store: Pick<Store, 'requests'>
  readonly accounts: Accounts
  readonly readClipboard: () => Promise<string>
}

/** A request in one of these says that the link has done its work. */
const KNOWN: readonly JoinRequestState[] = ['checking', 'sending', 'pending', 'unknown', 'joined']

export function createClipboardLink({ store, accounts, readClipboard }: ClipboardDeps): ClipboardLink {
  const own = new Set<string>()
  let answered: string | undefined
  const canUse = (): boolean =>
    accounts.list().some(({ id }) => {
      const port = accounts.portOf(id, 'groups')
      return port.ok && port.data.previewLink !== undefined
    })
  return {
    async read() {
      if (!canUse()) return undefined
      const found = strictJoinLink(await readClipboard())
      if (found === undefined || found.code === answered || own.has(found.code)) return undefined
      const asked = store.requests.list({ states: KNOWN })
      if (asked.some(({ linkCode }) => linkCode === found.code)) return undefined
      answered = found.code
      return found.link
    },
    own(code) {
      own.add(code)
    },
  }
}
