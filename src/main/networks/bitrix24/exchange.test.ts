import type { Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import { exchange } from './exchange'
import type { WireReply } from './types'
import { virtualTime } from './virtual-time.fixtures'

const request = { origin: 'https://h', path: '/', headers: {}, body: '{}' }
const limits = { headersMs: 10, bodyMs: 10, totalMs: 1_000, maxBytes: 100 }

/** A dispatcher played by the test: what it does with the handler, and what it was told to abort. */
function play(act: (handler: Dispatcher.DispatchHandler, controller: Dispatcher.DispatchController) => void) {
  const time = virtualTime()
  let aborts = 0
  const controller = { abort: () => void (aborts += 1) } as unknown as Dispatcher.DispatchController
  const dispatcher = {
    dispatch: (_: unknown, handler: Dispatcher.DispatchHandler) => (act(handler, controller), true),
  } as unknown as Dispatcher
  const reply: Promise<WireReply> = exchange({ dispatcher, request, host: 'h', limits, timers: time.timers })
  return { time, reply, aborts: () => aborts }
}

describe('exchange', () => {
  it('stops a dispatcher that would write the same request a second time', async () => {
    const { reply, aborts } = play((handler, controller) => {
      handler.onRequestStart?.(controller, {})
      handler.onRequestStart?.(controller, {})
      handler.onResponseError?.(controller, new Error('stopped'))
    })
    expect(await reply).toMatchObject({ kind: 'failed', phase: 'unknown' })
    expect(aborts()).toBe(1)
  })

  it('that ran out of time before it was written never left, and is not written later', async () => {
    let late: (() => void) | undefined
    const { reply, time, aborts } = play(
      (handler, controller) => (late = () => handler.onRequestStart?.(controller, {})),
    )
    await time.run()
    expect(await reply).toMatchObject({ phase: 'notSent', error: { code: 'net.timeout' } })
    late?.()
    expect(aborts()).toBe(1)
  })

  it('answers a dispatcher that throws as a request that never left', async () => {
    const { reply } = play(() => {
      throw new Error('closed')
    })
    expect(await reply).toMatchObject({ kind: 'failed', phase: 'notSent' })
  })
})
