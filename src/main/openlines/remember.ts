// What was known of a dialog stays known when a reading does not tell it: a list does not say who is in a dialog, a
// dialog read alone does not say what was written last. Pure.
import type { Dialog } from '../../shared/contract/openlines'

/** The fresh reading, completed by the known one where both are of the same session. */
export function remember(known: Dialog | undefined, fresh: Dialog): Dialog {
  if (known === undefined || known.sessionId !== fresh.sessionId) return fresh
  // Who answers and since when somebody waits change within a session; what was said last and who is in only grow old.
  const { joined, lastText, lastFromMe, activeAt, waitingSince } = known
  return {
    ...(joined === undefined ? {} : { joined }),
    ...(lastText === undefined ? {} : { lastText }),
    ...(lastFromMe === undefined ? {} : { lastFromMe }),
    ...(activeAt === undefined ? {} : { activeAt }),
    ...(waitingSince !== undefined && known.status === fresh.status ? { waitingSince } : {}),
    ...fresh,
  }
}
