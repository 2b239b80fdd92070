// Catches: a missed event that leaves the page wrong for ever, and an old answer that undoes a newer patch.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { setStage } from '../testing/stage'
import { outboxItem } from '../testing/sample'
import { follow } from './follow'

const patch = (id: string): { upsert: ReturnType<typeof outboxItem>[]; remove: string[] } => ({
  upsert: [outboxItem(id)],
  remove: [],
})

async function following(read: () => Promise<void>) {
  const { fake } = setStage()
  const seen: string[] = []
  const stop = await follow({
    event: 'outbox.changed',
    read,
    apply: ({ upsert }) => seen.push(...upsert.map(({ id }) => id)),
  })
  return { fake, seen, stop }
}

describe('follow', () => {
  it('reads once and applies patches that come in order', async () => {
    let reads = 0
    const { fake, seen } = await following(async () => void reads++)
    fake.emit('outbox.changed', patch('a'))
    fake.emit('outbox.changed', patch('b'))
    await flushPromises()
    expect({ reads, seen }).toEqual({ reads: 1, seen: ['a', 'b'] })
  })

  it('reads again when a revision is missing', async () => {
    let reads = 0
    const { fake } = await following(async () => void reads++)
    fake.emit('outbox.changed', patch('a'), 4)
    fake.emit('outbox.changed', patch('b'), 6)
    await flushPromises()
    expect(reads).toBe(2)
  })

  it('applies again what came while reading', async () => {
    const { fake } = setStage()
    const seen: string[] = []
    let answer = (): void => undefined
    const started = follow({
      event: 'outbox.changed',
      read: () => new Promise<void>((resolve) => (answer = resolve)).then(() => void seen.push('answer')),
      apply: ({ upsert }) => seen.push(...upsert.map(({ id }) => id)),
    })
    fake.emit('outbox.changed', patch('a'))
    answer()
    await started
    expect(seen).toEqual(['a', 'answer', 'a'])
  })

  it('stops listening', async () => {
    const { fake, seen, stop } = await following(() => Promise.resolve())
    stop()
    fake.emit('outbox.changed', patch('a'))
    expect(seen).toEqual([])
  })
})
