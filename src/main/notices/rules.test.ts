// Every combination of what decides. Catches a switch that leaks into another, and a silence that something breaks.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { tellingOf } from './rules'

const NOW = Date.UTC(2026, 0, 15, 12)
const circumstances = fc.record({
  account: fc.record({
    toast: fc.boolean(),
    sound: fc.boolean(),
    preview: fc.boolean(),
    badge: fc.boolean(),
    doNotDisturb: fc.boolean(),
  }),
  paused: fc.boolean(),
  shown: fc.boolean(),
})

test('peers 25: a toast, a sound and names are told apart; do-not-disturb, a pause and what is shown silence both', () => {
  fc.assert(
    fc.property(circumstances, ({ account, paused, shown }) => {
      const settings = { ...DEFAULT_SETTINGS, pausedUntil: paused ? ('always' as const) : ('no' as const) }
      const telling = tellingOf({ account, settings, shown, now: NOW })
      const loud = !paused && !shown && !account.doNotDisturb
      expect(telling).toEqual({
        toast: loud && account.toast,
        sound: loud && account.sound,
        showText: account.preview,
        held: paused && !shown && !account.doNotDisturb && (account.toast || account.sound),
      })
    }),
  )
})
