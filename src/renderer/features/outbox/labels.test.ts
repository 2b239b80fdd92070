// Catches: a time that says nothing of why a message waits, a queue counted over other chats, needs that nobody hears of.
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../testing/contract'
import { outboxItem } from '../../testing/sample'
import type { OutboxItem } from '../../testing/sample'
import { doable, keyAction } from './doable'
import { needsMe, toldWhen, waitingAhead, waitsFor } from './labels'
import { fits, matcher, overStates, sections } from './query'

const NOW = Date.parse('2026-11-20T12:00:00.000Z')
const LATER = '2026-11-20T15:20:00.000Z'
const EARLIER = '2026-11-20T11:00:00.000Z'
const item = (more: Partial<OutboxItem>, id = 'o'): OutboxItem => outboxItem(id, more)

describe('when', () => {
  it.each([
    [{ state: 'held', heldUntil: LATER }, 0, { key: 'outbox.leavesIn', at: LATER }],
    [{ state: 'queued', notBefore: LATER }, 3, { key: 'outbox.when.scheduled', at: LATER }],
    [{ state: 'queued', notBefore: EARLIER }, 0, { key: 'outbox.when.next' }],
    [{ state: 'queued' }, 2, { key: 'outbox.when.behind', count: 2 }],
    [{ state: 'queued', reason: 'net.offline', nextAttemptAt: LATER }, 0, { key: 'outbox.when.network' }],
    [{ state: 'queued', reason: 'vault.locked' }, 0, { key: 'outbox.when.vault' }],
    [{ state: 'queued', reason: 'accounts.practiceUnavailable' }, 0, { key: 'outbox.when.practice' }],
    [
      { state: 'queued', reason: 'bitrix24.operationTimeLimit', nextAttemptAt: LATER },
      0,
      { key: 'outbox.when.limitUntil', at: LATER },
    ],
    [{ state: 'queued', reason: 'bitrix24.queryLimit', nextAttemptAt: EARLIER }, 0, { key: 'outbox.when.limit' }],
    [{ state: 'queued', reason: 'net.timeout', nextAttemptAt: LATER }, 0, { key: 'outbox.when.againAt', at: LATER }],
    [{ state: 'queued', reason: 'net.timeout' }, 0, { key: 'outbox.when.next' }],
    [{ state: 'queued', stale: true, reason: 'net.offline' }, 0, { key: 'outbox.when.stale' }],
    [{ state: 'sending' }, 0, { key: 'outbox.when.leaving' }],
    [{ state: 'sent', sentAt: EARLIER }, 0, { at: EARLIER }],
  ] as const)('%j behind %i', (more, ahead, told) => {
    expect(toldWhen(item(more), NOW, ahead)).toMatchObject(told)
  })

  it('counts only what leaves for the same place before it', () => {
    const chat = { kind: 'dialog', dialogId: 'chat1' } as const
    const waiting = waitingAhead(
      [
        item({ state: 'sending', target: chat }, '1'),
        item({ state: 'queued', target: chat, notBefore: LATER }, 'scheduled'),
        item({ state: 'failed', target: chat }, 'failed'),
        item({ state: 'queued' }, 'elsewhere'),
        item({ state: 'queued', target: chat }, '2'),
        item({ state: 'held', target: chat }, '3'),
      ],
      NOW,
    )
    expect([...waiting]).toEqual([
      ['1', 0],
      ['elsewhere', 0],
      ['2', 1],
      ['3', 2],
    ])
  })

  it('knows for every reason what is waited for', () => {
    const known = ['network', 'vault', 'practice', 'limit', 'again']
    for (const code of ERROR_CODES) expect(known).toContain(waitsFor(code))
  })
})

describe('what is shown', () => {
  const all: OutboxItem[] = [
    item({ state: 'failed' }, 'f1'),
    item({ state: 'queued' }, 'q1'),
    item({ state: 'queued', stale: true }, 'old'),
    item({ state: 'needsDecision' }, 'd1'),
    item({ state: 'held' }, 'h1'),
  ]
  it('puts first what needs the user, the newest of it first; what is on its way in the order it leaves', () => {
    const shown = sections(all, [item({ state: 'sent' }, 's1')]).map(({ id, items }) => [
      id,
      items.map((each) => each.id),
    ])
    expect(shown).toEqual([
      ['needsYou', ['d1', 'old', 'f1']],
      ['onTheWay', ['q1', 'h1']],
      ['done', ['s1']],
    ])
    expect(all.filter(needsMe).map(({ id }) => id)).toEqual(['f1', 'old', 'd1'])
  })

  it('narrows by state, and reads no more of what is done than that', () => {
    expect(all.filter((each) => fits(each, 'queued')).map(({ id }) => id)).toEqual(['q1', 'old'])
    expect(all.filter((each) => fits(each, 'stale')).map(({ id }) => id)).toEqual(['old'])
    expect([overStates('all'), overStates('sent'), overStates('failed')]).toEqual([['sent', 'cancelled'], ['sent'], []])
  })

  it('finds by every word of text and name, in any letters, and by place', () => {
    const query = { accountIds: [item({}).accountId], filter: 'all' as const, text: '' }
    const mail = item({ text: 'Ёлка уже ЗДЕСЬ', targetTitle: 'Ольга' })
    expect(matcher({ ...query, text: 'елка ольга' })(mail)).toBe(true)
    expect(matcher({ ...query, text: 'елка пётр' })(mail)).toBe(false)
    expect(matcher({ ...query, accountIds: [] })(mail)).toBe(false)
    expect(matcher({ ...query, place: mail })(item({}, 'other'))).toBe(true)
    expect(matcher({ ...query, place: mail })(item({ target: { kind: 'convo', convoId: 'c' } }))).toBe(false)
  })
})

describe('what can be done', () => {
  it.each([
    [{ state: 'held' }, 'undo'],
    [{ state: 'queued' }, 'cancel'],
    [{ state: 'queued', stale: true }, 'sendNow'],
    [{ state: 'queued', notBefore: LATER }, 'sendNow'],
    [{ state: 'failed' }, 'retry'],
    [{ state: 'sending' }, undefined],
    [{ state: 'needsDecision' }, undefined],
    [{ state: 'sent' }, 'remove'],
  ] as const)('%j first of all: %s', (more, action) => expect(doable(item(more), NOW)[0]).toBe(action))

  it('never offers to send again what may have arrived, but by a decision', () => {
    for (const state of ['sending', 'sent', 'needsDecision'] as const) {
      expect(doable(item({ state }), NOW)).not.toContain('retry')
    }
  })

  it('has keys by their place, only where they can be used, and none with Ctrl', () => {
    const key = (code: string, more = {}) => ({
      ...{ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
      ...more,
    })
    const failed = doable(item({ state: 'failed' }), NOW)
    expect(keyAction(key('KeyR'), failed)).toBe('retry')
    expect(keyAction(key('Delete'), failed)).toBe('discard')
    expect(keyAction(key('KeyR', { ctrlKey: true }), failed)).toBeUndefined()
    expect(keyAction(key('KeyR'), doable(item({ state: 'queued' }), NOW))).toBeUndefined()
  })
})
