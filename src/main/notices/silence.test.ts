// Pauses and quiet hours. Catches: news lost in them, news told twice after them, a pause that never ends.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../shared/contract/settings'
import { createNoticesBench, news, type NoticesBench } from '../testing/notices-bench'
import { accountId } from '../testing/records'
import { createNotices, type NoticesCapability } from './notices'

let bench: NoticesBench<NoticesCapability>
const b = accountId('b')
const SECOND = 1000
const HOUR = 3_600_000

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

describe('while nothing is to be told', () => {
  const pause = (pausedUntil: Settings['pausedUntil']): void => {
    bench.world.settings = { ...bench.world.settings, pausedUntil }
    bench.notices.follow({ event: 'settings.changed', payload: { settings: bench.world.settings } })
  }
  const in1h = () => new Date(bench.time.clock() + HOUR).toISOString()

  test('nothing is shown or heard, everything is kept, and its number is told when the pause is over by itself', async () => {
    pause(in1h())
    told(news('1'), news('2', { accountId: b }), news('3', { accountId: b }))
    await bench.time.advance(HOUR - SECOND)
    expect([bench.shown, bench.world.beeps]).toEqual([[], 0])
    expect(listed().items).toHaveLength(3)
    await bench.time.advance(SECOND)
    expect(bench.world.pausesEnded).toBe(1)
    expect(bench.shown).toMatchObject([
      { title: 'notices.summary.quiet 3', body: 'notices.summary.in Account a, Account b', silent: false },
    ])
    bench.shown[0]?.onClick()
    expect(bench.places).toEqual([{ kind: 'notices' }])
    pause('no')
    expect(bench.shown).toHaveLength(1)
  })

  test('only what is still unseen is told, and nothing to who sits in the window', async () => {
    pause('always')
    told(news('1'), news('2'))
    void bench.notices.handlers['notices.markSeen']({ place: { kind: 'outbox', id: '1' } })
    pause('no')
    expect(titles()).toEqual(['notices.summary.quiet 1'])
    pause('always')
    told(news('3'))
    bench.world.attended = true
    pause('no')
    bench.world.attended = false
    bench.notices.check()
    expect(bench.shown).toHaveLength(1)
  })

  test('quiet hours end while the app is closed: told at the next start', async () => {
    const at = new Date(bench.time.clock())
    const clock = (hours: number): string => `${String((at.getHours() + hours + 24) % 24).padStart(2, '0')}:00`
    const quietHours = { on: true, from: clock(-1), to: clock(1), days: [0, 1, 2, 3, 4, 5, 6] }
    bench.world.settings = { ...bench.world.settings, quietHours }
    told(news('1'))
    await bench.time.advance(2 * SECOND)
    expect(bench.shown).toEqual([])
    bench.notices.stop()
    await bench.time.advance(2 * HOUR)
    await bench.restart()
    expect(titles()).toEqual(['notices.summary.quiet 1'])
  })

  test('an account that wants neither toast nor sound is not counted', () => {
    bench.switches('a', { toast: false, sound: false })
    pause('always')
    told(news('1'))
    pause('no')
    expect([bench.shown, bench.world.beeps]).toEqual([[], 0])
  })

  test('nothing breaks the silence: a message that was not sent waits like the rest', async () => {
    pause('always')
    told(news('1', { kind: 'messageUndecided' }))
    await bench.time.advance(HOUR)
    expect(bench.shown).toEqual([])
  })
})
