// The order in which pictures are fetched: a few at a time per account, what is looked at now first.

export interface AvatarQueue {
  /** Runs `work` when its turn comes; `undefined` when so many were asked for after it that it is out of sight. */
  run<T>(accountId: string, work: () => Promise<T>): Promise<T | undefined>
}

export const AT_ONCE = 4
/** Scrolling past thousands of groups must not fetch thousands of pictures. */
export const MAX_WAITING = 100

interface Lane {
  running: number
  readonly waiting: { readonly start: () => void; readonly giveUp: () => void }[]
}

export function createAvatarQueue(): AvatarQueue {
  const lanes = new Map<string, Lane>()
  const laneOf = (accountId: string): Lane => {
    const known = lanes.get(accountId) ?? { running: 0, waiting: [] }
    lanes.set(accountId, known)
    return known
  }
  const ended = (accountId: string, lane: Lane): void => {
    lane.running -= 1
    // The newest first: it is the one on the screen.
    lane.waiting.pop()?.start()
    if (lane.running === 0) lanes.delete(accountId)
  }
  return {
    async run(accountId, work) {
      const lane = laneOf(accountId)
      if (lane.running >= AT_ONCE) {
        const turn = Promise.withResolvers<boolean>()
        lane.waiting.push({ start: () => begin(lane, turn.resolve), giveUp: () => turn.resolve(false) })
        if (lane.waiting.length > MAX_WAITING) lane.waiting.shift()?.giveUp()
        if (!(await turn.promise)) return undefined
      } else lane.running += 1
      try {
        return await work()
      } finally {
        ended(accountId, lane)
      }
    },
  }
}

/** Counted at once, so that nobody else takes the place before the waiting one wakes. */
function begin(lane: Lane, start: (mayRun: boolean) => void): void {
  lane.running += 1
  start(true)
}
