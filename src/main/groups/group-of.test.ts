import { expect, test } from 'vitest'
import type { PortGroup } from '../networks/ports'
import { accountId } from '../testing/records'
import { groupOf } from './group-of'

const a = accountId('a')
const portGroup: PortGroup = {
  groupId: '7',
  name: 'Sales',
  relation: 'none',
  kind: 'group',
  joinRule: 'open',
  memberCount: 2,
  archived: false,
}

test('a picture becomes a key, and its address goes no further (a window would fetch from the service by itself)', () => {
  const asked: string[] = []
  const group = groupOf(a, { ...portGroup, avatarUrl: 'https://cdn.example/7.png' }, (account, url) => {
    asked.push(`${account} ${url}`)
    return 'k'.repeat(32)
  })
  expect(group).toEqual({ ...portGroup, accountId: a, avatar: 'k'.repeat(32) })
  expect(JSON.stringify(group)).not.toContain('cdn.example')
  expect(asked).toEqual(['a https://cdn.example/7.png'])
})

test('a group without a picture, or with an address that is none, has no key at all (strict schemas refuse undefined fields)', () => {
  const none = groupOf(a, portGroup, () => 'k'.repeat(32))
  const bad = groupOf(a, { ...portGroup, avatarUrl: 'javascript:1' }, () => undefined)
  expect(Object.keys(none)).not.toContain('avatar')
  expect(bad).toEqual({ ...portGroup, accountId: a })
  expect(Object.keys(bad)).not.toContain('avatar')
})
