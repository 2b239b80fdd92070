// Catches: a list that jumps, an account that hides the others, two accounts' places taken for one, an `@` that finds no
// account and swallows the name.
import { describe, expect, it } from 'vitest'
import { account, accountId } from '../../testing/sample'
import { hitKey, offered, readTyped, withLines, withoutDoubles } from './hits'
import type { TargetHit } from './hits'

const hit = (owner: string, title: string, more: Partial<TargetHit> = {}): TargetHit => ({
  accountId: accountId(owner),
  target: { kind: 'dialog', dialogId: title },
  title,
  kind: 'person',
  ...more,
})
const titles = (hits: readonly TargetHit[]): string[] => hits.map(({ title }) => title)
const NOTHING = { text: '', last: undefined, recent: [], found: [], chosen: [] } as const

describe('what can be chosen', () => {
  it('begins with the last one, then those in use; each stands there once', () => {
    const last = hit('a', 'Olga')
    const recent = [hit('a', 'Pavel'), hit('a', 'Olga'), hit('b', 'Olga')]
    expect(offered({ ...NOTHING, last, recent }).map(hitKey)).toEqual(
      [last, hit('a', 'Pavel'), hit('b', 'Olga')].map(hitKey),
    )
  })

  it('keeps what was there first in its place while more is found', () => {
    const recent = [hit('a', 'Olga N.')]
    const before = offered({ ...NOTHING, text: 'ol', recent })
    const after = offered({ ...NOTHING, text: 'ol', recent, found: [[hit('a', 'Carol')], [hit('b', 'Oleg')]] })
    expect(titles(after).slice(0, before.length)).toEqual(titles(before))
  })

  it('puts names that begin so before the others, and lets no account hide another', () => {
    const found = [
      [hit('a', 'Carol'), hit('a', 'Olivia'), hit('a', 'Nicol')],
      [hit('b', 'Anna Oleson'), hit('b', 'Bolt')],
    ]
    expect(titles(offered({ ...NOTHING, text: 'ol', found }))).toEqual([
      ...['Anna Oleson', 'Olivia'],
      ...['Carol', 'Bolt', 'Nicol'],
    ])
  })

  it('leaves out who is chosen, and puts who cannot be chosen last', () => {
    const recent = [hit('a', 'Gone', { blocked: 'inactive' }), hit('a', 'Olga'), hit('a', 'Pavel')]
    expect(titles(offered({ ...NOTHING, recent, chosen: [hit('a', 'Olga')] }))).toEqual(['Pavel', 'Gone'])
  })

  it('tells the same place of two accounts apart', () => {
    expect(withoutDoubles([hit('a', 'x'), hit('b', 'x'), hit('a', 'x')])).toHaveLength(2)
  })
})

describe('open channels', () => {
  const lines = ['a', 'b', 'c'].map((letter) => ({ lineCode: letter.repeat(32), name: letter }))

  it('reach people too, right after the direct way, by the two used last', () => {
    const olga = hit('acme', 'Olga', {
      target: { kind: 'dialog', dialogId: '7' },
      nextPossibleAt: '2026-11-27T10:00:00.000Z',
    })
    const [direct, first, second, ...more] = withLines([olga], lines)
    expect(direct).toBe(olga)
    expect([first?.target, second?.target]).toEqual([
      { kind: 'network', lineCode: 'a'.repeat(32), userId: '7' },
      { kind: 'network', lineCode: 'b'.repeat(32), userId: '7' },
    ])
    // The week that is used up is another channel's.
    expect(first?.nextPossibleAt).toBeUndefined()
    expect(more).toEqual([])
  })

  it('reach no chats, conversations or people who have gone', () => {
    const others = [
      hit('acme', 'Chat', { kind: 'chat' }),
      hit('anna', 'Chess', { kind: 'convo', target: { kind: 'convo', convoId: 'c' } }),
      hit('acme', 'Gone', { blocked: 'inactive' }),
    ]
    expect(withLines(others, lines)).toEqual(others)
  })
})

describe('what was typed', () => {
  const acme = account('acme', { label: 'Acme', host: 'acme.bitrix24.com' })
  const anna = account('anna', { network: 'bluesky', label: '@anna', host: 'pds.example', handle: 'anna.example' })
  const all = [acme, anna]

  it.each([
    ['@ac', ['acme']],
    ['@bitrix24', ['acme']],
    ['@anna.ex', ['anna']],
    ['@', ['acme', 'anna']],
  ])('%s names accounts by label, host or handle', (typed, ids) => {
    const read = readTyped(typed, all)
    expect(read.kind === 'account' && read.fits.map(({ id }) => id)).toEqual(ids)
  })

  it('takes the account once a blank follows, and goes on with what stands after it', () => {
    expect(readTyped('@acme ol', all)).toEqual({ kind: 'named', account: acme, rest: 'ol' })
    expect(readTyped('@anna ', all)).toEqual({ kind: 'named', account: anna, rest: '' })
  })

  it('is part of a name where no account fits', () => {
    expect(readTyped('@zoe.bsky.social', all)).toEqual({ kind: 'name', text: 'zoe.bsky.social' })
    expect(readTyped('  olga n ', all)).toEqual({ kind: 'name', text: 'olga n' })
  })
})
