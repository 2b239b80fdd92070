// Builds what answers the window: store, vault, networks, capabilities, router. Wiring only; knows no Electron.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { routes, type Emit, type OutputOf } from '../shared/contract/index'
import type { Result } from '../shared/contract/result'
import { readWaiting, type WaitingNow } from './accounts/waiting'
import { createCapabilities, type Capabilities } from './capabilities'
import type { CapabilitiesDeps } from './capability-parts'
import { createCallLog } from './diagnostics/call-log'
import { createRouter, type Router } from './ipc/router'
import type { SenderGate } from './ipc/sender-gate'
import type { RedactingLogger } from './log/logger'
import { createBitrix24 } from './networks/bitrix24/index'
import { DEFAULT_CONFIG, createBluesky } from './networks/bluesky/index'
import type { NetworkDeps } from './networks/ports'
import type { LaunchOptions } from './platform/launch-options'
import { createAvatarFiles } from './store/avatar-files'
import { createFileBytes } from './store/file-bytes'
import { openStore, type Store } from './store/open-store'
import { createVault } from './vault/index'
import type { KeyProvider } from './vault/types'

export interface ComposeDeps extends Pick<
  CapabilitiesDeps,
  | 'startPractice'
  | 'settings'
  | 'updates'
  | 'desktop'
  | 'spelling'
  | 'openExternal'
  | 'saveTextFile'
  | 'readClipboard'
  | 'notify'
  | 'beep'
  | 'attended'
  | 'showMain'
  | 'text'
  | 'quickWindow'
  | 'shortcuts'
  | 'keyFacts'
  | 'summon'
  | 'watched'
  | 'crashPoint'
> {
  readonly userData: string
  readonly appInfo: OutputOf<'settings.appInfo'>
  readonly launch: LaunchOptions
  readonly gate: SenderGate
  readonly emit: Emit
  readonly log: RedactingLogger
  readonly keyring: KeyProvider
  /** Origins of the practice process: the only ones that may speak http in a packaged app. */
  readonly practiceOrigins: () => readonly string[]
  readonly systemCa: () => readonly string[]
  readonly proxyFor: (url: string) => Promise<string | undefined>
}

export interface Composed {
  readonly capabilities: Capabilities
  readonly router: Router
  /** What waits for the user, for what shows it outside the windows. */
  waiting(): WaitingNow
  stop(): Promise<void>
}

/** All pictures together; the least used ones make room. */
const AVATARS_MAX_BYTES = 200_000_000

/** Answers `store.newer` or `store.failed` when the database cannot be used; then nothing was changed. */
export async function compose(deps: ComposeDeps): Promise<Result<Composed, 'store.newer' | 'store.failed'>> {
  mkdirSync(deps.userData, { recursive: true })
  const store = openStore({ path: join(deps.userData, 'bellhop.db') })
  if (!store.ok) return store
  const vault = vaultOf(deps)
  await vault.open()
  const calls = createCallLog()
  const network = networkDeps(deps, store.data, calls.record)
  const capabilities = createCapabilities({
    ...deps,
    store: store.data,
    fileBytes: createFileBytes(join(deps.userData, 'files')),
    avatarFiles: createAvatarFiles({
      directory: join(deps.userData, 'avatars'),
      maxBytes: AVATARS_MAX_BYTES,
      clock: Date.now,
      log: deps.log,
    }),
    vault,
    calls,
    networks: networksOf(deps, network),
    clock: Date.now,
    timers: network.timers,
    random: Math.random,
    uuid: randomUUID,
  })
  return {
    ok: true,
    data: {
      capabilities,
      router: routerOf(deps, capabilities),
      waiting: () => readWaiting(store.data, capabilities.accounts.list()),
      stop: () => stop(capabilities, store.data),
    },
  }
}

function vaultOf({ userData, keyring, log, crashPoint }: ComposeDeps): ReturnType<typeof createVault> {
  return createVault({
    dir: join(userData, 'vault'),
    keyring,
    clock: Date.now,
    log,
    onSecret: (value) => {
      log.registerSecret(value)
    },
    onWriteStep: (place, step) => crashPoint?.(`vault.${place}.${step}`),
  })
}

function networksOf({ launch, appInfo }: ComposeDeps, network: NetworkDeps): CapabilitiesDeps['networks'] {
  return {
    bitrix24: createBitrix24(network),
    bluesky: createBluesky(network, {
      ...DEFAULT_CONFIG,
      ...(launch.plcUrl ? { plcUrl: launch.plcUrl } : {}),
      ...(launch.chatService ? { chatService: launch.chatService } : {}),
      ...(launch.chatUrl ? { chatUrl: launch.chatUrl } : {}),
      allowHttpLoopback: !appInfo.packaged,
    }),
  }
}

function networkDeps(deps: ComposeDeps, store: Store, onCall: NetworkDeps['onCall']): NetworkDeps {
  return {
    clock: Date.now,
    timers: { sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}) },
    random: Math.random,
    log: deps.log,
    state: store.keyValues,
    userAgent: `Bellhop/${deps.appInfo.version}`,
    allowHttpOrigin: (origin) => !deps.appInfo.packaged || deps.practiceOrigins().includes(origin),
    systemCa: deps.systemCa,
    proxyFor: deps.proxyFor,
    onCall,
  }
}

function routerOf(deps: ComposeDeps, capabilities: Capabilities): Router {
  return createRouter({
    routes,
    handlers: capabilities.handlers,
    gate: deps.gate,
    log: deps.log,
    newId: randomUUID,
    checkOutput: !deps.appInfo.packaged,
  })
}

async function stop(capabilities: Capabilities, store: Store): Promise<void> {
  await capabilities.stop()
  store.close()
}
