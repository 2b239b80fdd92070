// News told outside the place it belongs to. Catches: a storm of notifications, a click that leads elsewhere or to another
// account, names on a lock screen that were to be left out, a sound although it is off, news lost in quiet hours.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createNoticesBench, news, type NoticesBench } from '../testing/notices-bench'
import { accountId } from '../testing/records'
import { createNotices, type NoticesCapability } from './notices'

let bench: NoticesBench<NoticesCapability>
const a = accountId('a')
const b = accountId('b')
const SECOND = 1000

beforeEach(() => {
  bench = createNoticesBench(createNotices)
})

afterEach(async () => {
  await bench.dispose()
})

const titles = () => bench.shown.map(({ title }) => title)
const told = (...all: Parameters<NoticesCapability['tell']>[0]): void => {
  bench.notices.tell(all)
}
function listed() {
  const answer = bench.notices.handlers['notices.list']({})
  if (!('ok' in answer) || !answer.ok) throw new Error('no list')
  return answer.data
}

describe('peers 24: a click opens exactly what is told, on exactly its account', () => {
  test('one piece of news leads to itself', async () => {
    const dialog = { kind: 'dialog' as const, chatId: '9' }
    told(
      news('1', { kind: 'dialogMessage', place: { ...dialog, accountId: a } }),
      news('2', { kind: 'dialogMessage', accountId: b, place: { ...dialog, accountId: b } }),
    )
    await bench.time.advance(2 * SECOND)
    for (const notice of bench.shown) notice.onClick()
    expect(bench.places).toEqual([
      { ...dialog, accountId: a },
      { ...dialog, accountId: b },
    ])
  })

  test('several of one account and kind lead to the list they stand in', async () => {
    told(news('1'), news('2'))
    await bench.time.advance(2 * SECOND)
    bench.shown[0]?.onClick()
    expect(bench.places).toEqual([{ kind: 'outbox' }])
  })

  test('a row of the list leads there too, and all news of that place is seen', async () => {
    told(news('1'), news('1', { kind: 'messageUndecided' }), news('2'))
    const row = listed().items.find(({ place }) => 'id' in place && place.id === '1')
    expect(await bench.notices.handlers['notices.open']({ id: row?.id ?? '' })).toMatchObject({ ok: true })
    expect(bench.places).toEqual([{ kind: 'outbox', id: '1' }])
    expect(listed().items.map(({ seen }) => seen)).toEqual([false, true, true])
    expect(await bench.notices.handlers['notices.open']({ id: 'gone' })).toMatchObject({
      error: { code: 'notices.notFound' },
    })
  })
})

describe('peers 25: sound, toast and preview are each a switch of the account', () => {
  const CASES = [
    { toast: true, sound: true, shown: 1, silent: false, beeps: 0 },
    { toast: true, sound: false, shown: 1, silent: true, beeps: 0 },
    { toast: false, sound: true, shown: 0, silent: undefined, beeps: 1 },
    { toast: false, sound: false, shown: 0, silent: undefined, beeps: 0 },
  ]
  test.each(CASES)('toast $toast, sound $sound', async ({ toast, sound, shown, silent, beeps }) => {
    bench.switches('a', { toast, sound })
    told(news('1'))
    await bench.time.advance(2 * SECOND)
    expect(bench.shown.map((notice) => notice.silent)).toEqual(Array.from({ length: shown }, () => silent))
    expect(bench.world.beeps).toBe(beeps)
    expect(listed().items).toHaveLength(1)
  })

  test('without preview no name of a person, group or account leaves the window; the list has them', async () => {
    bench.switches('a', { preview: false })
    told(news('1'), news('2', { kind: 'dialogMessage', body: 'Name 2: secret' }))
    told(news('3', { accountId: b }))
    await bench.time.advance(2 * SECOND)
    const [first, second, other] = bench.shown
    expect(`${first?.title} ${first?.body} ${second?.title} ${second?.body}`).not.toMatch(/Name|Account|secret/)
    expect(other?.body).toContain('Name 3')
    expect(listed().items.map(({ body }) => body)).toContain('Name 2: secret')
  })

  test('what was not wanted when it came is not shown because it is wanted a second later, nor the other way round', async () => {
    bench.switches('a', { toast: false })
    told(news('1'))
    bench.switches('a', { toast: true })
    await bench.time.advance(2 * SECOND)
    told(news('2'))
    bench.switches('a', { toast: false, sound: false })
    await bench.time.advance(2 * SECOND)
    expect([bench.shown, bench.world.beeps]).toEqual([[], 1])
  })

  test('do-not-disturb silences that account alone, and changes none of its switches', async () => {
    bench.switches('a', { doNotDisturb: true })
    told(news('1'), news('2', { accountId: b }))
    await bench.time.advance(2 * SECOND)
    expect(bench.shown.map(({ body }) => body)).toEqual([expect.stringContaining('Account b')])
    expect(listed().items).toHaveLength(2)
    bench.notices.check()
    expect(bench.shown).toHaveLength(1)
  })
})

