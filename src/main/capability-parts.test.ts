// Would catch: one capability's failure at the end of an account that keeps the others from hearing of it, and a pause from
// the tray that silently did not happen.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok } from '../shared/contract/result'
import { createCapabilities, type Capabilities } from './capabilities'
import { createCallLog } from './diagnostics/call-log'
import { openCapabilitiesBench, type CapabilitiesBench } from './testing/capabilities-bench'

let bench: CapabilitiesBench
let app: Capabilities

beforeEach(async () => {
  bench = openCapabilitiesBench()
  app = createCapabilities({ ...bench.deps, calls: createCallLog() })
  await app.start()
})

afterEach(async () => {
  vi.restoreAllMocks()
  const stopped = app.stop()
  await bench.time.advance(10_000)
  await stopped
  bench.temp.dispose()
})

test('an account that goes is told of to each part, whichever other one fails', async () => {
  const connected = await app.handlers['accounts.connectBitrix24']({ webhookUrl: 'north' })
  if (!connected.ok) throw new Error(connected.error.code)
  const { id } = connected.data
  const { store } = bench.temp
  // Once it is gone, the first to hear fails, and one in the middle.
  const { list } = store.outbox
  vi.spyOn(store.outbox, 'list').mockImplementation((query) => {
    if (store.accounts.get(id) === undefined) throw new Error('disk I/O error')
    return list(query)
  })
  vi.spyOn(store.keyValues, 'get').mockImplementation(() => {
    throw new Error('disk I/O error')
  })
  expect(await app.handlers['accounts.disconnect']({ id })).toEqual(ok({}))
  expect(bench.avatarFiles.removedAccounts).toEqual([id])
  expect(bench.events.of('notices.changed').at(-1)).toMatchObject({ removedAccount: id })
})

test.each([
  ['always', 'tray.pauseFailed'],
  ['no', 'tray.resumeFailed'],
])('a pause until "%s" that cannot be kept is told outside the windows', async (until, title) => {
  bench.settings.write = () => {
    throw new Error('read-only file system')
  }
  app.pauseNotifications(until)
  await bench.time.settle()
  expect(bench.notified).toEqual([{ title, body: 'errors.store.failed' }])
})

test('a pause that is kept is told to the windows, and nothing else', async () => {
  const kept: string[] = []
  bench.settings.write = ({ pausedUntil }) => void kept.push(pausedUntil)
  app.pauseNotifications('always')
  await bench.time.settle()
  expect([kept, bench.notified]).toEqual([['always'], []])
})
