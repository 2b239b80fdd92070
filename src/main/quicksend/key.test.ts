// Would catch: an old key lost to a new one that was refused, a key that is written down but not taken (or the other way
// round), a taken key that is swallowed at start, and a test press that opens quick-send.
import { expect, test, vi } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { recordEvents, recordLog } from '../testing/recorders'
import { createVirtualTime } from '../testing/virtual-time'
import { createQuickSendKey, type Shortcuts } from './key'

const FACTS = { suggested: 'Control+Alt+Space', unsure: false, command: 'bellhop --quick-send' }

function bench(chosen = '') {
  const kept = { ...DEFAULT_SETTINGS, quickSendKey: chosen }
  const disk = { full: false }
  const others = new Set<string>()
  const unknown = new Set<string>()
  const ours = new Map<string, () => void>()
  const shortcuts: Shortcuts = {
    register(key, pressed) {
      if (unknown.has(key)) return 'invalid'
      if (others.has(key) || ours.has(key)) return 'taken'
      ours.set(key, pressed)
      return 'registered'
    },
    unregister: (key) => void ours.delete(key),
  }
  const time = createVirtualTime()
  const events = recordEvents()
  const summon = vi.fn()
  const tellKeyLost = vi.fn()
  const part = createQuickSendKey({
    ...{
      shortcuts,
      keyFacts: FACTS,
      summon,
      tellKeyLost,
      system: 'linux',
      emit: events.emit,
      timers: time.timers,
      log: recordLog(),
    },
    settings: { read: () => kept },
    setSettings(changes) {
      if (disk.full) return fail('store.failed', 'later')
      Object.assign(kept, changes)
      part.follow()
      return ok(kept)
    },
  })
  const tested = () => events.of('quicksend.keyTested').map(({ heard }) => heard)
  return { part, kept, disk, others, unknown, ours, time, summon, tellKeyLost, tested, ...part.handlers }
}

const B = 'Control+Alt+B'
const N = 'Control+Alt+N'

test('a key is taken, summons, is changed for another, and given back', async () => {
  const bench_ = bench()
  const { ours, kept, summon } = bench_
  bench_.part.start()
  expect(await bench_['quicksend.setKey']({ key: B })).toEqual(ok({ key: B, ...FACTS }))
  ours.get(B)?.()
  expect(summon).toHaveBeenCalledTimes(1)
  await bench_['quicksend.setKey']({ key: N })
  expect([...ours.keys()]).toEqual([N])
  await bench_['quicksend.setKey']({ key: '' })
  expect([...ours.keys()]).toEqual([])
  expect(kept.quickSendKey).toBe('')
})

test('peers 23: a key that is taken is told, and the old key stays', async () => {
  const { others, ours, kept, part, ...bench_ } = bench(B)
  part.start()
  others.add(N)
  expect(await bench_['quicksend.setKey']({ key: N })).toEqual(
    fail('quicksend.keyTaken', 'user', { key: 'Ctrl+Alt+N' }),
  )
  expect([...ours.keys()]).toEqual([B])
  expect(kept.quickSendKey).toBe(B)
  expect(await bench_['quicksend.key']({})).toEqual(ok({ key: B, ...FACTS }))
})

test.each([
  ['B', 'B'],
  ['Control+C', 'Ctrl+C'],
  ['Control+Alt+Nonsense', 'Control+Alt+Nonsense'],
])('%s is refused before the system hears of it', async (key, shown) => {
  const { ours, part, ...bench_ } = bench(B)
  part.start()
  expect(await bench_['quicksend.setKey']({ key })).toEqual(fail('quicksend.keyInvalid', 'user', { key: shown }))
  expect([...ours.keys()]).toEqual([B])
})

test('a key that this system does not know is told as such', async () => {
  const { unknown, ...bench_ } = bench()
  unknown.add(B)
  expect(await bench_['quicksend.setKey']({ key: B })).toMatchObject({ error: { code: 'quicksend.keyInvalid' } })
})

test('a key that cannot be written down is given back, and the old one works', async () => {
  const { ours, disk, part, ...bench_ } = bench(B)
  part.start()
  disk.full = true
  expect(await bench_['quicksend.setKey']({ key: N })).toMatchObject({ error: { code: 'store.failed' } })
  expect([...ours.keys()]).toEqual([B])
})

test('peers 23: taken by another program since the last start: told once, and tried again when settings ask', async () => {
  const { others, ours, part, tellKeyLost, ...bench_ } = bench(B)
  others.add(B)
  part.start()
  expect(tellKeyLost.mock.calls).toEqual([[fail('quicksend.keyTaken', 'user', { key: 'Ctrl+Alt+B' }).error]])
  expect(await bench_['quicksend.key']({})).toMatchObject({ data: { key: B, problem: 'quicksend.keyTaken' } })
  others.delete(B)
  expect(await bench_['quicksend.key']({})).toEqual(ok({ key: B, ...FACTS }))
  expect([...ours.keys()]).toEqual([B])
  expect(tellKeyLost).toHaveBeenCalledTimes(1)
})

test('a key somebody wrote into the settings by another way is followed', () => {
  const { kept, ours, part } = bench(B)
  part.start()
  kept.quickSendKey = N
  part.follow()
  expect([...ours.keys()]).toEqual([N])
})

test('peers 22: pressed to test: told, once, instead of summoning', async () => {
  const { ours, part, summon, tested, time, ...bench_ } = bench(B)
  part.start()
  await bench_['quicksend.testKey']({ on: true })
  ours.get(B)?.()
  expect(tested()).toEqual([true])
  expect(summon).not.toHaveBeenCalled()
  ours.get(B)?.()
  expect(summon).toHaveBeenCalledTimes(1)
  await time.advance(60_000)
  expect(tested()).toEqual([true])
})

test('peers 22: a press that never comes is told too; a test that is left tells nothing', async () => {
  const { ours, part, summon, tested, time, ...bench_ } = bench(B)
  part.start()
  await bench_['quicksend.testKey']({ on: true })
  await time.advance(14_000)
  await bench_['quicksend.testKey']({ on: true })
  await time.advance(14_000)
  expect(tested()).toEqual([])
  await time.advance(2_000)
  expect(tested()).toEqual([false])
  await bench_['quicksend.testKey']({ on: true })
  await bench_['quicksend.testKey']({ on: false })
  await time.advance(60_000)
  expect(tested()).toEqual([false])
  ours.get(B)?.()
  expect(summon).toHaveBeenCalledTimes(1)
})

test('at the end the key is free for others', () => {
  const { ours, part } = bench(B)
  part.start()
  part.stop()
  expect([...ours.keys()]).toEqual([])
})
