import { expect, test } from 'vitest'
import type { RequestCheck } from '../contract/requests'
import { refusalOf } from './request-refusal'
import { RELATIONS } from './states'

test('a relation refuses even when the check says one may ask (asking again would overwrite the role)', () => {
  const refused = RELATIONS.map((relation) => refusalOf({ relation, canRequest: true }))
  expect(refused).toEqual([
    undefined,
    'requests.alreadyRequested',
    'requests.invited',
    'requests.alreadyMember',
    'requests.moderator',
    'requests.owner',
    'requests.banned',
  ])
})

const EVERY_REASON: { readonly [R in NonNullable<RequestCheck['reason']>]: true } = {
  alreadyMember: true,
  moderator: true,
  owner: true,
  alreadyRequested: true,
  invited: true,
  banned: true,
  full: true,
  locked: true,
  archived: true,
  notVisible: true,
  linkDisabled: true,
  linkInvalid: true,
  followRequired: true,
  cannotRequest: true,
  inviteOnly: true,
  notKnown: true,
}

test('every reason of a check that forbids has a code, so that no refusal is silent', () => {
  for (const reason of Object.keys(EVERY_REASON) as (keyof typeof EVERY_REASON)[]) {
    expect(refusalOf({ relation: 'none', canRequest: false, reason })).toMatch(/^requests\./)
  }
  expect(refusalOf({ relation: 'none', canRequest: false, reason: 'linkInvalid' })).toBe('requests.invalidCode')
  expect(refusalOf({ relation: 'none', canRequest: false })).toBe('requests.cannotRequest')
})

test('a warning beside "you may ask" does not refuse', () => {
  expect(refusalOf({ relation: 'none', canRequest: true, reason: 'archived' })).toBeUndefined()
  expect(refusalOf({ relation: 'none', canRequest: true, reason: 'notKnown' })).toBeUndefined()
})
