// Catches: an edited message that is sent beside the old one, a wrong text that leaves while it is being changed.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import { useAccounts } from '../features/accounts'
import { useSettings } from '../features/settings'
import { fail, ok } from '../testing/contract'
import type { FakeHandlers } from '../testing/fake-bellhop'
import { fakeOutbox } from '../testing/outbox'
import { setStage, use } from '../testing/stage'
import { account, accountId, APP_INFO, outboxItem, SETTINGS } from '../testing/sample'
import type { OutboxItem } from '../testing/sample'
import { useEditMessage } from './use-edit-message'
import { useUndo } from './use-undo'

async function stage(items: OutboxItem[], handlers: FakeHandlers = {}) {
  const made = setStage({
    ...fakeOutbox(items),
    'drafts.save': (draft) => ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' }),
    'accounts.list': () => ok([account('acme'), account('nord')]),
    'settings.get': () => ok(SETTINGS),
    'settings.appInfo': () => ok(APP_INFO),
    'settings.set': () => ok(SETTINGS),
    ...handlers,
  })
  await Promise.all([useAccounts().start(), useSettings().start(), useOutbox().start()])
  return { ...made, ...(await use(made, useEditMessage)) }
}

it('takes a failed message to the composer, to be replaced by what is sent from there', async () => {
  const { fake, value, router, end } = await stage([])
  await value(outboxItem('o', { state: 'failed' }))
  const { text, replaces } = useMessages().of(accountId('acme'))
  expect([text, replaces, router.currentRoute.value.name]).toEqual(['Здравствуйте!', 'o', 'messages'])
  expect(fake.inputs('outbox.cancel')).toEqual([])
  end()
})

it('takes only the words of one that was given up: there is nothing left to replace', async () => {
  const { value, end } = await stage([])
  await value(outboxItem('o', { state: 'cancelled' }))
  const { text, replaces } = useMessages().of(accountId('acme'))
  expect([text, replaces]).toEqual(['Здравствуйте!', undefined])
  end()
})

describe('a message that would still leave', () => {
  const AHEAD = '2126-11-20T10:00:00.000Z'
  const PAST = '2020-11-20T10:00:00.000Z'

  it.each([
    ['held', {}, undefined],
    ['queued', { notBefore: AHEAD }, AHEAD],
    ['queued', { notBefore: PAST }, undefined],
  ] as const)('is taken back first, %s %o; its words are a draft at once', async (state, more, notBefore) => {
    const item = outboxItem('o', { state, ...more })
    const { fake, value, router, end } = await stage([item], {
      'outbox.cancel': () => ok({ ...item, state: 'cancelled', updatedAt: '2126-11-20T10:00:00.000Z' }),
    })
    await value(item)
    expect(fake.inputs('outbox.cancel')).toEqual([{ id: 'o' }])
    const now = useMessages().of(accountId('acme'))
    expect([now.text, now.replaces, now.notBefore]).toEqual(['Здравствуйте!', undefined, notBefore])
    expect(fake.inputs('drafts.save')).toMatchObject([{ body: { text: 'Здравствуйте!', open: true } }])
    expect(router.currentRoute.value.name).toBe('messages')
    end()
  })

  it('stays what it is when it is being sent already, and that is said', async () => {
    const item = outboxItem('o', { state: 'queued' })
    const { fake, value, router, end } = await stage([item], { 'outbox.cancel': () => fail('outbox.wrongState') })
    useToast().clear()
    await value(item)
    expect(useMessages().of(accountId('acme')).text).toBe('')
    expect([fake.inputs('drafts.save'), router.currentRoute.value.name === 'messages']).toEqual([[], false])
    expect(useToast().toasts.value.map(({ description }) => description)).toEqual([
      expect.stringContaining('moved on in the meantime'),
    ])
    expect(useOutbox().takenBack.size).toBe(0)
    end()
  })

  it('comes to the composer once: Undo does not bring a held one back too', async () => {
    const item = outboxItem('o', { state: 'held', heldUntil: new Date(Date.now() + 5000).toISOString() })
    const { value, pinia, fake, router, end } = await stage([item], {
      'outbox.cancel': () => ok({ ...item, state: 'cancelled', updatedAt: '2126-11-20T10:00:00.000Z' }),
    })
    const undo = await use({ pinia, fake, router }, useUndo)
    useMessages().of(accountId('acme')).text = 'being written'
    await value(item)
    await flushPromises()
    expect(useMessages().of(accountId('acme')).text).toBe('Здравствуйте!')
    expect(useMessages().drafts.map(({ composing }) => composing.text)).toEqual(['being written'])
    undo.end()
    end()
  })
})
