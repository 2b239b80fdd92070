// Would catch: a menu without a way to the window, a name that becomes a mnemonic or turns the line around, a pause that
// counts from when the menu was made, an account that opens another.
import { expect, test, vi } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron/main'
import type { AccountId } from '../../../shared/contract/common'
import { createTexts } from '../texts'
import { labelOf, trayMenu, trayToolTip, type TrayState } from './menu'

const QUIET: TrayState = { accounts: [], waiting: 0, troubled: 0, quickSendKey: '', pausedUntil: 'no' }
const account = (name: string, waiting = 0) => ({ id: `id of ${name}` as AccountId, label: name, waiting })

function stage(state: Partial<TrayState> = {}, language: 'en' | 'ru' = 'en') {
  const actions = {
    open: vi.fn(),
    openAccount: vi.fn(),
    openOutbox: vi.fn(),
    quickSend: vi.fn(),
    pause: vi.fn(),
    quit: vi.fn(),
  }
  const time = { now: new Date(2026, 4, 30, 23, 50) }
  const parts = { state: { ...QUIET, ...state }, text: createTexts(language), actions, clock: () => time.now, language }
  const items = trayMenu(parts)
  const all = items.flatMap((item) => [item, ...((item.submenu as MenuItemConstructorOptions[] | undefined) ?? [])])
  const click = (label: string): void => {
    const found = all.find((item) => item.label === label)
    if (!found?.click) throw new Error(`nothing to click named ${label}`)
    ;(found.click as () => void)()
  }
  return { items, actions, time, click, labels: all.map(({ label, type }) => label ?? type), tip: trayToolTip(parts) }
}

test('peers 17: opening stands first, whatever there is', () => {
  for (const state of [{}, { accounts: [account('Acme')], troubled: 3, pausedUntil: 'always' }]) {
    const { items, click, actions } = stage(state)
    expect(items[0]?.label).toBe('Open Bellhop')
    click('Open Bellhop')
    expect(actions.open).toHaveBeenCalledTimes(1)
  }
})

test('every item does what it says', () => {
  const { actions, click } = stage({ accounts: [account('Acme', 3), account('Globex')], troubled: 2 })
  click('Acme — 3')
  click('Globex')
  expect(actions.openAccount.mock.calls).toEqual([['id of Acme'], ['id of Globex']])
  click('2 messages need you')
  expect(actions.openOutbox).toHaveBeenCalledTimes(1)
  click('Quick send')
  expect(actions.quickSend).toHaveBeenCalledTimes(1)
  click('Quit Bellhop')
  expect(actions.quit).toHaveBeenCalledTimes(1)
})

test('in Russian, numbers in their forms', () => {
  expect(stage({ troubled: 2, accounts: [account('Акме', 5)] }, 'ru').labels).toEqual([
    'Открыть Bellhop',
    'Быстрая отправка',
    'separator',
    'Акме — 5',
    'separator',
    '2 сообщения ждут вашего решения',
    'separator',
    'Приостановить уведомления',
    'На 30 минут',
    'На час',
    'До завтра, 8:00',
    'Пока не возобновлю',
    'separator',
    'Выйти из Bellhop',
  ])
})

test('the key is shown beside what it does; one that is none would end the menu', () => {
  expect(stage({ quickSendKey: 'Control+Alt+B' }).items[1]).toMatchObject({ accelerator: 'Control+Alt+B' })
  expect(stage({ quickSendKey: 'nonsense' }).items[1]).not.toHaveProperty('accelerator')
  expect(stage().items[1]).not.toHaveProperty('accelerator')
})

test.each([
  ['Smith & Sons', 'Smith && Sons'],
  ['two\nlines\u0007', 'two lines'],
  ['\u202eevil\u202c name', 'evil name'],
  ['x'.repeat(500), `${'x'.repeat(40)}…`],
])('%j is labelled %j', (name, label) => {
  expect(labelOf(name)).toBe(label)
})

test('more accounts than a screen holds are one step further, and none is lost', () => {
  const accounts = Array.from({ length: 15 }, (_, at) => account(`Portal ${at + 1}`))
  const { items, labels } = stage({ accounts })
  expect(labels.filter((label) => label?.startsWith('Portal'))).toHaveLength(15)
  expect(items.find(({ label }) => label === 'More accounts')?.submenu).toHaveLength(3)
})

test('a pause counts from the click, not from when the menu was made', () => {
  const { actions, click, time } = stage()
  time.now = new Date(2026, 4, 31, 10, 0)
  click('For 30 minutes')
  click('For an hour')
  click('Until tomorrow, 8:00')
  click('Until I resume them')
  expect(actions.pause.mock.calls).toEqual([
    [new Date(2026, 4, 31, 10, 30).toISOString()],
    [new Date(2026, 4, 31, 11, 0).toISOString()],
    [new Date(2026, 5, 1, 8, 0).toISOString()],
    ['always'],
  ])
})

test('while paused it says until when, and offers to resume', () => {
  const soon = stage({ pausedUntil: new Date(2026, 4, 30, 23, 55).toISOString() })
  expect(soon.labels.find((label) => label?.includes('paused'))).toMatch(/^Notifications are paused until 11:55\sPM$/)
  expect(soon.labels).not.toContain('Pause notifications')
  soon.click('Resume notifications')
  expect(soon.actions.pause).toHaveBeenCalledWith('no')
  const tomorrow = stage({ pausedUntil: new Date(2026, 4, 31, 8).toISOString() }, 'ru')
  expect(tomorrow.labels.find((label) => label?.includes('31'))).toMatch(
    /^Уведомления приостановлены до 31 мая.*08:00$/,
  )
  expect(stage({ pausedUntil: 'always' }).labels).toContain('Notifications are paused')
})

test('the tip says what waits, and that it is quiet', () => {
  expect(stage().tip).toBe('Bellhop')
  expect(stage({ waiting: 1 }).tip).toBe('Bellhop · 1 waits for you')
  expect(stage({ waiting: 21, pausedUntil: 'always' }).tip).toBe('Bellhop · 21 wait for you · notifications paused')
})
