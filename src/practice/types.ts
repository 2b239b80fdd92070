// What both practice servers share: the announcement, faults, arrivals and the hooks of `control`.
// Types only; knows neither server.

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

export type PracticeService = 'bitrix24' | 'bluesky'

/** Milliseconds since the epoch. */
export type Clock = () => number

export type Sleep = (ms: number) => Promise<void>

/** In [0, 1). */
export type Random = () => number

export interface Bitrix24PortalInfo {
  readonly webhookUrl: string
  readonly name: string
  readonly lineCodes: readonly { readonly code: string; readonly name: string }[]
}

export interface BlueskyInfo {
  readonly serviceUrl: string
  readonly plcUrl: string
  /** `did#serviceId`, as the `atproto-proxy` header takes it. */
  readonly chatService: string
  readonly chatUrl: string
  readonly identifier: string
  readonly appPassword: string
  readonly joinLinks: readonly string[]
}

/** The one JSON line the practice process announces; the same shape is read by the app's main process. */
export interface PracticeInfo {
  readonly bitrix24: readonly Bitrix24PortalInfo[]
  readonly bluesky: BlueskyInfo
  /** Takes faults and reports what arrived; only when asked for. */
  readonly control?: string
}

/**
 * What goes wrong instead of, or around, the answer. `processed: true` does the work first and then spoils the answer:
 * the client cannot know. Sizes are bytes, times milliseconds.
 */
export type FaultEffect =
  /** The connection is reset; by default before the request is processed. */
  | { readonly kind: 'reset'; readonly processed?: boolean }
  /** The request is processed, the connection dropped after the head and `bytes` bytes of the answer's body. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** The connection stays open and nothing is answered. */
  | { readonly kind: 'hang'; readonly processed?: boolean }
  /** An error in the service's own envelope. */
  | {
      readonly kind: 'error'
      readonly status: number
      readonly error: string
      readonly description?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly processed?: boolean
    }
  /** Any answer at all: HTML of a proxy, JSON of another shape, an empty body. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly contentType?: string
      readonly body: string
      readonly headers?: Readonly<Record<string, string>>
      readonly processed?: boolean
    }
  /** Ready-made HTML pages: `login` (200), `nginx502`, `nginx404`, `maintenance` (503), `captivePortal` (200). */
  | {
      readonly kind: 'html'
      readonly page: 'login' | 'nginx502' | 'nginx404' | 'maintenance' | 'captivePortal'
      readonly processed?: boolean
    }
  /** Processed; the JSON answer ends after half of its bytes although the transfer itself is complete. */
  | { readonly kind: 'truncatedJson' }
  /** Processed; the answer comes `bytes` bytes every `everyMs`. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** A JSON answer of about `bytes` bytes of the right content type. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** A redirect (302 by default) to `location`; not processed. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: 301 | 302 | 307 | 308 }
  /** Lists only: processed, `total` (or the count) is off by `delta`. */
  | { readonly kind: 'totals'; readonly delta: number }
  /** Commands of a batch only: processed, and its answer is missing among the others. */
  | { readonly kind: 'missing' }

/** One scripted fault. Faults are tried in the order they were added; the first that matches is used. */
export interface Fault {
  /** Absent: either service. */
  readonly service?: PracticeService
  /** Bitrix24: the portal's key (`acme`). Bluesky: `pds`, `plc` or `chat`. Absent: any. */
  readonly portal?: string
  /** Bitrix24 method in lower case or Bluesky NSID; a trailing `*` stands for any rest. Absent: any. */
  readonly method?: string
  /** Bitrix24: matches one command inside a batch (`error`, `totals`, `missing` and `delayMs` only) instead of a request. */
  readonly command?: string
  /** How often it applies; 1 when absent, 0 = until cleared. */
  readonly times?: number
  /** How many matching requests pass untouched first; 0 when absent. */
  readonly after?: number
  /** Applies to a matching request only with this probability, 0-1, drawn from the world's seed; always when absent. */
  readonly chance?: number
  /** How long it lasts from its first use on, milliseconds of practice time; without an end when absent. */
  readonly forMs?: number
  /** Waited before anything else happens. */
  readonly delayMs?: number
  /** Absent: only the delay. */
  readonly effect?: FaultEffect
}

/** What a fault is matched against. */
export interface FaultTarget {
  readonly service: PracticeService
  readonly portal: string
  readonly method: string
  /** True for a command inside a batch. */
  readonly command?: boolean
  /** True: only faults that name this portal (a server that passes the request on leaves the others to the next). */
  readonly named?: boolean
}

export interface FaultQueue {
  /** @returns the fault's id. */
  add(fault: Fault): string
  /** The first matching fault, used up by one; `undefined` when nothing is to go wrong. */
  take(target: FaultTarget): Fault | undefined
  /** What is still waiting, with uses left (0 = until cleared). */
  list(): readonly { readonly id: string; readonly left: number; readonly fault: Fault }[]
  clear(): void
}

/** One request (or batch command) as it arrived. Never holds a webhook code, password or token. */
export interface Arrived {
  readonly number: number
  /** ISO 8601, practice time. */
  readonly at: string
  readonly service: PracticeService
  readonly portal: string
  readonly method: string
  readonly params: JsonValue
  /** True for a command inside a batch. */
  readonly command: boolean
  /** Whether the work was done, whatever became of the answer; a refused request does none. */
  readonly processed: boolean
  /** HTTP status answered; 0 when the connection was reset or left hanging. */
  readonly status: number
  /** The error code answered; '' is a real one. Absent on success. */
  readonly error?: string
  /** The kind of fault applied, `delay` for a pure delay. */
  readonly fault?: string
}

export interface ArrivalLog {
  add(entry: Omit<Arrived, 'number'>): void
  /** The newest last; at most the last 5000. */
  list(match?: Partial<Pick<Arrived, 'service' | 'portal' | 'method'>>): readonly Arrived[]
  /** Requests and commands per method since the start or the last clear. */
  counts(): Readonly<Record<string, number>>
  clear(): void
}

/** What `POST /advance` asks for, after practice time has moved by `ms`. */
export interface AdvanceStep {
  readonly ms: number
  /** Extra steps of the mover: customers write, dialogs appear, colleagues answer. */
  readonly steps?: number
  /** Lets whoever decides on join requests decide all that wait now: accept or decline. */
  readonly decide?: 'accept' | 'decline'
}

export type HookAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** What each server offers to `control`. */
export interface ServiceHooks {
  advance(step: AdvanceStep): void
  /** Back to the seed; addresses, codes and passwords stay. */
  reset(): void
  /** Summaries for tests, chosen by the query's own words. */
  state(query: Readonly<Record<string, string>>): JsonValue
  /** Changes how an account or portal behaves: dead, blocked, missing scopes, quirks. */
  account(change: JsonObject): HookAnswer
}

/** Parts both servers are made with. */
export interface ServiceDeps {
  readonly clock: Clock
  /** For codes and passwords; the world itself comes from `seed`. */
  readonly random: Random
  readonly seed: number
  /** Real waiting, for delays on the wire. */
  readonly sleep: Sleep
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
}

/** A running server: Bitrix24's and Bluesky's alike. */
export interface RunningService<Info> {
  readonly info: Info
  readonly hooks: ServiceHooks
  close(): Promise<void>
}
