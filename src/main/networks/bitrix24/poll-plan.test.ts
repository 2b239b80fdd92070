import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planTurns } from './poll-plan'
import type { Plan } from './poll-plan'

const ids = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => String(from + i))

describe('planTurns', () => {
  it('all at once where they fit, each once', () =>
    expect(planTurns({ asked: ['9', '9', '10'], own: ['3'] }, 40, undefined)).toMatchObject({
      asked: ['9', '10'],
      own: ['3'],
    }))

  it('a group of both kinds takes one place', () => {
    const { asked, own } = planTurns({ asked: ['5', '6'], own: ['5', '7'] }, 3, undefined)
    expect([asked, own]).toEqual([
      ['5', '6'],
      ['5', '7'],
    ])
  })

  it('neither kind starves the other', () => {
    const { asked, own } = planTurns({ asked: ids(1, 100), own: ids(1000, 100) }, 46, undefined)
    expect([asked.length, own.length]).toEqual([23, 23])
    expect(planTurns({ asked: ids(1, 2), own: ids(1000, 100) }, 46, undefined).own).toHaveLength(44)
    expect(planTurns({ asked: ids(1, 100), own: ids(1000, 2) }, 46, undefined).asked).toHaveLength(44)
  })

  it.each([[{ asked: '50' }], [{ asked: 999 }], ['nonsense'], [[]], [{ asked: {} }], [null]])(
    'a cursor of %j is no obstacle',
    (cursor) => expect(planTurns({ asked: ids(1, 60), own: [] }, 46, cursor).asked).toHaveLength(46),
  )

  it('everybody gets a turn within as many looks as it takes, whoever comes and goes', () => {
    const several = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 150 })
    fc.assert(
      fc.property(several, several, fc.integer({ min: 2, max: 48 }), (asked, own, room) => {
        const wanted = { asked: asked.map(String), own: own.map(String) }
        const seen = new Set<string>()
        let plan: Plan | undefined
        for (
          let look = 0;
          look < 2 * Math.ceil((asked.length + own.length) / Math.max(1, Math.floor(room / 2))) + 2;
          look += 1
        ) {
          plan = planTurns(wanted, room, plan?.cursor)
          expect(new Set([...plan.asked, ...plan.own]).size).toBeLessThanOrEqual(room)
          for (const id of plan.asked) seen.add(`asked ${id}`)
          for (const id of plan.own) seen.add(`own ${id}`)
        }
        expect(seen.size).toBe(asked.length + own.length)
      }),
    )
  })
})
