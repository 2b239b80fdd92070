// The list of all news. Catches: the same news counted twice, an order or an age that follows a wrong clock, news of an
// account that is gone, news that is dealt with and still counted.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../shared/contract/settings'
import { createNoticesBench, news, type NoticesBench } from '../testing/notices-bench'
import { accountId } from '../testing/records'
import { createNotices, type NoticesCapability } from './notices'

let bench: NoticesBench<NoticesCapability>
const a = accountId('a')
const b = accountId('b')
const SECOND = 1000
const HOUR = 3_600_000

beforeEach(() => {
  bench = createNoticesBench(createNotices)
})

afterEach(async () => {
  await bench.dispose()
})

const told = (...all: Parameters<NoticesCapability['tell']>[0]): void => {
  bench.notices.tell(all)
}
function listed() {
  const answer = bench.notices.handlers['notices.list']({})
  if (!('ok' in answer) || !answer.ok) throw new Error('no list')
  return answer.data
}
const ids = () => listed().items.map(({ id }) => id)

describe('the list', () => {
  test('news about what there is unseen news about takes its place, and counts once', () => {
    const message = (body: string) => news('7', { kind: 'dialogMessage', body })
    told(message('first'))
    const [first] = ids()
    told(message('second'))
    expect(listed().items).toMatchObject([{ body: 'second', seen: false }])
    expect(listed().unseen).toEqual([{ accountId: a, count: 1 }])
    expect(bench.events.of('notices.changed').at(-1)).toMatchObject({ upsert: [{ body: 'second' }], remove: [first] })
    void bench.notices.handlers['notices.markSeen']({})
    told(message('third'))
    expect(listed().items.map(({ body }) => body)).toEqual(['third', 'second'])
  })

  test('news of a conversation that was renamed takes the place of the old news, and is settled under either name', () => {
    const message = (title: string) =>
      news('', {
        kind: 'chatMessage',
        place: { kind: 'compose', accountId: a, target: { kind: 'convo', convoId: '1' }, title },
      })
    const other = news('', {
      kind: 'chatMessage',
      place: { kind: 'compose', accountId: a, target: { kind: 'convo', convoId: '2' }, title: 'Team' },
    })
    told(message('Team'), other)
    told(message('Old team'))
    expect(listed().items.map(({ place }) => 'title' in place && place.title)).toEqual(['Old team', 'Team'])
    bench.notices.settle([message('Team').place])
    expect(listed().items.map(({ seen }) => seen)).toEqual([true, false])
  })

  test('is cleared, of some or of all', () => {
    told(news('1'), news('2'), news('3'))
    const [, second = ''] = ids()
    void bench.notices.handlers['notices.clear']({ ids: [second] })
    expect(listed().items).toHaveLength(2)
    void bench.notices.handlers['notices.clear']({})
    expect(listed()).toEqual({ items: [], unseen: [] })
  })

  test('keeps its order when the clock is set back, and forgets what is older than 30 days', async () => {
    told(news('old'))
    await bench.time.advance(31 * 24 * HOUR)
    told(news('1'))
    expect(listed().items.map(({ place }) => place)).toEqual([{ kind: 'outbox', id: '1' }])
    Object.assign(bench.time, { clock: () => Date.UTC(2020, 0) })
    told(news('2'))
    expect(listed().items.map(({ place }) => 'id' in place && place.id)).toEqual(['2', '1'])
  })

  test('a hostile text stays one line, short and the right way round', () => {
    told(news('1', { body: `<b>\u202e${'x'.repeat(10_000)}\n\n` }))
    const [notice] = listed().items
    expect(notice?.body).toMatch(/^<b> x{296}…$/)
  })

  test('of an account that was removed while its news waited: nothing is shown, the rows are gone', async () => {
    told(news('1'), news('2', { accountId: b }))
    bench.accounts.remove(a)
    bench.temp.store.accounts.remove(a)
    bench.notices.accountRemoved(a)
    await bench.time.advance(2 * SECOND)
    expect(bench.shown).toHaveLength(1)
    expect(listed().items).toMatchObject([{ accountId: b }])
    expect(bench.events.of('notices.changed').at(-1)).toMatchObject({ removedAccount: a })
    told(news('3'))
    expect(listed().items).toHaveLength(1)
  })

  test('a disk that refuses leaves the notification', async () => {
    bench.temp.store.transaction(() => undefined)
    const { add } = bench.temp.store.notices
    Object.assign(bench.temp.store.notices, {
      add: () => {
        throw new Error('disk full')
      },
    })
    told(news('1'))
    await bench.time.advance(2 * SECOND)
    Object.assign(bench.temp.store.notices, { add })
    expect(bench.shown).toHaveLength(1)
  })
})

