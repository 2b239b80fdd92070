// Joins the capabilities into the handlers of every route, and tells them of each other's events. Wiring only.
import type { Handlers } from '../shared/contract/index'
import { createParts, type CapabilitiesDeps, type Parts } from './capability-parts'
import type { Avatars } from './groups/avatars'
import type { LinksCapability } from './links/links'
import type { Accounts, Logger } from './networks/ports'
import type { QuickSendKeyPart } from './quicksend/key'
import { guarded } from './store/guarded'

export interface Capabilities {
  readonly handlers: Handlers
  readonly accounts: Accounts
  /** The picture of a key, for the window that shows it. */
  readonly picture: Avatars['read']
  /** The ways to a place of the main window; a link from outside comes in unchecked. */
  readonly links: Pick<LinksCapability, 'go' | 'open'>
  readonly quickSendKey: Pick<QuickSendKeyPart, 'follow'>
  /** Pauses what is told until this time, as the setting has it (`no` resumes); a failure is told outside the windows. */
  pauseNotifications(until: string): void
  /** The main window is being closed: the user is asked what that means. */
  askClosing(): void
  /** Somebody looks at the window again. */
  watch(): void
  /** What the machine does: goes to sleep, wakes up, has a network again. */
  readonly machine: { suspend(): void; resume(): void; online(): void }
  /** Puts right what a crash left, and lets the outbox go. The practice accounts are connected in the background. */
  start(): Promise<void>
  /** Nothing new leaves any more; close the store after it. */
  stop(): Promise<void>
}

export function createCapabilities(deps: CapabilitiesDeps): Capabilities {
  const parts = createParts(deps)
  const { accounts, avatars, groups, requests, openlines, outbox, notices } = parts
  hearAccounts(parts, deps.log)
  let practice: Promise<void> = Promise.resolve()
  return {
    accounts,
    handlers: handlersOf(parts),
    picture: avatars.read,
    links: parts.links,
    pauseNotifications: (until) => void parts.pauseNotifications(until),
    askClosing: parts.settings.askClosing,
    quickSendKey: parts.quickSendKey,
    watch: requests.watch,
    machine: machineOf(parts),
    start() {
      accounts.start()
      notices.start()
      avatars.start()
      groups.start()
      openlines.start()
      parts.chats.start()
      requests.start()
      outbox.start()
      parts.quickSendKey.start()
      practice = accounts.restorePractice().catch((error: unknown) => {
        deps.log.error('the practice accounts could not be restored', { error: String(error) })
      })
      return Promise.resolve()
    },
    async stop() {
      parts.quickSendKey.stop()
      parts.notices.stop()
      parts.vault.stop()
      avatars.stop()
      openlines.stop()
      parts.chats.stop()
      await Promise.all([groups.stop(), requests.stop(), outbox.stop()])
      await accounts.stop()
      await practice
    },
  }
}

function machineOf({ outbox, notices, chats }: Parts): Capabilities['machine'] {
  return {
    suspend: outbox.suspend,
    resume() {
      outbox.resume()
      notices.check()
      chats.wake()
    },
    online: outbox.wake,
  }
}

function hearAccounts(parts: Parts, log: Logger): void {
  const { accounts, avatars, groups, requests, openlines, outbox, notices, quicksend } = parts
  accounts.listen({
    usable: (id) => {
      outbox.wake(id)
      requests.wake(id)
      groups.readIfNever(id)
      openlines.wake(id)
      parts.chats.wake(id)
    },
    removing: (id) => {
      outbox.accountRemoving(id)
    },
    removed: (id) => {
      // The account is gone already: what fails in one of them must not be kept from the others.
      for (const part of [outbox, avatars, quicksend, notices, parts.chats]) {
        guarded(log, () => {
          part.accountRemoved(id)
        })
      }
    },
  })
}

function handlersOf(parts: Parts): Handlers {
  return {
    ...parts.accounts.handlers,
    ...parts.vault.handlers,
    ...parts.groups.handlers,
    ...parts.requests.handlers,
    ...parts.openlines.handlers,
    ...parts.messages.handlers,
    ...parts.templates,
    ...parts.outbox.handlers,
    ...parts.settings.handlers,
    ...parts.links.handlers,
    ...parts.notices.handlers,
    ...parts.quicksend.handlers,
    ...parts.quickSendKey.handlers,
    ...parts.diagnostics.handlers,
  }
}
