// Names, addresses and limits of Bluesky that are not ours to choose: everything that may change there stands here.
import type { JsonObject } from '../../../shared/contract/common'
import type { AccountHandle } from '../ports'

export interface BlueskyConfig {
  /** Directory of did:plc documents. https://atproto.com/specs/did */
  readonly plcUrl: string
  /** `did#service` for the `atproto-proxy` header. https://atproto.com/specs/xrpc#service-proxying */
  readonly chatService: string
  /** The chat service itself: previews can be read there without a session. */
  readonly chatUrl: string
  /** Bluesky's login host: stands before its own servers, and knows e-mail addresses. */
  readonly entryway: string
  /** http to this machine, for unpackaged builds and tests. */
  readonly allowHttpLoopback: boolean
}

/** Where one account's services are; an ordinary account's are the app's, a practice account brings its own. */
export type Endpoints = Pick<BlueskyConfig, 'plcUrl' | 'chatService' | 'chatUrl' | 'entryway'>

export const DEFAULT_CONFIG: BlueskyConfig = {
  plcUrl: 'https://plc.directory',
  chatService: 'did:web:api.bsky.chat#bsky_chat',
  chatUrl: 'https://api.bsky.chat',
  entryway: 'https://bsky.social',
  allowHttpLoopback: false,
}

/** Bluesky's own servers, all fronted by its entryway. */
export const BLUESKY_PDS_SUFFIX = '.host.bsky.network'

/** Where Bluesky keeps pictures: `avatar` of a profile is an address on its CDN (undocumented which others there are). */
export const PICTURE_HOSTS: ReadonlySet<string> = new Set(['cdn.bsky.app', 'video.bsky.app', 'video.cdn.bsky.app'])

/** Bytes of an answer; a PDS itself caps what it proxies at 10 MB. */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024
/** A PDS waits 10 s for the chat service before it answers 502: never give up before it does. */
export const HEADERS_TIMEOUT_MS = 15_000
export const CONNECT_TIMEOUT_MS = 10_000
/** The whole call, body included. */
export const DEADLINE_MS = 45_000

/** Page size of every list: the lexicons' maximum. */
export const PAGE = 100
/** A list longer than this is a server that repeats itself. */
export const MAX_PAGES = 500

/** Reads lag behind writes: after an answer that tells nothing it is looked at these moments, each after the one before. */
export const REREAD_MS = [0, 1_000, 3_000] as const

/** Members of a group that are shown. */
export const SHOWN_MEMBERS = 200

/** Where a join code is a link: what the official app makes, and opens. */
export const JOIN_LINK_BASE = 'https://bsky.app/chat/'

/** https://docs.bsky.app/docs/api/chat-bsky-convo-send-message: 1000 graphemes, 10000 bytes. */
export const MESSAGE_GRAPHEMES = 1000
export const MESSAGE_BYTES = 10_000

const text = (settings: JsonObject, key: string): string | undefined => {
  const value = settings[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The endpoints in an object of settings or input, with the app's for those it does not name. */
export function endpointsFrom(settings: JsonObject, config: BlueskyConfig): Endpoints {
  return {
    plcUrl: text(settings, 'plcUrl') ?? config.plcUrl,
    chatService: text(settings, 'chatService') ?? config.chatService,
    chatUrl: text(settings, 'chatUrl') ?? config.chatUrl,
    entryway: text(settings, 'serviceUrl') ?? config.entryway,
  }
}

/** Only a practice account may name other endpoints than the app's. */
export function endpointsOf(account: AccountHandle, config: BlueskyConfig): Endpoints {
  return account.practice ? endpointsFrom(account.settings, config) : config
}
