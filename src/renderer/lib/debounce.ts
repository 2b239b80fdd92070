// Waiting for a pause before acting.

export interface Debounced {
  (): void
  /** Runs a waiting action now. */
  flush(): void
  cancel(): void
}

/** Runs `action` once `ms` have passed without another call. */
export function debounce(action: () => void, ms: number): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const run = (): void => {
    cancel()
    action()
  }
  return Object.assign(
    () => {
      cancel()
      timer = setTimeout(run, ms)
    },
    {
      flush: () => {
        if (timer !== undefined) run()
      },
      cancel,
    },
  )
}
