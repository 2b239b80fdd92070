// The news the outbox has. Catches: one's own doing told back, what goes again by itself told as a failure, a decision
// told as a failure, news that leads to another message.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
const MINUTE = 60_000

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

const final = refused('messages.accessError')

async function send(input: Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]): Promise<string> {
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data.id
}

test('a message that was not sent is told, with its way to it', async () => {
  bench.service.fates.push(final)
  const id = await send({ ...toDialog('chat1'), targetTitle: 'Anna' })
  await bench.time.advance(MINUTE)
  expect(bench.told).toEqual([
    {
      accountId: accountId('a'),
      kind: 'messageFailed',
      name: 'Anna',
      body: 'notices.outbox.to Anna',
      place: { kind: 'outbox', id },
      listPlace: { kind: 'outbox' },
    },
  ])
})

test('one that needs a decision says so', async () => {
  bench.service.fates.push('lostAfter')
  const id = await send(toPerson('5'))
  await bench.time.advance(MINUTE)
  expect(bench.told).toMatchObject([{ kind: 'messageUndecided', place: { id } }])
})

describe('nothing is told', () => {
  test('of what goes again by itself, was sent, or was given up by the user', async () => {
    bench.service.fates.push(refused('net.offline', true), 'lostBefore')
    await send(toDialog('chat1'))
    const held = await send({ ...toDialog('chat2'), holdSeconds: 30 })
    await bench.outbox.handlers['outbox.cancel']({ id: held })
    await bench.time.advance(MINUTE)
    expect(bench.told).toEqual([])
  })
})

test('a name others chose cannot break the line or turn the text around', async () => {
  bench.service.fates.push(final)
  await send({ ...toDialog('chat1'), targetTitle: `a\n\u202eb${'c'.repeat(200)}` })
  await bench.time.advance(MINUTE)
  expect(bench.told[0]?.body).toMatch(/^notices\.outbox\.to a bc{77}…$/)
})
