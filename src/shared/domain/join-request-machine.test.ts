import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOIN_REQUEST_STATES } from './states'
import { JOIN_REQUEST_ARROWS, SETTLE_MS, canMove, isOpen, moveAfterCrash, moveByStanding } from './join-request-machine'

const state = fc.constantFrom(...JOIN_REQUEST_STATES)
const openState = fc.constantFrom('pending' as const, 'unknown' as const)
const standing = fc.constantFrom(
  'joined' as const,
  'pending' as const,
  'invited' as const,
  'declined' as const,
  'none' as const,
  'notKnown' as const,
)

test('the arrows are those of the design (a new arrow would let a finished request come back)', () => {
  expect(JOIN_REQUEST_ARROWS).toEqual({
    checking: ['sending', 'failed'],
    sending: ['pending', 'joined', 'failed', 'unknown'],
    unknown: ['pending', 'joined', 'failed'],
    pending: ['joined', 'declined', 'withdrawn', 'ended'],
    joined: [],
    failed: [],
    declined: [],
    withdrawn: [],
    ended: [],
  })
})

test('whatever a reading says, an open request moves along an arrow or not at all', () => {
  fc.assert(
    fc.property(openState, standing, fc.nat(200_000), (from, seen, ago) => {
      const move = moveByStanding(from, seen, ago)
      return move === undefined || canMove(from, move.state)
    }),
  )
})

test('a crash never leaves a request at work, and never claims to know what may have left', () => {
  fc.assert(
    fc.property(state, (from) => {
      const move = moveAfterCrash(from)
      if (from !== 'checking' && from !== 'sending') return move === undefined
      return move !== undefined && canMove(from, move.state) && (from === 'sending') === (move.state === 'unknown')
    }),
  )
})

test('a read that lags behind the write does not end a request that was just sent', () => {
  expect(moveByStanding('pending', 'none', SETTLE_MS.pending - 1)).toBeUndefined()
  expect(moveByStanding('pending', 'none', SETTLE_MS.pending)).toEqual({ state: 'ended', reason: 'requests.ended' })
  expect(moveByStanding('unknown', 'none', SETTLE_MS.unknown - 1)).toBeUndefined()
  expect(moveByStanding('unknown', 'none', SETTLE_MS.unknown)).toEqual({ state: 'failed', reason: 'requests.notSent' })
})

test('only what the service calls declined is declined; silence is not', () => {
  expect(moveByStanding('pending', 'declined', 0)).toEqual({ state: 'declined', reason: 'requests.declined' })
  expect(moveByStanding('unknown', 'declined', 0)).toEqual({ state: 'failed', reason: 'requests.declined' })
  expect(moveByStanding('pending', 'none', 1e9)?.state).toBe('ended')
})

test('"not known" changes nothing, however long ago (a blind service must not decline requests)', () => {
  expect(moveByStanding('pending', 'notKnown', 1e9)).toBeUndefined()
  expect(moveByStanding('unknown', 'notKnown', 1e9)).toBeUndefined()
})

test('only what the service may still change is read again', () => {
  expect(JOIN_REQUEST_STATES.filter(isOpen)).toEqual(['pending', 'unknown'])
})
