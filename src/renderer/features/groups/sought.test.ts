// Catches: the wrong group of the same name opened, a group that cannot be reached offline, a way that is gone twice.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { accountId, group } from '../../testing/sample'
import { setStage, use } from '../../testing/stage'
import { useSought } from './use-sought'
import type { Group } from './store'

let end = (): void => undefined
afterEach(() => {
  end()
})

async function sought(query: Record<string, string>, handlers: FakeHandlers) {
  const made = setStage(handlers)
  const shown: Group[] = []
  const links: string[] = []
  ;({ end } = await use(made, () => {
    useSought({ show: (found) => shown.push(found), look: (link) => links.push(link) })
  }))
  await made.router.push({ name: 'groups', query })
  await flushPromises()
  return { ...made, shown, links }
}
const NAMESAKES = ['1', '2'].map((id) => group(id, { name: 'Crew' }))
const query = { account: 'acme', group: '2', name: 'Crew' }

describe('useSought', () => {
  it('shows exactly the group, from the directory, archived or not', async () => {
    const { fake, shown } = await sought(query, { 'groups.search': () => ok({ items: NAMESAKES, total: 2 }) })
    expect(shown.map(({ groupId }) => groupId)).toEqual(['2'])
    expect(fake.inputs('groups.search')[0]).toMatchObject({
      accountIds: [accountId('acme')],
      text: 'Crew',
      includeArchived: true,
    })
    expect(fake.inputs('groups.get')).toEqual([])
  })

  it('asks the service for one the directory does not find', async () => {
    const { shown } = await sought(query, {
      'groups.search': () => ok({ items: [], total: 0 }),
      'groups.get': ({ groupId }) => ok({ ...group(groupId), members: [], canLeave: false, canEditLink: false }),
    })
    expect(shown.map(({ groupId }) => groupId)).toEqual(['2'])
  })

  it('shows nothing when it is nowhere', async () => {
    const { shown } = await sought(query, {
      'groups.search': () => ok({ items: [], total: 0 }),
      'groups.get': () => fail('groups.notFound'),
    })
    expect(shown).toEqual([])
  })

  it('opens a link, and goes no way twice', async () => {
    const { router, links } = await sought({ account: 'bsky', link: 'AbC' }, {})
    expect(links).toEqual(['AbC'])
    expect(router.currentRoute.value.query).toEqual({})
    await router.push({ name: 'requests' })
    await router.push({ name: 'groups' })
    await flushPromises()
    expect(links).toEqual(['AbC'])
  })
})
