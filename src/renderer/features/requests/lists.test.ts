// Catches: requests found by any word instead of all, those who waited longest shown last, old decisions before new ones, an
// end without a sentence.
import { describe, expect, it } from 'vitest'
import { JOIN_REQUEST_STATES } from '../../../shared/domain/states'
import { accountId, incomingRequest, joinRequest } from '../../testing/sample'
import { askedGroups, decidedLately } from './incoming-groups'
import { canAskAgain, isOpen, nextText } from './labels'
import { sections } from './sections'
import type { Filter } from './sections'

const at = (hour: number): string => `2026-11-20T0${hour}:00:00.000Z`

describe('my requests', () => {
  const requests = [
    joinRequest('a', { groupName: 'Ёлка в офисе', state: 'joined' }),
    joinRequest('b', { groupName: 'Офис', message: 'про елку', state: 'pending' }),
    joinRequest('c', { groupName: 'Board', state: 'ended' }),
    joinRequest('d', { groupName: 'Team', state: 'unknown' }),
  ]
  const found = (text: string, filter: Filter = 'all'): string[] =>
    sections(requests, filter, { text, also: () => 'acme' }).flatMap(({ items }) => items.map(({ id }) => id))

  it('are found by every word, in group, message and account, `ё` or `е`', () => {
    expect(found('елк офис')).toEqual(['b', 'a'])
    expect(found('board acme')).toEqual(['c'])
    expect(found('board elsewhere')).toEqual([])
  })

  it('are told apart by what waits and what is over', () => {
    expect(sections(requests, 'all', { text: '', also: () => '' }).map(({ id }) => id)).toEqual(['waiting', 'over'])
    expect([found('', 'open'), found('', 'ended')]).toEqual([
      ['b', 'd'],
      ['a', 'c'],
    ])
  })

  it('can be asked again when they are over without having come in', () => {
    for (const state of JOIN_REQUEST_STATES) {
      const request = joinRequest('x', { state })
      expect(canAskAgain(request)).toBe(!isOpen(request) && state !== 'joined')
    }
  })

  it('say of a silent network that it is silent', () => {
    expect(nextText(joinRequest('x'), 'bluesky')).toBe('requests.next.pendingSilent')
    expect(nextText(joinRequest('x'), 'bitrix24')).toBe('requests.next.pending')
    expect(nextText(joinRequest('x', { state: 'failed', reason: 'requests.notSent' }), 'bluesky')).toBe(
      'requests.next.notSent',
    )
  })
})

describe('those who ask me', () => {
  it('stand under their group, longest waiting first; groups of one id in two accounts are two', () => {
    const items = [
      incomingRequest('late', { askedAt: at(8) }),
      incomingRequest('early', { askedAt: at(7) }),
      incomingRequest('failed', { askedAt: at(9), state: 'failed' }),
      incomingRequest('elsewhere', { accountId: accountId('nord') }),
      incomingRequest('done', { state: 'approved' }),
    ]
    expect(askedGroups(items).map(({ key, items: own }) => [key, own.map(({ requestId }) => requestId)])).toEqual([
      ['acme:9', ['early', 'late', 'failed']],
      ['nord:9', ['elsewhere']],
    ])
  })

  it('are remembered for a while once decided, the last one first', () => {
    const items = ([1, 3, 2] as const).map((hour) =>
      incomingRequest(String(hour), { state: 'approved', updatedAt: at(hour) }),
    )
    expect(decidedLately([...items, incomingRequest('open')], 2).map(({ requestId }) => requestId)).toEqual(['3', '2'])
  })
})
