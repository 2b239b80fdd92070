// The list of all news and its settings. Catches: a count that does not follow, a row that opens another, a pause nobody
// sees the end of, quiet hours that lose a day, news of an account that is gone.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { account, accountId, SETTINGS } from '../../testing/sample'
import { button, setStage, show, type Stage } from '../../testing/stage'
import type { OutputOf } from '../../../shared/contract'
import NoticesBell from './NoticesBell.vue'
import NoticesPanel from './NoticesPanel.vue'
import NotificationsCard from './NotificationsCard.vue'
import { useNotices } from './store'

type Notice = OutputOf<'notices.list'>['items'][number]

const NOW = new Date(2026, 10, 20, 15, 0)
const acme = account('acme')
const globex = account('globex', { color: '#00aa00' })

function notice(id: string, more: Partial<Notice> = {}): Notice {
  return {
    id,
    accountId: acme.id,
    kind: 'messageFailed',
    title: 'Message not sent',
    body: `To ${id}`,
    place: { kind: 'outbox', id },
    at: NOW.toISOString(),
    seen: false,
    ...more,
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: NOW })
})
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})

const text = (): string => document.body.textContent ?? ''
const rows = (): string[] =>
  [...document.querySelectorAll('[data-testid=notice]')].map((row) => (row.textContent ?? '').replaceAll(/\s+/g, ' '))

let items: Notice[]
const opened: string[] = []
const seen: unknown[] = []
const cleared: unknown[] = []
function stage(supported = true): Stage {
  opened.length = seen.length = cleared.length = 0
  return setStage({
    'notices.list': () => ({ ok: true, data: { items, unseen: [{ accountId: acme.id, count: items.length }] } }),
    'notices.open': ({ id }) => {
      opened.push(id)
      return { ok: true, data: {} }
    },
    'notices.markSeen': (which) => {
      seen.push(which)
      return { ok: true, data: {} }
    },
    'notices.clear': (which) => {
      cleared.push(which)
      return { ok: true, data: {} }
    },
    'notices.test': () => ({ ok: true, data: { supported } }),
  })
}
async function panel(made: Stage = stage(), accounts = [acme, globex]) {
  const store = useNotices()
  await store.start()
  store.opened = true
  const view = await show(made, NoticesPanel, { accounts, settings: SETTINGS })
  await flushPromises()
  return { store, view }
}

describe('the list', () => {
  it('stands by day, with account and time; a row opens itself and closes the list', async () => {
    items = [
      notice('2', { accountId: globex.id }),
      notice('1', { at: new Date(2026, 10, 19, 9, 5).toISOString(), seen: true }),
    ]
    const { store } = await panel()
    expect([...document.querySelectorAll('h3')].map((day) => day.textContent)).toEqual(['Today', 'Yesterday'])
    expect(rows()[0]).toContain('globex')
    expect(rows()[1]).toContain('09:05')
    document.querySelectorAll<HTMLElement>('[data-rove]')[1]?.click()
    await flushPromises()
    expect(opened).toEqual(['1'])
    expect(store.opened).toBe(false)
  })

  it('shows only what is unseen, or of one account, and says when nothing is left', async () => {
    items = [notice('2', { seen: true }), notice('1', { seen: true, accountId: globex.id })]
    await panel()
    expect(rows()).toHaveLength(2)
    button('Unseen').click()
    await flushPromises()
    expect(rows()).toHaveLength(0)
    expect(text()).toContain('No notification matches this filter.')
  })

  it('follows main: new ones above, seen ones where they stand, gone ones away, also with their account', async () => {
    items = [notice('1'), notice('0', { accountId: globex.id })]
    const made = stage()
    const { store } = await panel(made)
    const changed = async (payload: object): Promise<void> => {
      made.fake.emit('notices.changed', { upsert: [], remove: [], unseen: [], ...payload })
      await flushPromises()
    }
    await changed({ upsert: [notice('2'), notice('3')], unseen: [{ accountId: acme.id, count: 4 }] })
    expect(store.items.map(({ id }) => id)).toEqual(['3', '2', '1', '0'])
    await changed({ upsert: [notice('2', { seen: true })], remove: ['3'] })
    expect(store.items.map(({ id, seen: was }) => `${id} ${String(was)}`)).toEqual(['2 true', '1 false', '0 false'])
    await changed({ removedAccount: globex.id })
    expect(store.items.map(({ id }) => id)).toEqual(['2', '1'])
  })

  it('marks all as seen, clears all, removes one with the Delete key', async () => {
    items = [notice('2'), notice('1')]
    await panel()
    button('Mark all as seen').click()
    button('Clear').click()
    const row = document.querySelector<HTMLElement>('[data-rove]')
    row?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
    await flushPromises()
    expect(seen).toEqual([{}])
    expect(cleared).toEqual([{}, { ids: ['2'] }])
  })

  it('forgets only what is in sight: what a filter hides stays', async () => {
    items = [notice('2', { seen: true }), notice('1', { accountId: globex.id }), notice('0')]
    await panel()
    button('Unseen').click()
    await flushPromises()
    button('Mark all as seen').click()
    button('Clear').click()
    await flushPromises()
    expect(seen).toEqual([{ ids: ['1', '0'] }])
    expect(cleared).toEqual([{ ids: ['1', '0'] }])
  })

  it('a hostile name is text, and nothing there is said to be nothing', async () => {
    items = [notice('1', { body: '<img src=x onerror=alert(1)>' })]
    await panel()
    expect(document.querySelector('[data-testid=notice] img')).toBeNull()
    expect(rows()[0]).toContain('<img src=x')
    document.body.innerHTML = ''
    items = []
    await panel()
    expect(text()).toContain('No notifications')
  })
})

