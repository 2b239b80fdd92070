// SIGKILL while something waits: a message in its undo window, one that could not leave for want of a network. Would
// catch: a message that leaves early or twice after the restart, or is forgotten.
import { expect } from '@playwright/test'
import { follow, onDisk } from './support/journal'
import { layLine } from './support/line'
import { connectPortal, dataOf, test, unlock, webhookOf } from './support/lives'
import { carriedOut, colleague, customer } from './support/targets'

test('killed within the undo window: still held until the same time, and can still be taken back', async ({
  lives,
  practice,
  profile,
}) => {
  const first = await lives.first()
  const { id: accountId } = await colleague.connect(first.app, practice)
  const target = await colleague.target(practice)
  const held = dataOf(
    await first.app.invoke('outbox.enqueue', { accountId, target, text: 'taken back', holdSeconds: 30 }),
  )
  await first.diesOf(() => first.app.kill())
  expect(await onDisk(profile, 'outbox')).toMatchObject([{ id: held.id, state: 'held', attempts: 0 }])

  const second = await lives.next()
  expect(dataOf(await second.app.invoke('outbox.list', {}))).toMatchObject([
    { id: held.id, state: 'held', heldUntil: held.heldUntil },
  ])
  expect(dataOf(await second.app.invoke('outbox.cancel', { id: held.id })).state).toBe('cancelled')
  await second.diesOf(() => second.app.kill())

  // Cancelled for good: neither the end of the window nor another life sends it.
  const third = await lives.next()
  expect(dataOf(await third.app.invoke('outbox.list', {}))).toMatchObject([{ id: held.id, state: 'cancelled' }])
  expect(await practice.arrived(colleague.method)).toEqual([])
})

test('killed within the undo window, which is over at the restart: leaves once', async ({ lives, practice }) => {
  const first = await lives.first()
  const { id: accountId } = await customer.connect(first.app, practice)
  const target = await customer.target(practice)
  const text = 'after the window'
  const { id } = dataOf(await first.app.invoke('outbox.enqueue', { accountId, target, text, holdSeconds: 2 }))
  await first.diesOf(() => first.app.kill())
  expect(await customer.delivered(practice, text)).toBe(0)

  const second = await lives.locked()
  const followed = await follow(second.app, 'outbox', id)
  await unlock(second.app)
  await followed.until('sent')
  expect(await customer.delivered(practice, text)).toBe(1)
  expect(await carriedOut(practice, customer.method)).toBe(1)
})

test('killed while messages wait offline: each leaves once, in order, when the network is back', async ({
  lives,
  practice,
  profile,
}) => {
  const line = await layLine(webhookOf(practice, 0))
  const first = await lives.first()
  const { id: accountId } = await connectPortal(first.app, line.url)
  const target = await customer.target(practice)
  await line.cut()
  const texts = ['first of three', 'second of three', 'third of three']
  const ids: string[] = []
  for (const text of texts) {
    ids.push(dataOf(await first.app.invoke('outbox.enqueue', { accountId, target, text, holdSeconds: 0 })).id)
  }
  // The first one was tried and could not leave.
  await expect
    .poll(async () => dataOf(await first.app.invoke('outbox.list', {})).find(({ id }) => id === ids[0]))
    .toMatchObject({ state: 'queued', reason: 'net.refused', attempts: 1 })
  await first.diesOf(() => first.app.kill())
  expect((await onDisk(profile, 'outbox')).map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'queued']))

  await line.mend()
  const second = await lives.locked()
  const followed = await follow(second.app, 'outbox', ids.at(-1) ?? '')
  await unlock(second.app)
  await followed.until('sent')
  const arrived = await practice.arrived(customer.method)
  expect(arrived.map(({ params }) => params['MESSAGE'])).toEqual(texts)
  for (const text of texts) expect(await customer.delivered(practice, text)).toBe(1)
  await second.end()
  await line.cut()
})
