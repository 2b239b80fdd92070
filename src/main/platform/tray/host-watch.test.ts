// Would catch: an icon that never appears because the panel came later than the app, and one made anew without need.
import { expect, test, vi } from 'vitest'
import { watchForHost } from './host-watch'
import type { TrayHost } from '../tray-host'

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

function stage(...answers: readonly TrayHost[]) {
  const waits: number[] = []
  const wake: (() => void)[] = []
  const onCame = vi.fn()
  const left = [...answers]
  const ask = vi.fn(() => Promise.resolve(left.shift() ?? 'no'))
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      waits.push(ms)
      wake.push(resolve)
      signal.addEventListener('abort', () => {
        reject(new Error('aborted'))
      })
    })
  const watch = watchForHost({ ask, sleep, onCame })
  const go = async (): Promise<void> => {
    await settled()
    wake.at(-1)?.()
    await settled()
  }
  return { watch, waits, ask, onCame, go }
}

test('a panel that is there needs nothing', async () => {
  const { ask, onCame, go } = stage('yes')
  await go()
  expect(ask).toHaveBeenCalledTimes(1)
  expect(onCame).not.toHaveBeenCalled()
})

test('peers 18: one that comes later is told once, and asked for less and less often until then', async () => {
  const { waits, ask, onCame, go } = stage('no', 'unknown', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'yes')
  for (let round = 0; round < 9; round += 1) await go()
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  expect(onCame).toHaveBeenCalledTimes(1)
  await go()
  expect(ask).toHaveBeenCalledTimes(10)
})

test('nothing is asked after the end', async () => {
  const { watch, ask, onCame, go } = stage('no', 'yes')
  await settled()
  watch.stop()
  await go()
  expect(ask).toHaveBeenCalledTimes(1)
  expect(onCame).not.toHaveBeenCalled()
})
