// The weekly slot of Bitrix24 network messages: one message per recipient, per line, per rolling week. Pure.

/** A rolling week in milliseconds. */
export const NETWORK_SLOT_MS = 7 * 24 * 60 * 60 * 1000

export interface NetworkSlot {
  readonly state: 'free' | 'used' | 'unlimited'
  readonly lastSentAt?: string
  /** Only with `used`. */
  readonly nextPossibleAt?: string
}

export interface SlotFacts {
  /** ISO time of the last message that went out to this recipient through this line, where known. */
  readonly lastSentAt?: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The portal has been seen to have no limit (NFR licences, some on-premise servers). */
  readonly unlimited?: boolean
}

/**
 * Whether a network message can go to a recipient now, as far as we know from what we sent ourselves.
 * A time that cannot be read, or one in the future by more than a day (a wrong clock), counts as not known: `free`.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/network/imopenlines-network-message-add.html
 */
export function networkSlot({ lastSentAt, now, unlimited = false }: SlotFacts): NetworkSlot {
  const sentAt = lastSentAt === undefined ? Number.NaN : Date.parse(lastSentAt)
  const known = Number.isFinite(sentAt) && sentAt <= now + NETWORK_SLOT_MS / 7
  const last = known ? { lastSentAt: new Date(sentAt).toISOString() } : {}
  if (unlimited) return { state: 'unlimited', ...last }
  if (!known || sentAt + NETWORK_SLOT_MS <= now) return { state: 'free', ...last }
  return { state: 'used', ...last, nextPossibleAt: new Date(sentAt + NETWORK_SLOT_MS).toISOString() }
}
