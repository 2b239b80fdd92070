// Readings that nobody asks for. Catches: customers that appear only once somebody looks, one failure that ends the reading for
// good, reading on after the end, old customers told as new ones.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { News } from '../../shared/contract/notices'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { OpenlinesPort, PortDialog } from '../networks/ports'
import { createFakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createOpenlines, type OpenlinesCapability } from './openlines'

const a = accountId('a')
const dialog = (chatId: string, fields: Partial<PortDialog> = {}): PortDialog => ({
  chatId,
  status: 'waiting',
  title: `Customer ${chatId}`,
  unread: 1,
  ...fields,
})

let temp: TempStore
let events: Recorded
let time: VirtualTime
let log: ReturnType<typeof recordLog>
let told: News[]
let found: Result<PortDialog[]>
/** How often each portal was read. */
let reads: { a: number; b: number }
let openlines: OpenlinesCapability

const portOf = (account: 'a' | 'b'): OpenlinesPort => ({
  list: () => {
    reads[account] += 1
    return Promise.resolve(found)
  },
  get: () => Promise.resolve(fail('internal')),
  history: () => Promise.resolve(fail('internal')),
  join: () => Promise.resolve(fail('internal')),
  act: () => Promise.resolve(fail('internal')),
})

beforeEach(() => {
  temp = openTempStore()
  events = recordEvents()
  time = createVirtualTime()
  log = recordLog()
  told = []
  found = ok([dialog('1')])
  reads = { a: 0, b: 0 }
  const { clock, timers } = time
  openlines = createOpenlines({
    store: temp.store,
    accounts: createFakeAccounts(temp.store, [
      { record: accountRecord('a'), ports: { openlines: portOf('a') } },
      { record: accountRecord('b'), ports: { openlines: portOf('b') } },
    ]),
    emit: events.emit,
    clock,
    timers,
    log,
    tell: (news) => void told.push(...news),
    opened: () => undefined,
    text: (key, params = {}) => [key, ...Object.values(params)].join(' '),
  })
})

afterEach(() => {
  openlines.stop()
  temp.dispose()
})

async function listed(): Promise<readonly string[]> {
  const answer = await openlines.handlers['openlines.list']({ accountIds: [a] })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data.items.map(({ chatId }) => chatId)
}

describe('without anybody asking', () => {
  test('an account that can be asked shows its customers at once', async () => {
    openlines.wake(a)
    await time.settle()
    expect(reads).toEqual({ a: 1, b: 0 })
    expect(events.of('openlines.changed').map(({ accountId }) => accountId)).toEqual([a])
  })

  test('a database that fails once does not end the reading for good', async () => {
    const list = vi.spyOn(temp.store.dialogs, 'list').mockImplementation(() => {
      throw new Error('disk I/O error')
    })
    openlines.start()
    openlines.wake(a)
    await time.advance(50_000)
    expect(log.lines.map(({ data }) => data)).toContainEqual({ error: 'Error: disk I/O error' })
    list.mockRestore()
    await time.advance(50_000)
    expect(temp.store.dialogs.list(a).map(({ chatId }) => chatId)).toEqual(['1'])
  })

  test('new customers appear while the app runs, and nothing is read after its end', async () => {
    openlines.start()
    await time.advance(50_000)
    found = ok([dialog('1'), dialog('2')])
    await time.advance(50_000)
    expect(await listed()).toContain('2')
    const read = reads.a
    openlines.stop()
    await time.advance(200_000)
    expect(reads.a).toBe(read)
  })
})

describe('news', () => {
  const newsOf = async (...items: PortDialog[]): Promise<string[]> => {
    found = ok(items)
    const before = told.length
    await time.advance(45_000)
    return told
      .slice(before)
      .flatMap(({ accountId: id, kind, place }) =>
        id === a && place.kind === 'dialog' ? [`${kind} ${place.chatId}`] : [],
      )
  }
  beforeEach(() => {
    openlines.start()
  })

  test('is not what the first reading of an account finds; later it is, also after one that failed', async () => {
    expect(await newsOf(dialog('1'), dialog('3', { status: 'mine', unread: 9 }))).toEqual([])
    found = fail('net.offline', 'later')
    await time.advance(45_000)
    expect(await newsOf(dialog('1'), dialog('2'))).toEqual(['dialogWaiting 2'])
  })
})
