// Acting at once, and then not more often than every so many milliseconds.

export interface Throttled {
  (): void
  cancel(): void
}

/** Runs `action` at once; calls within the next `ms` are gathered into one that runs when they have passed. */
export function throttle(action: () => void, ms: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = false
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined
      if (waiting) run()
    }, ms)
  }
  const run = (): void => {
    waiting = false
    rest()
    action()
  }
  return Object.assign(
    () => {
      if (timer === undefined) run()
      else waiting = true
    },
    {
      cancel: () => {
        clearTimeout(timer)
        timer = undefined
        waiting = false
      },
    },
  )
}
