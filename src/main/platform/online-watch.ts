// Notices that the machine has a network again. Only the way back counts: being online promises nothing, and being
// offline is what the next call finds out by itself.

export interface OnlineWatch {
  /** Looks once; to be called every few seconds. */
  look(): void
}

/**
 * @param isOnline as the system says now; `false` is a strong sign, `true` a weak one
 * @param back called once each time the machine was offline at one look and is online at the next
 */
export function createOnlineWatch(isOnline: () => boolean, back: () => void): OnlineWatch {
  let was = isOnline()
  return {
    look() {
      const is = isOnline()
      const isBack = is && !was
      was = is
      if (isBack) back()
    },
  }
}