describe('the bell', () => {
  it('counts what is unseen, at most in two digits, and says when it is quiet and until when', async () => {
    items = Array.from({ length: 120 }, (_, index) => notice(String(index)))
    const made = stage()
    await useNotices().start()
    const pausedUntil = new Date(2026, 10, 20, 16, 30).toISOString()
    const bell = await show(made, NoticesBell, { settings: { ...SETTINGS, pausedUntil }, keys: 'Mod+Shift+N' })
    expect(bell.text()).toContain('99+')
    expect(bell.attributes('title')).toContain('Paused until 16:30')
    vi.setSystemTime(new Date(2026, 10, 20, 16, 31))
    await vi.advanceTimersByTimeAsync(5000)
    expect(bell.attributes('title')).not.toContain('Paused')
  })
})

describe('settings', () => {
  const card = (more: Partial<typeof SETTINGS> = {}, supported = true) =>
    show(stage(supported), NotificationsCard, { settings: { ...SETTINGS, ...more }, accounts: [acme] })

  it('resumes a pause, and names its end on another day with the day', async () => {
    const view = await card({ pausedUntil: new Date(2026, 10, 21, 8, 0).toISOString() })
    expect(text()).toContain('Sat 21 Nov')
    button('Resume').click()
    expect(view.emitted('set')).toEqual([[{ pausedUntil: 'no' }]])
  })

  it('quiet hours: a day more, a day less, the week as the language has it, and what the times mean', async () => {
    const quietHours = { on: true, from: '20:00', to: '08:00', days: [1, 2] }
    const view = await card({ quietHours })
    const days = [...document.querySelectorAll('fieldset label')].map((label) => label.textContent?.trim())
    expect(days).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
    expect(text()).toContain('Lasts over midnight')
    const boxes = [...document.querySelectorAll<HTMLElement>('fieldset button[role=checkbox]')]
    boxes[6]?.click()
    boxes[0]?.click()
    expect(view.emitted('set')).toEqual([
      [{ quietHours: { ...quietHours, days: [0, 1, 2] } }],
      [{ quietHours: { ...quietHours, days: [2] } }],
    ])
    await view.setProps({ settings: { ...SETTINGS, quietHours: { ...quietHours, to: '20:00' } }, accounts: [acme] })
    expect(text()).toContain('The same time twice means the whole day')
  })

  it('says what each account tells, and leads to it', async () => {
    const view = await card()
    expect(text()).toContain('Shown, without a sound')
    button([...document.querySelectorAll('li button')].map((each) => (each.textContent ?? '').trim())[0] ?? '').click()
    expect(view.emitted('openAccount')).toEqual([[accountId('acme')]])
  })

  it('shows one to try, and says where the system has none', async () => {
    await card({}, false)
    button('Show a test notification').click()
    await flushPromises()
    expect(text()).toContain('This desktop has no notifications')
  })
})
