// How long a customer has waited, and when that becomes a matter of concern.

export type Urgency = 'calm' | 'soon' | 'late'

const SOON_MS = 3 * 60_000
const LATE_MS = 10 * 60_000

/** Amber from three minutes, red from ten; only dialogs that wait for somebody are ever urgent. */
export function urgency(waitedMs: number, waits: boolean): Urgency {
  if (!waits || waitedMs < SOON_MS) return 'calm'
  return waitedMs < LATE_MS ? 'soon' : 'late'
}