describe('what is dealt with is seen', () => {
  test('a message that was sent or removed, a request that was decided, a dialog that was read', () => {
    told(
      news('1'),
      news('2'),
      news('3', { kind: 'requestAsked', place: { kind: 'incoming', accountId: a, requestId: '3' } }),
      news('4', { kind: 'dialogMessage', place: { kind: 'dialog', accountId: a, chatId: '4' } }),
    )
    const follow = (event: string, payload: object): void => {
      bench.notices.follow({ event, payload } as unknown as Parameters<NoticesCapability['follow']>[0])
    }
    const unseen = () => listed().items.flatMap(({ seen, place }) => (seen ? [] : [place.kind]))
    follow('outbox.changed', { upsert: [{ id: '1', state: 'failed' }], remove: [] })
    expect(unseen()).toHaveLength(4)
    follow('outbox.changed', { upsert: [{ id: '1', state: 'sent' }], remove: ['2'] })
    expect(unseen()).toEqual(['dialog', 'incoming'])
    follow('requests.changed', {
      incoming: { upsert: [{ accountId: a, requestId: '3', state: 'gone' }], remove: [] },
    })
    expect(unseen()).toEqual(['dialog'])
    follow('openlines.changed', { accountId: a, upsert: [{ chatId: '4', status: 'mine', unread: 1 }], remove: [] })
    expect(unseen()).toEqual(['dialog'])
    follow('openlines.changed', { accountId: a, upsert: [{ chatId: '4', status: 'mine', unread: 0 }], remove: [] })
    expect(unseen()).toEqual([])
  })
})

describe('what the user has before him is seen', () => {
  const look = (changed: Partial<Settings>): void => {
    bench.world.settings = { ...bench.world.settings, ...changed }
    bench.notices.follow({ event: 'settings.changed', payload: { settings: bench.world.settings } })
  }
  const unseen = () => listed().items.flatMap(({ seen, kind }) => (seen ? [] : [kind]))

  test('once he goes to the view that shows it, and at once while he is there; dialogs have to be opened', () => {
    bench.world.attended = true
    const asked = news('3', { kind: 'requestAsked' })
    told(news('1'), news('2', { kind: 'dialogMessage' }), asked)
    look({ activeView: 'outbox' })
    expect(unseen()).toEqual(['requestAsked', 'dialogMessage'])
    told(news('4'))
    expect(unseen()).toHaveLength(2)
    look({ activeView: 'openlines' })
    expect(unseen()).toHaveLength(2)
    look({ activeView: 'requests', activeAccount: b })
    expect(unseen()).toHaveLength(2)
    look({ activeAccount: a })
    expect(unseen()).toEqual(['dialogMessage'])
  })

  test('not while he works elsewhere', () => {
    told(news('1'))
    look({ activeView: 'outbox' })
    expect(unseen()).toHaveLength(1)
  })

  test('once he clicked its notification, all that it stood for', async () => {
    told(news('1'), news('2'), news('3', { kind: 'chatMessage' }))
    await bench.time.advance(2 * SECOND)
    bench.shown.find(({ title }) => title.startsWith('notices.outbox'))?.onClick()
    expect(unseen()).toEqual(['chatMessage'])
  })
})
