import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../random'
import { appPassword, createTids, joinLinkCode, plcDid } from './ids'
import { signingKey } from './keys'
import { newestFirst, pageOf } from './pages'

describe('timestamp ids', () => {
  // Would catch: log events with equal or falling revs, which clients skip as already seen.
  it('always rise, also when the clock stands still or goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2 }), (times) => {
        let now = 0
        const tids = createTids(() => now)
        const made = times.map((time) => {
          now = time
          return tids.next()
        })
        expect(made).toEqual([...new Set(made)].sort())
        expect(made.every((tid) => tid.length === 13)).toBe(true)
      }),
    )
  })

  it('come after everything seeded before them', () => {
    const tids = createTids(() => 1000)
    const seeded = tids.at(900)
    expect(tids.next() > seeded).toBe(true)
  })
})

describe('made-up identifiers', () => {
  it('have the forms clients check', () => {
    const random = seededRandom(3)
    expect(appPassword(random)).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    expect(plcDid(random)).toMatch(/^did:plc:[a-z2-7]{24}$/)
    expect(joinLinkCode(random)).toMatch(/^[a-zA-Z0-9]{7}$/)
  })
})

describe('signing keys', () => {
  const key = signingKey('11'.repeat(32))

  it('know their own signature from every other', () => {
    const jwt = key.signJwt({ iss: 'did:plc:x' })
    expect(key.verifyJwt(jwt)).toEqual({ iss: 'did:plc:x' })
    expect(signingKey('22'.repeat(32)).verifyJwt(jwt)).toBeUndefined()
    const [head, , signature] = jwt.split('.')
    const forged = Buffer.from(JSON.stringify({ iss: 'did:plc:y' })).toString('base64url')
    expect(key.verifyJwt(`${head}.${forged}.${signature}`)).toBeUndefined()
    expect(key.publicKeyMultibase).toMatch(/^zDn[1-9A-HJ-NP-Za-km-z]{46}$/)
  })
})

describe('pages', () => {
  // Would catch: an item shown twice or lost at a page's edge.
  it('hold every item once, whatever the page size', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 7 }), (keys, limit) => {
        const sorted = newestFirst(keys, (key) => key)
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = pageOf(sorted, { limit, cursor, keyOf: (key) => key })
          seen.push(...page.items)
          cursor = page.cursor.cursor
        } while (cursor !== undefined)
        expect(seen).toEqual(sorted)
      }),
    )
  })
})
