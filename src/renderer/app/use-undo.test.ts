// Catches: a held message without its Undo, one notice for each message of a batch, a failure that is not told, old news
// told again at every start, a text that is lost when it is taken back.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useAccounts } from '../features/accounts'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import { useSettings } from '../features/settings'
import { ok } from '../testing/contract'
import { fakeOutbox } from '../testing/outbox'
import { setStage, use } from '../testing/stage'
import { account, accountId, APP_INFO, outboxItem, SETTINGS } from '../testing/sample'
import type { OutboxItem } from '../testing/sample'
import { useUndo } from './use-undo'

/** Those that are not being closed: the kit sweeps them away a moment later. */
const notices = () => useToast().toasts.value.filter(({ open }) => open !== false)
const titles = () => notices().map(({ title }) => title)
const later = (ms: number): string => new Date(Date.now() + ms).toISOString()
const press = async (label: string): Promise<void> => {
  const actions = notices().flatMap((notice) => notice.actions ?? [])
  const action = actions.find((each) => each.label === label)
  if (!action) throw new Error(`no ${label} among ${actions.map((each) => each.label).join()}`)
  ;(action.onClick as unknown as () => void)()
  await flushPromises()
}

/** Seconds after what a sample item was last changed. */
const after = (seconds: number): string => `2026-11-20T10:00:0${seconds}.000Z`
const cancelled = (id: string, more: Partial<OutboxItem> = {}): OutboxItem =>
  outboxItem(id, { state: 'cancelled', updatedAt: after(2), ...more })

async function stage(items: OutboxItem[]) {
  const made = setStage({
    ...fakeOutbox(items),
    'outbox.cancel': ({ id }) => ok(cancelled(id)),
    'outbox.cancelMany': ({ ids }) => ok(ids.map((id) => cancelled(id, batch(id)))),
    'outbox.retryMany': () => ok([]),
  })
  useToast().clear()
  const { end } = await use(made, useUndo)
  await useOutbox().start()
  await flushPromises()
  const tell = async (...upsert: OutboxItem[]): Promise<void> => {
    made.fake.emit('outbox.changed', { upsert, remove: [] })
    await flushPromises()
  }
  return { ...made, end, tell }
}
const held = (id: string, more: Partial<OutboxItem> = {}): OutboxItem =>
  outboxItem(id, { state: 'held', heldUntil: later(5000), ...more })
/** Members of a batch are called b1, b2 …; each goes to somebody else. */
const batch = (id: string): Partial<OutboxItem> =>
  id.startsWith('b') ? { batchId: 'batch', target: { kind: 'dialog', dialogId: id }, targetTitle: `Person ${id}` } : {}
const three = ['b1', 'b2', 'b3'].map((id) => held(id, batch(id)))

describe('useUndo', () => {
  it('offers Undo while a message is held, and undoes', async () => {
    const { fake, end, tell } = await stage([])
    await tell(held('o'))
    expect(titles()[0]).toContain('Ольга')
    await press('Undo')
    expect(fake.inputs('outbox.cancelMany')).toEqual([{ ids: ['o'] }])
    expect(titles()).toEqual(['Not sent'])
    end()
  })

  it.each(['held in the notice', 'cancelled in the outbox'])(
    'puts the text back into the composer: %s',
    async (way) => {
      const { end, tell } = await stage([])
      await tell(held('o'))
      if (way === 'cancelled in the outbox') await useOutbox().cancel('o')
      else await press('Undo')
      await flushPromises()
      const { text, recipients, lineCode } = useMessages().of(accountId('acme'))
      expect([text, recipients[0]?.title, lineCode]).toEqual(['Здравствуйте!', 'Ольга Николаева', 'a'.repeat(32)])
      expect(notices()[0]?.description).toMatch(/composer/)
      end()
    },
  )

  it('writes over nothing that was typed since: what comes back waits in the drafts', async () => {
    const { end, tell } = await stage([])
    await tell(held('o'))
    useMessages().of(accountId('acme')).text = 'the next one'
    await useOutbox().cancel('o')
    await flushPromises()
    expect(useMessages().of(accountId('acme')).text).toBe('the next one')
    expect(useMessages().drafts.map(({ composing }) => composing.text)).toContain('Здравствуйте!')
    expect(notices()[0]?.description).toMatch(/drafts/)
    end()
  })

  it('leaves the composer alone when a queued message is cancelled', async () => {
    const { end } = await stage([outboxItem('o', { state: 'queued' })])
    await useOutbox().cancel('o')
    await flushPromises()
    expect(useMessages().of(accountId('acme')).text).toBe('')
    end()
  })

  it('says when it was too late', async () => {
    const { fake, end, tell } = await stage([])
    await tell(held('o'))
    fake.answer({ 'outbox.cancelMany': () => ok([]) })
    await press('Undo')
    expect(titles()).toEqual(['Too late to undo'])
    end()
  })

  it('takes the last one back by Ctrl+Z, but not while something is typed', async () => {
    const { fake, end, tell } = await stage([])
    await tell(held('first'))
    await tell(held('second', { createdAt: after(3) }))
    const undo = (): boolean =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true, cancelable: true }),
      )
    const field = document.body.appendChild(document.createElement('textarea'))
    field.focus()
    undo()
    expect(fake.inputs('outbox.cancelMany')).toEqual([])
    field.remove()
    undo()
    expect(fake.inputs('outbox.cancelMany')).toEqual([{ ids: ['second'] }])
    end()
  })
})