describe('peers 25: bursts', () => {
  test('of one account and kind are one notification', async () => {
    told(news('1'))
    await bench.time.advance(SECOND)
    told(news('2'), news('3'), news('4'), news('5'))
    await bench.time.advance(SECOND)
    expect(titles()).toEqual(['notices.outbox.failedMany 5'])
    expect(bench.shown[0]?.body).toBe('notices.of Name 1, Name 2, Name 3… Account a')
  })

  test('of everything: three, then one that counts, is replaced as it grows, sounds once and leads to the list', async () => {
    const kinds = ['messageFailed', 'requestJoined', 'requestAsked', 'dialogMessage', 'chatMessage'] as const
    told(...kinds.map((kind) => news(kind, { kind })))
    await bench.time.advance(2 * SECOND)
    told(...kinds.map((kind) => news(`b ${kind}`, { kind, accountId: b })))
    await bench.time.advance(2 * SECOND)
    const [, , , ...beyond] = bench.shown
    expect(beyond).toMatchObject([
      { title: 'notices.summary.more 2', tag: 'notices.more', silent: false },
      { title: 'notices.summary.more 7', tag: 'notices.more', silent: true },
    ])
    expect(beyond.at(-1)?.body).toBe('notices.summary.in Account a, Account b')
    beyond.at(-1)?.onClick()
    expect(bench.places).toEqual([{ kind: 'notices' }])
  })

  test('of sounds alone: three, and none more for a while; they take no toast its place', async () => {
    bench.switches('a', { toast: false })
    const kinds = ['messageFailed', 'requestJoined', 'requestAsked', 'dialogMessage', 'chatMessage'] as const
    told(...kinds.map((kind) => news(kind, { kind })), news('b', { accountId: b }))
    await bench.time.advance(2 * SECOND)
    expect(bench.world.beeps).toBe(3)
    expect(titles()).toEqual(['notices.outbox.failed'])
  })

  test('are over after a while: the next news is told by itself, and counting begins anew', async () => {
    const kinds = ['messageFailed', 'requestJoined', 'requestAsked', 'dialogMessage'] as const
    told(...kinds.map((kind) => news(kind, { kind })))
    await bench.time.advance(15 * SECOND)
    told(...kinds.map((kind) => news(`again ${kind}`, { kind })))
    await bench.time.advance(2 * SECOND)
    expect(titles().filter((title) => title.startsWith('notices.summary'))).toEqual([
      'notices.summary.more 1',
      'notices.summary.more 1',
    ])
  })

  test('10,000 at once leave the last 500, shown as one', async () => {
    told(...Array.from({ length: 10_000 }, (_, index) => news(String(index))))
    await bench.time.advance(2 * SECOND)
    expect(titles()).toEqual(['notices.outbox.failedMany 10000'])
    const { items } = listed()
    expect([items.length, items[0]?.place, items.at(-1)?.place]).toEqual([
      500,
      { kind: 'outbox', id: '9999' },
      { kind: 'outbox', id: '9500' },
    ])
  })
})

describe('what the window shows by itself', () => {
  test('messages: at its edge, while somebody may look', async () => {
    bench.world.watched = true
    told(news('1'))
    await bench.time.advance(2 * SECOND)
    expect([bench.shown, bench.world.beeps]).toEqual([[], 0])
    expect(listed().items).toMatchObject([{ seen: false }])
  })

  test('dialogs: where the list of them is open for that account and the window has the keys', async () => {
    bench.world.settings = { ...bench.world.settings, activeView: 'openlines', activeAccount: a }
    const dialog = (accountId: typeof a) => news('1', { kind: 'dialogMessage', accountId })
    bench.world.attended = true
    told(dialog(a), dialog(b))
    await bench.time.advance(2 * SECOND)
    expect(bench.shown).toMatchObject([{ body: expect.stringContaining('Account b') as string }])
    bench.world.attended = false
    told(dialog(a))
    await bench.time.advance(2 * SECOND)
    expect(bench.shown).toHaveLength(2)
  })
})

test('the test notification is shown whatever the switches say, and tells where there are none', async () => {
  bench.world.settings = { ...bench.world.settings, pausedUntil: 'always' }
  expect(await bench.notices.handlers['notices.test']({})).toEqual({ ok: true, data: { supported: true } })
  expect(titles()).toEqual(['notices.test.title'])
  bench.world.supported = false
  expect(await bench.notices.handlers['notices.test']({})).toEqual({ ok: true, data: { supported: false } })
})
