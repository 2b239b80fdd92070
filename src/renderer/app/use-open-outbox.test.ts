// Catches: a notification that opens another message, or hides all accounts but one; an edited message that is sent beside
// the old one.
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import { useAccounts } from '../features/accounts'
import { useSettings } from '../features/settings'
import { ok } from '../testing/contract'
import { fakeOutbox } from '../testing/outbox'
import { setStage, use } from '../testing/stage'
import { account, accountId, APP_INFO, outboxItem, SETTINGS } from '../testing/sample'
import type { OutboxItem } from '../testing/sample'
import { useOpenOutbox } from './use-open-outbox'

async function stage(items: OutboxItem[]) {
  const made = setStage({
    ...fakeOutbox(items),
    'accounts.list': () => ok([account('acme'), account('nord')]),
    'settings.get': () => ok(SETTINGS),
    'settings.appInfo': () => ok(APP_INFO),
    'settings.set': () => ok(SETTINGS),
  })
  await Promise.all([useAccounts().start(), useSettings().start(), useOutbox().start()])
  return { ...made, ...(await use(made, useOpenOutbox)) }
}

it('goes from a notification to its message; all accounts stay in view', async () => {
  const { fake, router, end } = await stage([outboxItem('o', { state: 'failed' })])
  fake.emit('outbox.open', { id: 'o' })
  await flushPromises()
  expect([useOutbox().wanted, router.currentRoute.value.name]).toEqual(['o', 'outbox'])
  expect(fake.inputs('settings.set')).toEqual([])
  end()
})

it('goes to the outbox where the notification told of several', async () => {
  const { fake, router, end } = await stage([])
  fake.emit('outbox.open', {})
  await flushPromises()
  expect([useOutbox().wanted, router.currentRoute.value.name]).toEqual([undefined, 'outbox'])
  end()
})

it('takes a failed message to the composer, to be replaced by what is sent from there', async () => {
  const { value, router, end } = await stage([])
  await value.edit(outboxItem('o', { state: 'failed' }))
  const { text, replaces } = useMessages().of(accountId('acme'))
  expect([text, replaces, router.currentRoute.value.name]).toEqual(['Здравствуйте!', 'o', 'messages'])
  end()
})

it('takes only the words of one that was given up: there is nothing left to replace', async () => {
  const { value, end } = await stage([])
  await value.edit(outboxItem('o', { state: 'cancelled' }))
  const { text, replaces } = useMessages().of(accountId('acme'))
  expect([text, replaces]).toEqual(['Здравствуйте!', undefined])
  end()
})
