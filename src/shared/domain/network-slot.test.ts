import { describe, expect, it } from 'vitest'
import { NETWORK_SLOT_MS, networkSlot } from './network-slot'

const SENT = '2026-11-01T10:00:00.000Z'
const at = (offset: number) => networkSlot({ lastSentAt: SENT, now: Date.parse(SENT) + offset })

describe('networkSlot', () => {
  it('is free for a recipient never written to', () => expect(networkSlot({ now: 0 })).toEqual({ state: 'free' }))
  it('is used to the last millisecond of the week', () =>
    expect(at(NETWORK_SLOT_MS - 1)).toEqual({
      state: 'used',
      lastSentAt: SENT,
      nextPossibleAt: '2026-11-08T10:00:00.000Z',
    }))
  it('is free again exactly a week later', () =>
    expect(at(NETWORK_SLOT_MS)).toEqual({ state: 'free', lastSentAt: SENT }))
  it('is unlimited where the portal has no limit', () =>
    expect(networkSlot({ lastSentAt: SENT, now: Date.parse(SENT), unlimited: true })).toEqual({
      state: 'unlimited',
      lastSentAt: SENT,
    }))
  it('does not lock a recipient for years because of a wrong clock', () =>
    expect(at(-40 * 24 * 3600 * 1000)).toEqual({ state: 'free' }))
  it('stays used over a small clock change', () => expect(at(-60_000).state).toBe('used'))
  it('takes an unreadable time for not known', () =>
    expect(networkSlot({ lastSentAt: 'yesterday', now: 0 })).toEqual({ state: 'free' }))
})
