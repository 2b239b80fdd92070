// Runs asynchronous work strictly one after another, in the order it was asked for.

export type Serial = <T>(work: () => Promise<T>) => Promise<T>

/** A queue of its own. A failure is its caller's alone: what comes after runs all the same. */
export function createSerial(): Serial {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = tail.then(work)
    tail = mine.catch(() => undefined)
    return mine
  }
}
