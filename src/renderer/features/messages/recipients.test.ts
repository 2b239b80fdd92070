// Catches: a network message sent directly or the other way round, a chat written to through a line, doubles.
import { describe, expect, it } from 'vitest'
import { account, accountId } from '../../testing/sample'
import type { TargetHit } from './composing'
import { throughLine } from '../../../shared/domain/target-ways'
import { splitByAccount, splitByLine, splitByRoom, withoutDoubles } from './recipients'

const LINE = 'a'.repeat(32)
const hit = (kind: TargetHit['kind'], target: TargetHit['target'], more: Partial<TargetHit> = {}): TargetHit => ({
  ...{ accountId: accountId('acme'), title: 'x', kind, target },
  ...more,
})
const direct = hit('person', { kind: 'dialog', dialogId: '7' })
const network = hit('person', { kind: 'network', lineCode: LINE, userId: '7' }, { nextPossibleAt: '2026-11-27' })
const chat = hit('chat', { kind: 'dialog', dialogId: 'chat5' })

describe('the way to a recipient', () => {
  it('changes with the line, and nobody else changes', () => {
    expect(throughLine(direct, LINE)?.target).toEqual(network.target)
    expect(throughLine(network, '')).toEqual(direct)
    expect(throughLine(network, LINE)).toBe(network)
    expect(throughLine(network, 'b'.repeat(32))).toEqual({
      ...direct,
      target: { kind: 'network', lineCode: 'b'.repeat(32), userId: '7' },
    })
  })

  it('through a line leads to people only', () => {
    expect(splitByLine([direct, chat], LINE)).toEqual({
      kept: [expect.objectContaining({ target: network.target })],
      dropped: [chat],
    })
    expect(splitByLine([chat, network], '')).toEqual({ kept: [chat, direct], dropped: [] })
  })

  it('meets the same person once', () => {
    expect(splitByLine([direct, network], LINE).kept).toHaveLength(1)
    const many = Array.from({ length: 60 }, (_each, at) => hit('person', { kind: 'dialog', dialogId: String(at) }))
    expect(withoutDoubles([...many, ...many])).toEqual(many)
    expect(splitByRoom(many)).toEqual({ kept: many.slice(0, 50), dropped: many.slice(50) })
  })
})

describe('another account', () => {
  const acme = account('acme')
  it('of the same portal knows the same people', () => {
    const other = account('other', { host: acme.host })
    expect(splitByAccount([chat], acme, other).kept).toEqual([{ ...chat, accountId: 'other' }])
  })

  it.each([account('nord'), account('sky', { network: 'bluesky', host: acme.host })])(
    'elsewhere knows none of them: $id',
    (other) => {
      expect(splitByAccount([chat, direct], acme, other)).toEqual({ kept: [], dropped: [chat, direct] })
    },
  )
})
