// Catches: a `true` without effect told as success, a destructive action without asking, a work list in the wrong order.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { SETTINGS, account, dialog, outboxItem } from '../../testing/sample'
import OpenlinesView from './OpenlinesView.vue'
import { lineNames, sections } from './sections'
import { useOpenlines } from './store'
import { urgency } from './waiting'
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'

afterEach(() => {
  document.body.innerHTML = ''
})

const TRANSCRIPT = {
  accountId: account('acme').id,
  chatId: '101',
  canJoin: true,
  messages: [
    {
      id: 'm',
      kind: 'customer',
      authorName: 'Мария',
      text: 'Счёт <img src=x onerror=alert(1)> [b]не пришёл[/b]',
      at: '2026-11-20T10:00:00.000Z',
    },
  ],
} as const

async function view(handlers: FakeHandlers = {}, first = dialog('101')) {
  const stage = setStage({
    'openlines.list': () => ok({ items: [first], stale: [] }),
    'openlines.history': () => ok({ ...TRANSCRIPT, messages: [...TRANSCRIPT.messages] }),
    'outbox.list': () => ok([]),
    ...handlers,
  })
  await useOpenlines().start()
  const accounts = [account('acme')]
  const kept = { texts: [], variables: '', keep: () => Promise.resolve(fail('internal')), manage: () => undefined }
  const writing = () => ({ syntax: 'bbcode', mentions: undefined, kept })
  await show(stage, OpenlinesView, { accounts, allAccounts: accounts, prefs: SETTINGS, writing })
  document.querySelector<HTMLElement>('[role=option]')?.click()
  await flushPromises()
  return stage
}
const pane = (): HTMLElement => document.querySelector('[data-testid=dialog-pane]') as HTMLElement
const inPane = (name: string): HTMLButtonElement | undefined =>
  [...pane().querySelectorAll<HTMLButtonElement>('button')].find((each) => each.textContent?.trim() === name)
const notices = (): unknown[] => useToast().toasts.value.map(({ title }) => title)

