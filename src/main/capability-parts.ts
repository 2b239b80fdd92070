// Makes the capabilities and gives each what it asks for of the others. Wiring only.
import type { Emit, OutputOf } from '../shared/contract/index'
import type { NetworkId } from '../shared/domain/states'
import type { MessageKey } from '../shared/i18n/index'
import { createAccounts } from './accounts/accounts'
import type { CallLog } from './diagnostics/call-log'
import { createDiagnostics } from './diagnostics/diagnostics'
import { createAvatars } from './groups/avatars'
import { createGroups } from './groups/groups'
import { createLinks, type LinksCapability } from './links/links'
import { createChats } from './messages/chats'
import { createMessageCheck } from './messages/check'
import { createMessages } from './messages/messages'
import { createTemplates } from './messages/templates'
import type { NoticesDeps } from './notices/deps'
import { createNotices } from './notices/notices'
import type { Happening } from './notices/settled'
import type { Accounts, Clock, Logger, Network, Timers } from './networks/ports'
import { createOpenlines } from './openlines/openlines'
import { createOutbox } from './outbox/outbox'
import type { StartPractice } from './practice-info'
import { createQuicksend, type QuickWindowPort } from './quicksend/quicksend'
import { createQuickSendKey, type QuickSendKeyDeps, type QuickSendKeyPart } from './quicksend/key'
import type { RequestsDeps } from './requests/deps'
import { createRequests } from './requests/requests'
import { createSettings, type DesktopPort, type OwnWords, type SettingsFile, type Updates } from './settings/settings'
import type { AvatarFiles } from './store/avatar-files'
import type { FileBytes } from './store/file-bytes'
import type { Store } from './store/open-store'
import { createVaultHandlers } from './vault/handlers'
import type { RecoverableVault } from './vault/types'

export interface CapabilitiesDeps {
  readonly store: Store
  /** Already opened. */
  readonly vault: RecoverableVault
  readonly networks: Readonly<Record<NetworkId, Network>>
  readonly startPractice: StartPractice
  readonly settings: SettingsFile
  readonly updates: Updates
  readonly desktop: DesktopPort
  readonly spelling: OwnWords
  readonly appInfo: OutputOf<'settings.appInfo'>
  readonly openExternal: (url: string) => Promise<void>
  readonly saveTextFile: (suggestedName: string, text: string) => Promise<string | undefined>
  readonly readClipboard: () => Promise<string>
  readonly notify: NoticesDeps['notify']
  /** The sound of news that is not shown. */
  readonly beep: () => void
  /** Brings the main window to the front. */
  readonly showMain: () => void
  readonly text: RequestsDeps['text']
  readonly quickWindow: QuickWindowPort
  readonly shortcuts: QuickSendKeyDeps['shortcuts']
  readonly keyFacts: QuickSendKeyDeps['keyFacts']
  /** What the key from anywhere does. */
  readonly summon: () => void
  /** Whether somebody may be looking at the window. */
  readonly watched: () => boolean
  /** Whether the main window is the one the user works in. */
  readonly attended: () => boolean
  /** Bytes of the files that go along with messages. */
  readonly fileBytes: FileBytes
  /** Pictures on disk. */
  readonly avatarFiles: AvatarFiles
  /** The log the networks' `onCall` writes to. */
  readonly calls: CallLog
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  /** Lowercase UUID v4. */
  readonly uuid: () => string
  readonly log: Logger
  /** Called at named moments of a send and of a request; a crash test ends the process there. */
  readonly crashPoint?: (name: string) => void
}

export type Parts = ReturnType<typeof createParts>

/** What tells news, and what it follows: everything the others tell the windows. */
function createNews(deps: CapabilitiesDeps, accounts: Accounts) {
  const links = createLinks({ ...deps, accounts })
  const notices = createNotices({
    ...deps,
    accounts,
    go: links.go,
    endPause: () => void settings.handlers['settings.set']({ pausedUntil: 'no' }),
  })
  const emit: Emit = (event, payload) => {
    deps.emit(event, payload)
    notices.follow({ event, payload } as Happening)
  }
  const settings = createSettings({ ...deps, emit, file: deps.settings })
  return { links, notices, settings, emit }
}

/** Starts nothing yet. */
export function createParts(deps: CapabilitiesDeps) {
  const crashPoint = deps.crashPoint ?? (() => undefined)
  const accounts = createAccounts(deps)
  const { links, notices, settings, emit } = createNews(deps, accounts)
  const { tell, opened, settle } = notices
  const shared = { ...deps, accounts, emit, tell, opened, crashPoint, check: createMessageCheck({ ...deps, accounts }) }
  const holdSeconds = (): number => deps.settings.read().holdSeconds
  const avatars = createAvatars({ ...shared, files: deps.avatarFiles })
  const avatarKey = avatars.keyOf
  const groups = createGroups({ ...shared, avatarKey })
  const requests = createRequests({
    ...shared,
    holdSeconds,
    relationLearnt: groups.setRelation,
    avatarKey,
  })
  groups.listen({ left: requests.left, read: requests.groupsRead })
  const outbox = createOutbox({ ...shared, holdSeconds })
  const onReadable = (): void => {
    outbox.wake()
    requests.wake()
    for (const { id } of accounts.list()) groups.readIfNever(id)
  }
  return {
    accounts,
    links,
    notices,
    avatars,
    groups,
    requests,
    outbox,
    openlines: createOpenlines(shared),
    messages: createMessages(shared),
    chats: createChats({ ...shared, settle }),
    templates: createTemplates(shared),
    settings,
    quicksend: createQuicksend({ ...shared, goTo: links.go, cancelMany: outbox.handlers['outbox.cancelMany'] }),
    quickSendKey: quickSendKeyOf(deps, settings.handlers['settings.set'], links.go),
    pauseNotifications: pauseOf(deps, settings.handlers['settings.set'], links.go),
    diagnostics: createDiagnostics({ ...shared, networks: Object.values(deps.networks) }),
    vault: createVaultHandlers({ ...deps, onReadable }),
  }
}

function quickSendKeyOf(
  deps: CapabilitiesDeps,
  setSettings: QuickSendKeyDeps['setSettings'],
  go: LinksCapability['go'],
): QuickSendKeyPart {
  const tellKeyLost: QuickSendKeyDeps['tellKeyLost'] = ({ code, params }) => {
    tellOutside(deps, go, {
      title: 'quicksend.key.lost',
      body: deps.text(`errors.${code}`, { key: String(params['key']) }),
    })
  }
  return createQuickSendKey({ ...deps, system: deps.appInfo.platform, setSettings, tellKeyLost })
}

/** The tray's way to pause; nobody may be at a window, so a failure is told outside of it. */
function pauseOf(
  deps: CapabilitiesDeps,
  setSettings: QuickSendKeyDeps['setSettings'],
  go: LinksCapability['go'],
): (until: string) => Promise<void> {
  return async (until) => {
    const set = await setSettings({ pausedUntil: until })
    if (set.ok) return
    const title = until === 'no' ? 'tray.resumeFailed' : 'tray.pauseFailed'
    tellOutside(deps, go, { title, body: deps.text(`errors.${set.error.code}`) })
  }
}

/** A failure in a notification that leads to the settings. */
function tellOutside(
  { notify, text }: CapabilitiesDeps,
  go: LinksCapability['go'],
  { title, body }: { title: MessageKey; body: string },
): void {
  notify({
    title: text(title),
    body,
    silent: true,
    onClick: () => {
      go({ kind: 'view', view: 'settings' })
    },
  })
}
