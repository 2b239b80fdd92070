// Catches: the first call that waits, the last one that is lost, more calls than were allowed.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throttle } from './throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('throttle', () => {
  it('acts at once, then at most once in the time, the last call included', () => {
    const action = vi.fn()
    const throttled = throttle(action, 100)
    throttled()
    expect(action).toHaveBeenCalledTimes(1)
    throttled()
    throttled()
    vi.advanceTimersByTime(99)
    expect(action).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    expect(action).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(1000)
    expect(action).toHaveBeenCalledTimes(2)
    throttled()
    expect(action).toHaveBeenCalledTimes(3)
  })

  it('forgets a waiting call when it is cancelled', () => {
    const action = vi.fn()
    const throttled = throttle(action, 100)
    throttled()
    throttled()
    throttled.cancel()
    vi.advanceTimersByTime(1000)
    expect(action).toHaveBeenCalledTimes(1)
  })
})
