import { expect, it } from 'vitest'
import { createEventBus, type EventMessage } from './event-bus'

it('counts revisions per event without a gap, so that a reader can tell a missed one', () => {
  const sent: EventMessage[] = []
  const emit = createEventBus((message) => sent.push(message))
  emit('requests.changed', { upsert: [], remove: [] })
  emit('outbox.changed', { upsert: [], remove: [] })
  emit('requests.changed', { upsert: [], remove: ['r1'] })
  expect(sent.map((m) => [m.event, m.payload['revision']])).toEqual([
    ['requests.changed', 1],
    ['outbox.changed', 1],
    ['requests.changed', 2],
  ])
})
