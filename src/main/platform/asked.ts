// What is asked of the app by its start, by later processes and by the system: done in order, once the app is built. Pure.
import type { Doors } from './doors'
import type { Asked } from './launch-options'

export interface Asks {
  /** Done at once, or as soon as the app is built. */
  take(asked: Asked): void
  /** The app is built. */
  begin(): void
}

/**
 * @param first what this start was asked for, called once when the app is built
 * @param doors.startHidden stands in for showing nothing: where there is no tray, something has to be in sight
 */
export function createAsks(first: () => Asked, doors: Doors & { startHidden(): void }): Asks {
  let waiting: Asked[] | undefined = []
  const answer = ({ quickSend, open }: Asked, otherwise: () => void): void => {
    if (quickSend) doors.quickSend()
    else if (open !== undefined) doors.openLink(open)
    else otherwise()
  }
  // Somebody who starts the running app hidden wants nothing more of it.
  const later = (asked: Asked): void => answer(asked, asked.hidden ? () => undefined : doors.showMain)
  return {
    take(asked) {
      if (waiting) waiting.push(asked)
      else later(asked)
    },
    begin() {
      const before = waiting ?? []
      waiting = undefined
      const wish = first()
      answer(wish, wish.hidden ? doors.startHidden : doors.showMain)
      before.forEach(later)
    },
  }
}
