// Catches: a link made with other rules than chosen, one switched off without a question, a switch that shows what was not
// saved, an answer shown on another group, a QR code of a link that is off.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { group } from '../../testing/sample'
import JoinLinkPanel from './JoinLinkPanel.vue'

type JoinLink = OutputOf<'groups.saveLink'>
const link = (more: Partial<JoinLink> = {}): JoinLink => ({
  code: 'AbC1234',
  url: 'https://bsky.app/chat/AbC1234',
  enabled: true,
  requireApproval: true,
  joinRule: 'anyone',
  ...more,
})

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

async function panel(known: JoinLink | undefined, handlers: FakeHandlers = {}) {
  const stage = setStage({
    'groups.saveLink': ({ accountId: _a, groupId: _g, ...change }) => ok(link({ ...known, ...change } as JoinLink)),
    ...handlers,
  })
  const wrapper = await show(stage, JoinLinkPanel, { group: group('g1'), link: known })
  return { ...stage, wrapper }
}
const text = (): string => document.querySelector('[data-testid=join-link]')?.textContent ?? ''
const qr = (): Element | null => document.querySelector('[data-testid=qr-code]')
const approval = (): HTMLElement => document.querySelector('[role=switch]') as HTMLElement
const radio = (value: string): HTMLElement => document.querySelector(`[role=radio][value=${value}]`) as HTMLElement
async function click(target: HTMLElement): Promise<void> {
  target.click()
  await flushPromises()
}

describe('the join link of my group', () => {
  it('is made with the rules chosen before, carefully where none were', async () => {
    const { fake, wrapper } = await panel(undefined)
    expect(qr()).toBeNull()
    await click(radio('followedByOwner'))
    expect(fake.inputs('groups.saveLink')).toEqual([])
    await click(button('Make a link'))
    expect(fake.inputs('groups.saveLink')).toEqual([
      { accountId: 'acme', groupId: 'g1', enabled: true, joinRule: 'followedByOwner', requireApproval: true },
    ])
    expect(text()).toContain('https://bsky.app/chat/AbC1234')
    expect(qr()).not.toBeNull()
    expect(wrapper.emitted('saved')).toHaveLength(1)
  })

  it('saves one rule at a time, and says what it means', async () => {
    const { fake } = await panel(link())
    expect(text()).toContain('Everybody with the link can ask; you decide.')
    await click(approval())
    expect(fake.inputs('groups.saveLink')).toEqual([{ accountId: 'acme', groupId: 'g1', requireApproval: false }])
    expect(text()).toContain('Everybody with the link is a member at once.')
  })

  it('shows what is so when saving failed, and why', async () => {
    await panel(link(), { 'groups.saveLink': () => fail('groups.notOwner') })
    await click(approval())
    expect(approval().getAttribute('aria-checked')).toBe('true')
    expect(text()).toContain('Everybody with the link can ask; you decide.')
    expect(text()).toContain('Only the owner of the group can do this.')
  })

  it('is switched off only after a question, and on again without one', async () => {
    const { fake } = await panel(link())
    await click(button('Switch off'))
    expect(fake.inputs('groups.saveLink')).toEqual([])
    const inDialog = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')]
    await click(inDialog.find((each) => each.textContent?.trim() === 'Switch off') as HTMLButtonElement)
    expect(fake.inputs('groups.saveLink')).toEqual([{ accountId: 'acme', groupId: 'g1', enabled: false }])
    expect(qr()).toBeNull()
    expect(text()).toContain('nobody can join with it')
    await click(button('Switch on'))
    expect(fake.inputs('groups.saveLink').at(-1)).toEqual({ accountId: 'acme', groupId: 'g1', enabled: true })
  })

  it('believes details that were read after its own saving', async () => {
    const { wrapper } = await panel(link())
    await click(approval())
    expect(approval().getAttribute('aria-checked')).toBe('false')
    await wrapper.setProps({ link: link({ joinRule: 'followedByOwner' }) })
    expect(text()).toContain('People you follow can ask; you decide.')
  })

  it('believes newer details, and shows no answer of another group', async () => {
    let answer: (result: ResultOf<'groups.saveLink'>) => void = () => undefined
    const { wrapper } = await panel(link(), { 'groups.saveLink': () => new Promise((resolve) => (answer = resolve)) })
    approval().click()
    await wrapper.setProps({ group: group('g2'), link: undefined })
    answer(ok(link({ requireApproval: false })))
    await flushPromises()
    expect(text()).toContain('This group has no link yet.')
    await wrapper.setProps({ link: link({ enabled: false }) })
    expect(text()).toContain('nobody can join with it')
  })
})
