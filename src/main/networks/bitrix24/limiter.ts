// The request budget of one portal host, shared by all its accounts and kept over restarts. Interactive calls go first,
// each lane in order, and the background is never starved. Knows nothing of methods.
import type { JsonValue } from '../../../shared/contract/common'
import type { Budget } from '../../../shared/contract/diagnostics'
import { isObject } from '../../../shared/domain/json-shape'
import type { Clock, KeyValueStore, Timers } from '../ports'
import { PORTAL_RULE, filled, leaked, waitMs } from './bucket'
import type { Bucket, BucketRule } from './bucket'
import { asNumber } from './json'
import type { Call, Handler, Lane, Reply } from './types'
import { cancelled } from './types'

export interface LimiterOptions {
  /** `host[:port]`. */
  readonly host: string
  readonly clock: Clock
  readonly timers: Timers
  readonly state: KeyValueStore
  readonly rule?: BucketRule
}

interface Waiter {
  readonly go: (mayGo: boolean) => void
}

/** After so many interactive calls in a row one waiting background call may go. */
const FAIRNESS = 4

export class Limiter {
  readonly #options: LimiterOptions
  readonly #rule: BucketRule
  readonly #lanes: Readonly<Record<Lane, Waiter[]>> = { interactive: [], background: [] }
  #bucket: Bucket
  #streak = 0
  #pumping = false

  constructor(options: LimiterOptions) {
    this.#options = options
    this.#rule = options.rule ?? PORTAL_RULE
    this.#bucket = restore(options.state.get(this.#key), options.clock())
  }

  /** Lets calls through as the budget allows. One given up while waiting answers `net.cancelled`, never sent. */
  wrap(inner: Handler): Handler {
    return async (call) => {
      if (!(await this.#enter(call))) return cancelled('notSent')
      const reply = await inner(call)
      if (isOverrun(reply)) this.#fill()
      return reply
    }
  }

  budget(): Budget {
    const { burst, perSecond } = this.#rule
    const { level } = leaked(this.#bucket, this.#options.clock(), this.#rule)
    return { host: this.#options.host, left: Math.max(0, Math.floor(burst - level)), burst, perSecond }
  }

  get #key(): string {
    return `bitrix24.limiter.${this.#options.host}`
  }

  #enter({ lane, signal }: Call): Promise<boolean> {
    if (signal?.aborted === true) return Promise.resolve(false)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const queue = this.#lanes[lane]
    const leave = (): void => {
      const at = queue.indexOf(waiter)
      if (at === -1) return
      queue.splice(at, 1)
      resolve(false)
    }
    const waiter: Waiter = {
      go: (mayGo) => {
        signal?.removeEventListener('abort', leave)
        resolve(mayGo)
      },
    }
    signal?.addEventListener('abort', leave, { once: true })
    queue.push(waiter)
    void this.#pump()
    return promise
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    while (this.#lanes.interactive.length + this.#lanes.background.length > 0) {
      const wait = waitMs(this.#bucket, this.#options.clock(), this.#rule)
      if (wait > 0) await this.#options.timers.sleep(wait)
      else this.#admit()
    }
    this.#pumping = false
  }

  #admit(): void {
    const { interactive, background } = this.#lanes
    const yields = background.length > 0 && (interactive.length === 0 || this.#streak >= FAIRNESS)
    this.#streak = yields ? 0 : this.#streak + 1
    const waiter = (yields ? background : interactive).shift()
    if (waiter === undefined) return
    this.#store(filled(this.#bucket, this.#options.clock(), this.#rule))
    waiter.go(true)
  }

  /** The portal says its bucket is full: so is ours then. */
  #fill(): void {
    this.#store({ level: this.#rule.burst, at: this.#options.clock() })
  }

  #store(bucket: Bucket): void {
    this.#bucket = bucket
    this.#options.state.set(this.#key, { level: bucket.level, at: bucket.at })
  }
}

function isOverrun(reply: Reply): boolean {
  if (reply.kind === 'refused') return reply.code === 'QUERY_LIMIT_EXCEEDED'
  return reply.kind === 'failed' && reply.error.code === 'net.rateLimited'
}

function restore(stored: JsonValue | undefined, now: number): Bucket {
  if (!isObject(stored)) return { level: 0, at: now }
  const [level, at] = [asNumber(stored['level']), asNumber(stored['at'])]
  return level === undefined || at === undefined || level < 0 ? { level: 0, at: now } : { level, at: Math.min(at, now) }
}
