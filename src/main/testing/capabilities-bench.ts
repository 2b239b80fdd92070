// What all capabilities together are given: a store, clock and networks of a test's own. The test makes them from it, so that
// this knows none of them.
import { dirname, join } from 'node:path'
import { ok } from '../../shared/contract/result'
import type { Settings } from '../../shared/contract/settings'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { createFileBytes } from '../store/file-bytes'
import { createFakeAvatarFiles } from './fake-avatar-files'
import { createFakeDesktop } from './fake-desktop'
import { createFakeMessages } from './fake-messages'
import { createFakeNetwork } from './fake-network'
import { createFakePolling } from './fake-polling'
import { createFakeUpdates } from './fake-updates'
import { createFakeVault } from './fake-vault'
import { practiceInfo } from './practice-info'
import { countingUuid, recordEvents, recordLog } from './recorders'
import { openTempStore } from './temp-store'
import { createVirtualTime } from './virtual-time'

/** Of a notification only what is read. */
interface Told {
  readonly title: string
  readonly body: string
}

export type CapabilitiesBench = ReturnType<typeof openCapabilitiesBench>

export function openCapabilitiesBench() {
  const temp = openTempStore()
  const time = createVirtualTime()
  const vault = createFakeVault()
  const messages = createFakeMessages(['network', 'dialog'])
  const requests = createFakePolling()
  const bitrix24 = createFakeNetwork('bitrix24')
  bitrix24.ports = { messages: messages.port, requests: requests.port }
  const events = recordEvents()
  const avatarFiles = createFakeAvatarFiles()
  const notified: Told[] = []
  const settings: { write: (next: Settings) => void } = { write: () => undefined }
  const current: Settings = { ...DEFAULT_SETTINGS, language: 'en', holdSeconds: 0, spelling: [] }
  const deps = {
    store: temp.store,
    vault,
    networks: { bitrix24, bluesky: createFakeNetwork('bluesky') },
    startPractice: () => Promise.resolve(ok(practiceInfo(4000))),
    settings: {
      read: () => current,
      write: (next: Settings) => {
        settings.write(next)
      },
    },
    ...desktopDeps(notified),
    watched: () => true,
    avatarFiles,
    fileBytes: createFileBytes(join(dirname(temp.path), 'files')),
    emit: events.emit,
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    uuid: countingUuid(),
    log: recordLog(),
  }
  return { temp, time, vault, messages, requests, bitrix24, events, avatarFiles, notified, settings, deps }
}

function desktopDeps(notified: Told[]) {
  return {
    desktop: createFakeDesktop().port,
    updates: createFakeUpdates(),
    spelling: { words: () => Promise.resolve([]), forget: () => undefined },
    appInfo: { version: '1.0.0', platform: 'linux', packaged: false, systemLanguage: 'en' as const },
    openExternal: () => Promise.resolve(),
    saveTextFile: () => Promise.resolve(undefined),
    readClipboard: () => Promise.resolve(''),
    notify: ({ title, body }: Told) => {
      notified.push({ title, body })
      return true
    },
    beep: () => undefined,
    attended: () => false,
    showMain: () => undefined,
    quickWindow: { show: () => undefined, hide: () => undefined, fit: () => undefined },
    shortcuts: { register: () => 'registered' as const, unregister: () => undefined },
    keyFacts: { suggested: '', unsure: false, command: '' },
    summon: () => undefined,
    text: (key: string) => key,
  }
}
