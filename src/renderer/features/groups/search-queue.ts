// One search at a time; of those asked for meanwhile only the latest comes next.

/** `search` begins at the first row, `refresh` reads the rows in view again. */
export type Wanted = 'search' | 'refresh'

export interface SearchQueue {
  /** Resolves when nothing is wanted any more. */
  want(kind: Wanted): Promise<void>
  busy(): boolean
  /** A newer search waits: what is being read now is of no use. */
  overtaken(): boolean
}

/** `run` does one search; `idle` is called when the last one is done. */
export function createSearchQueue(run: (kind: Wanted) => Promise<void>, idle: () => void): SearchQueue {
  let wanted: Wanted | undefined
  let running: Promise<void> | undefined

  async function work(): Promise<void> {
    while (wanted) {
      const kind = wanted
      wanted = undefined
      await run(kind)
    }
  }
  return {
    want(kind) {
      if (wanted !== 'search') wanted = kind
      running ??= work().finally(() => {
        running = undefined
        idle()
      })
      return running
    },
    busy: () => running !== undefined,
    overtaken: () => wanted === 'search',
  }
}
