// Catches: "Sent" said while one of several failed, no Undo while one is still held.
import { describe, expect, it } from 'vitest'
import { phaseOf } from './phase'
import type { OutboxItem } from './phase'

const of = (...states: OutboxItem['state'][]) => phaseOf(states.map((state) => ({ state })))

describe('how far a message has come', () => {
  it.each([
    [['held', 'held'], 'held'],
    [['held', 'sent'], 'held'],
    [['held', 'cancelled'], 'held'],
    [['queued', 'sent'], 'leaving'],
    [['sending', 'sent'], 'leaving'],
    [['sent', 'sent'], 'sent'],
    [['sent', 'cancelled'], 'sent'],
    [['sent', 'failed', 'sending'], 'failed'],
    [['sent', 'needsDecision'], 'undecided'],
    [['cancelled', 'cancelled'], 'gone'],
    [[], 'gone'],
  ] as const)('%j is %s', (states, phase) => {
    expect(of(...states)).toBe(phase)
  })

  it('says that it waits where something keeps it', () => {
    expect(phaseOf([{ state: 'queued', reason: 'net.offline' }, { state: 'sent' }])).toBe('waits')
  })
})