describe('open channels', () => {
  it('shows the transcript before joining, as text and never as HTML', async () => {
    await view()
    expect(pane().querySelector('img')).toBeNull()
    expect(pane().textContent).toContain('<img src=x onerror=alert(1)>')
    expect(pane().querySelector('.font-semibold')).not.toBeNull()
    expect(pane().querySelector('textarea')).toBeNull()
  })

  it('opens the reply box once I am in the dialog', async () => {
    await view({ 'openlines.join': () => ok({ effect: 'joined', dialog: dialog('101', { joined: true }) }) })
    inPane('Join')?.click()
    await flushPromises()
    expect(notices()).toContain('You are in the dialog')
    expect(pane().querySelector('textarea')).not.toBeNull()
  })

  it('does not take a yes without effect for success', async () => {
    await view({ 'openlines.join': () => ok({ effect: 'none', dialog: dialog('101') }) })
    inPane('Join')?.click()
    await flushPromises()
    expect(notices()).toContain('The portal said yes, but you are not in the dialog')
    expect(pane().querySelector('textarea')).toBeNull()
  })

  it('hands over whatever was typed as a chat, and tells why it failed', async () => {
    const stage = await view({ 'openlines.join': () => fail('openlines.badChatId', 'user') })
    const form = document.querySelector('[data-testid=join-by-chat]') as HTMLFormElement
    const field = form.querySelector('input') as HTMLInputElement
    field.value = 'https://acme.bitrix24.ru/online/?IM_DIALOG=chat123'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    form.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(stage.fake.inputs('openlines.join')).toEqual([
      { accountId: 'acme', chatId: 'https://acme.bitrix24.ru/online/?IM_DIALOG=chat123' },
    ])
    expect(notices()).toContain('You were not added to the dialog')
  })

  it('takes a waiting dialog without further questions', async () => {
    const stage = await view({
      'openlines.act': () => ok({ effect: 'done', dialog: dialog('101', { status: 'mine', joined: true }) }),
    })
    inPane('Take')?.click()
    await flushPromises()
    expect(stage.fake.inputs('openlines.act')).toEqual([{ accountId: 'acme', chatId: '101', action: 'answer' }])
  })

  it('sends a reply through the outbox and shows it until it has arrived', async () => {
    const mine = dialog('101', { status: 'mine', joined: true, title: 'Мария К.' })
    const reply = outboxItem('o', { target: { kind: 'dialog', dialogId: 'chat101' }, text: 'Смотрю', state: 'held' })
    const stage = await view({ 'outbox.enqueue': () => ok(reply) }, mine)
    const field = pane().querySelector('textarea') as HTMLTextAreaElement
    field.value = 'Смотрю'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    button('Reply').click()
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueue')).toEqual([
      { accountId: 'acme', target: { kind: 'dialog', dialogId: 'chat101' }, targetTitle: 'Мария К.', text: 'Смотрю' },
    ])
    expect(field.value).toBe('')
    stage.fake.emit('outbox.changed', { upsert: [reply], remove: [] })
    await flushPromises()
    expect(pane().querySelector('[data-testid=pending-reply]')?.textContent).toContain('Смотрю')
    stage.fake.emit('outbox.changed', { upsert: [{ ...reply, state: 'sent' }], remove: [] })
    await flushPromises()
    expect(pane().querySelector('[data-testid=pending-reply]')).toBeNull()
    expect(stage.fake.inputs('openlines.history').length).toBeGreaterThan(1)
  })

  it('leaves the reply of another dialog alone that one went to before the answer came', async () => {
    const mine = (chatId: string) => dialog(chatId, { status: 'mine', joined: true, title: `Client ${chatId}` })
    const others = { 'openlines.list': () => ok({ items: [mine('101'), mine('102')], stale: [] }) }
    const stage = await view({ ...others, 'openlines.history': () => fail('net.offline') }, mine('101'))
    const rows = [...document.querySelectorAll<HTMLElement>('[role=option]')]
    const go = async (title: string): Promise<void> => {
      rows.find((row) => row.textContent?.includes(title))?.click()
      await flushPromises()
    }
    const { replies } = useOpenlines()
    await go('Client 102')
    replies.set(mine('102'), 'for the other')
    await go('Client 101')
    replies.set(mine('101'), 'for this one')
    await flushPromises()
    stage.fake.answer({
      'outbox.enqueue': async () => {
        await go('Client 102')
        return ok(outboxItem('o', { target: { kind: 'dialog', dialogId: 'chat101' }, state: 'held' }))
      },
    })
    button('Reply').click()
    await flushPromises()
    expect([replies.of(mine('101')), replies.of(mine('102'))]).toEqual(['', 'for the other'])
  })
})

describe('the work list', () => {
  it('puts who waits longest first', () => {
    const list = sections([
      dialog('new', { waitingSince: '2026-11-20T10:05:00.000Z' }),
      dialog('old', { waitingSince: '2026-11-20T10:00:00.000Z' }),
      dialog('mine', { status: 'mine' }),
    ])
    expect(list.map(({ status, dialogs }) => [status, dialogs.map(({ chatId }) => chatId)])).toEqual([
      ['waiting', ['old', 'new']],
      ['mine', ['mine']],
    ])
  })

  it('names each channel once', () => {
    expect(lineNames([dialog('1', { lineName: 'Sales' }), dialog('2', { lineName: 'Sales' }), dialog('3')])).toEqual([
      'Sales',
    ])
  })

  it('turns amber, then red, only for those who wait', () => {
    const minute = 60_000
    expect([2, 4, 11].map((minutes) => urgency(minutes * minute, true))).toEqual(['calm', 'soon', 'late'])
    expect(urgency(11 * minute, false)).toBe('calm')
  })
})
