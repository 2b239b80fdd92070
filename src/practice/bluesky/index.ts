// The practice portal's Bluesky: a PDS, a did:plc directory and a chat service on loopback, seeded and scriptable.
// What is known and what is guessed: README.md beside this file.
import { listenOnLoopback, type LoopbackServer } from '../listen'
import { hex, seededRandom } from '../random'
import type { BlueskyInfo, RunningService, ServiceDeps } from '../types'
import type { Account } from './accounts'
import { createAccounts } from './accounts'
import { createCast, HANDLE_DOMAIN, resetAccounts } from './cast'
import { CHAT_SERVICE_ID, chatSite } from './chat/server'
import { createIdentities } from './did-documents'
import { createHooks } from './hooks'
import { createLife, type LifeRules } from './life'
import { siteListener, type Site } from './http'
import type { Codes } from './outcomes'
import { createCodes, joinLinkUrl, OUTCOME_KEYS } from './outcomes'
import { PDS_DID, pdsSite } from './pds'
import { picturePath } from './pictures'
import { plcSite } from './plc'
import { createLoginLimiter, createRateLimiter, GLOBAL_LIMIT } from './rate-limits'
import { seedWorld } from './seed'
import { createSessionStore } from './session-store'
import { createTokens } from './tokens'
import { createWorld } from './world'

export interface BlueskyPracticeOptions extends ServiceDeps {
  /** The PDS's port; the directory takes the next one and the chat service the one after. 0 or absent: free ports. */
  readonly port?: number
  /** How long a login takes; 350 ms when absent, as in the reference PDS. */
  readonly loginDelayMs?: number
  /** What happens by itself; nothing when absent. */
  readonly life?: LifeRules
  /** How long the PDS waits for the chat service; 10 s for headers and 30 s for the body when absent. */
  readonly timeouts?: { readonly headersMs: number; readonly bodyMs: number }
}

export interface BlueskyPractice extends RunningService<BlueskyInfo> {
  /** The code of each outcome, see `OUTCOMES`. */
  readonly codes: Codes
  /** The accounts with their passwords. */
  readonly accounts: readonly Account[]
  /** Bugs of this server: answers that broke their lexicon, exceptions. Must stay empty. */
  readonly unexpected: readonly string[]
}

/** Where the servers are; filled in as each begins to listen. */
interface Addresses {
  pds: string
  plc: string
  chat: string
  chatDid: string
}

/** Everything behind the three servers. */
function createPractice(options: BlueskyPracticeOptions, addresses: Addresses) {
  const { clock, random, seed } = options
  const unexpected: string[] = []
  const cast = createCast(seed, random)
  const accounts = createAccounts(cast.accounts)
  const codes = createCodes(random)
  const world = createWorld({
    clock,
    random,
    pictureUrl: (picture) => `${addresses.pds}${picturePath(picture)}` as `http:${string}`,
  })
  const identities = createIdentities(world, random, () => addresses.pds)
  const logins = createLoginLimiter(clock)
  const globalLimit = createRateLimiter(GLOBAL_LIMIT, clock)
  const tokens = createTokens(hex(random, 64), PDS_DID, clock)
  const store = createSessionStore({ accounts, tokens, clock, random })
  const rules = options.life ?? { moveEveryMs: 0, decideAfterMs: 0 }
  const life = createLife({ world, cast, codes, random: seededRandom(seed + 2), rules })
  const reset = (): void => {
    resetAccounts(cast.accounts)
    seedWorld(world, { cast, codes, seed })
    life.restart()
    logins.clear()
    globalLimit.clear()
  }
  reset()
  const hooks = createHooks({ world, cast, accounts, codes, sessions: store, life, unexpected, reset })
  return { unexpected, cast, accounts, codes, world, identities, logins, globalLimit, store, life, hooks }
}

type Practice = ReturnType<typeof createPractice>

function createSites(
  options: BlueskyPracticeOptions,
  practice: Practice,
  addresses: Addresses,
): Record<'pds' | 'plc' | 'chat', Site> {
  const { clock, random, port = 0 } = options
  const { identities, world, unexpected } = practice
  const onUnexpected = (what: string): void => void unexpected.push(what)
  const portOf = (offset: number): number => (port === 0 ? 0 : port + offset)
  const { keyOf, documentOf } = identities
  return {
    plc: plcSite({ port: portOf(1), documentOf, onUnexpected }),
    chat: chatSite({
      world,
      clock,
      port: portOf(2),
      self: () => ({ did: addresses.chatDid, url: addresses.chat }),
      keyOf,
      catchUp: () => practice.life.catchUp(),
      onUnexpected,
    }),
    pds: pdsSite({
      port: portOf(0),
      clock,
      sessions: {
        accounts: practice.accounts,
        store: practice.store,
        documentOf,
        onLogin: (identifier, ip) => practice.logins.take(identifier, ip),
      },
      globalLimit: practice.globalLimit,
      handleDomain: HANDLE_DOMAIN,
      byHandle: (handle) => identities.byHandle(handle),
      loginDelayMs: options.loginDelayMs ?? 350,
      sleep: options.sleep,
      onUnexpected,
      proxy: {
        service: () => ({ did: addresses.chatDid, id: CHAT_SERVICE_ID, url: addresses.chat }),
        keyOf,
        clock,
        random,
        timeouts: options.timeouts ?? { headersMs: 10_000, bodyMs: 30_000 },
      },
    }),
  }
}

function infoOf(practice: Practice, addresses: Addresses): BlueskyInfo {
  const [anna] = practice.cast.accounts
  return {
    serviceUrl: addresses.pds,
    plcUrl: addresses.plc,
    chatService: `${addresses.chatDid}#${CHAT_SERVICE_ID}`,
    chatUrl: addresses.chat,
    identifier: anna?.handle ?? '',
    appPassword: anna?.appPasswords[0]?.password ?? '',
    joinLinks: OUTCOME_KEYS.map((key) => joinLinkUrl(practice.codes[key])),
  }
}

/**
 * Starts the three servers on 127.0.0.1.
 * @throws when a port is taken; nothing is left running then.
 */
export async function startBlueskyPractice(options: BlueskyPracticeOptions): Promise<BlueskyPractice> {
  const addresses: Addresses = { pds: '', plc: '', chat: '', chatDid: '' }
  const practice = createPractice(options, addresses)
  const sites = createSites(options, practice, addresses)
  const running: LoopbackServer[] = []
  const close = async (): Promise<void> => void (await Promise.all(running.map((server) => server.close())))
  try {
    for (const key of ['plc', 'chat', 'pds'] as const) {
      const site = sites[key]
      const server = await listenOnLoopback({ listener: siteListener(site, options), port: site.port })
      running.push(server)
      addresses[key] = server.origin
      if (key === 'chat') addresses.chatDid = `did:web:localhost%3A${server.port}`
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    info: infoOf(practice, addresses),
    hooks: practice.hooks,
    codes: practice.codes,
    accounts: practice.cast.accounts,
    unexpected: practice.unexpected,
    close,
  }
}