describe('a message to several', () => {
  it('is one notice that takes all of them back, with every recipient', async () => {
    const { fake, end, tell } = await stage([])
    await tell(...three)
    expect(titles()).toEqual(['3 messages leave in a moment'])
    await press('Undo all')
    expect(fake.inputs('outbox.cancelMany')).toEqual([{ ids: ['b1', 'b2', 'b3'] }])
    expect(titles()).toEqual(['3 messages not sent'])
    const { text, recipients } = useMessages().of(accountId('acme'))
    expect([text, recipients.map(({ title }) => title)]).toEqual([
      'Здравствуйте!',
      ['Person b1', 'Person b2', 'Person b3'],
    ])
    end()
  })

  it('tells what became of all in one line of each kind', async () => {
    const { end, tell } = await stage([])
    await tell(...three)
    for (const [index, state] of (['sent', 'failed', 'sent'] as const).entries()) {
      await tell(outboxItem(`b${index + 1}`, { ...batch(`b${index + 1}`), state, updatedAt: after(3) }))
    }
    expect(titles().sort()).toEqual(['2 messages sent', 'Not sent to Person b2'])
    end()
  })
})

describe('what became of messages', () => {
  it('tells a failure with its reason', async () => {
    const { end, tell } = await stage([])
    await tell(outboxItem('o', { state: 'failed', reason: 'messages.weeklyLimit' }))
    expect(notices()[0]?.description).toMatch(/\S/)
    end()
  })

  it('gathers failures into one notice that sends all again, and lets go what is settled', async () => {
    const { fake, end, tell } = await stage([])
    for (const id of ['1', '2', '3']) await tell(outboxItem(id, { state: 'failed', reason: 'net.timeout' }))
    expect(titles()).toEqual(['3 messages were not sent'])
    await tell(outboxItem('2', { state: 'cancelled', updatedAt: after(3) }))
    expect(titles()).toEqual(['2 messages were not sent'])
    await press('Send all again')
    expect(fake.inputs('outbox.retryMany')).toEqual([{ ids: ['1', '3'] }])
    end()
  })

  it('leads from a question to the message it is about', async () => {
    const { router, end, tell } = await stage([])
    await tell(outboxItem('o', { state: 'needsDecision' }))
    await press('Open outbox')
    expect([useOutbox().wanted, router.currentRoute.value.name]).toEqual(['o', 'outbox'])
    end()
  })

  it('shows the account of a message, or all where several failed', async () => {
    const { fake, end, tell } = await stage([])
    fake.answer({
      'accounts.list': () => ok([account('acme'), account('nord')]),
      'settings.get': () => ok({ ...SETTINGS, activeAccount: accountId('nord') }),
      'settings.appInfo': () => ok(APP_INFO),
      'settings.set': () => ok({ ...SETTINGS, activeAccount: accountId('acme') }),
    })
    await Promise.all([useAccounts().start(), useSettings().start()])
    await tell(outboxItem('o', { state: 'failed' }))
    await press('Show')
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'acme' }])
    await tell(outboxItem('p', { state: 'failed', accountId: accountId('nord') }))
    await press('Show')
    expect(fake.inputs('settings.set').at(-1)).toEqual({ activeAccount: 'all' })
    end()
  })

  it.each([
    ['it arrived', 'sent'],
    ['send again', 'queued'],
    ['discard', 'cancelled'],
    ['its account went', undefined],
  ] as const)('stops asking whether it arrived once that is settled: %s', async (_how, state) => {
    const { fake, end, tell } = await stage([outboxItem('o', { state: 'sending' })])
    await tell(outboxItem('o', { state: 'needsDecision', updatedAt: after(1) }))
    expect(notices()).toMatchObject([{ duration: 0 }])
    const upsert = state ? [outboxItem('o', { state, updatedAt: after(2) })] : []
    fake.emit('outbox.changed', { upsert, remove: state ? [] : ['o'] })
    await flushPromises()
    expect(notices().filter(({ duration }) => duration === 0)).toEqual([])
    end()
  })

  it('does not tell what was there before, but asks about what has waited for too long', async () => {
    const { end } = await stage([
      outboxItem('old', { state: 'failed', reason: 'messages.weeklyLimit' }),
      outboxItem('asks', { state: 'needsDecision' }),
      outboxItem('stale', { stale: true }),
    ])
    expect(titles()).toEqual(['1 message has waited for over an hour'])
    end()
  })
})
