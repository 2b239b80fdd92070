// One question to the user for any number of callers that wait for its answer.

export interface Waiting {
  /** Joins those who wait; resolves with what `settle` tells. */
  wait(): Promise<boolean>
  /** Answers everybody who waits; nobody waits after it. */
  settle(answer: boolean): void
}

export function createWaiting(): Waiting {
  let waiters: ((answer: boolean) => void)[] = []
  return {
    wait: () =>
      new Promise<boolean>((resolve) => {
        waiters.push(resolve)
      }),
    settle: (answer) => {
      const all = waiters
      waiters = []
      for (const resolve of all) resolve(answer)
    },
  }
}
