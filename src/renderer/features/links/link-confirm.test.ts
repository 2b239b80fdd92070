// Catches: a link that is agreed to by a key meant for something else, one that is followed without a word, a flood of
// questions, words of a link drawn as markup.
import { flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { ok } from '../../testing/contract'
import { accountId } from '../../testing/sample'
import { button, setStage, show } from '../../testing/stage'
import type { Stage } from '../../testing/stage'
import LinkConfirm from './LinkConfirm.vue'
import { useProposals } from './store'
import type { Offer, Proposal } from './store'

const ACCOUNTS = new Map([
  ['acme', { label: 'Acme', color: '#0075ff', userName: 'Анна Петрова' }],
  ['nord', { label: 'Acme', color: '#ff7500', userName: 'Boris Miller' }],
])
const place = (id: string) => ({ kind: 'group', accountId: accountId(id), groupId: '5' }) as const
const choice = (id: string) => ({ accountId: accountId(id), place: place(id) })
const offer = (more: Partial<Offer> = {}): Offer => ({
  kind: 'offer',
  wants: 'group',
  host: 'acme.example',
  choices: [choice('acme')],
  ...more,
})
const dead = (host: string): Proposal => ({ kind: 'dead', code: 'links.noAccount', params: { host } })

let shown: VueWrapper
let stage: Stage
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  stage = setStage()
  shown = await show(stage, LinkConfirm, { accounts: ACCOUNTS })
})
afterEach(() => {
  shown.unmount()
  vi.useRealTimers()
  document.body.innerHTML = ''
})

async function asked(...proposals: Proposal[]): Promise<void> {
  for (const proposal of proposals) useProposals().add(proposal)
  await flushPromises()
}
async function pause(ms = 700): Promise<void> {
  vi.advanceTimersByTime(ms)
  await nextTick()
}
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const said = (): string => dialog()?.textContent ?? ''
const press = (key: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )

describe('peers 30: a link is asked about', () => {
  it('with what it wants, where, as whom and what it would write, as text', async () => {
    const named = { ...choice('acme'), title: '<b>Sales</b>' }
    await asked(offer({ wants: 'compose', text: '[B]Hi[/B]\n<img src=x>', choices: [named] }))
    for (const words of ['acme.example', 'Acme', '<b>Sales</b>', '[B]Hi[/B]\n<img src=x>'])
      expect(said()).toContain(words)
    expect(dialog()?.querySelector('b, img')).toBeNull()
    expect(shown.emitted('go')).toBeUndefined()
  })

  it('and followed once it is agreed to', async () => {
    await asked(offer())
    await pause()
    button('Open').click()
    await flushPromises()
    expect(shown.emitted('go')).toEqual([[place('acme')]])
    expect(useProposals().current).toBeUndefined()
  })

  it('as the account that was chosen of several', async () => {
    await asked(offer({ choices: [choice('acme'), choice('nord')] }))
    await pause()
    for (const name of ['Анна Петрова', 'Boris Miller']) expect(said()).toContain(name)
    document.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click()
    await nextTick()
    button('Open').click()
    await flushPromises()
    expect(shown.emitted('go')).toEqual([[place('nord')]])
  })

  it('and not followed when it is declined', async () => {
    await asked(offer())
    await pause()
    button('Cancel').click()
    expect([shown.emitted('go'), useProposals().current]).toEqual([undefined, undefined])
  })
})

describe('peers 30: keys that were meant for something else', () => {
  it('are taken by nothing until nobody has typed for a moment; nothing can be agreed to meanwhile', async () => {
    await asked(offer())
    for (let typed = 0; typed < 5; typed += 1) {
      expect([press('Enter'), press('Escape'), press(' '), button('Open').disabled]).toEqual([
        false,
        false,
        false,
        true,
      ])
      await pause(500)
    }
    expect([useProposals().current !== undefined, shown.emitted('go')]).toEqual([true, undefined])
    await pause()
    expect([press('a'), button('Open').disabled]).toEqual([true, false])
  })

  it('the dialog begins at Cancel', async () => {
    await asked(offer())
    await pause()
    expect(document.activeElement?.textContent?.trim()).toBe('Cancel')
  })

  it('of the link before are no word on the next one', async () => {
    await asked(offer(), offer({ host: 'next.example' }))
    await pause()
    button('Open').click()
    await flushPromises()
    expect([said().includes('next.example'), button('Open').disabled]).toEqual([true, true])
    expect(shown.emitted('go')).toEqual([[place('acme')]])
  })
})

describe('peers 30: many links at once', () => {
  it('are asked about one after another, each once; the rest of a flood is told of', async () => {
    const flood = Array.from({ length: 100 }, (_, index) => dead(`${index % 50}.example`))
    await asked(...flood)
    expect(said()).toContain('4 more links wait')
    const seen: string[] = []
    while (useProposals().current) {
      await pause()
      seen.push(/(\d+\.example|left out)/.exec(said())?.[0] ?? '?')
      button('Close').click()
      await flushPromises()
    }
    expect(seen).toEqual(['0.example', '1.example', '2.example', '3.example', '4.example', 'left out'])
  })
})

it('a double click on Close closes one link, not the next one, too', async () => {
  await asked(dead('a.example'), dead('b.example'))
  const close = (): Element | undefined => [...document.querySelectorAll('[role=dialog] button')].at(-1)
  for (const detail of [1, 2]) close()?.dispatchEvent(new MouseEvent('click', { detail, bubbles: true }))
  await nextTick()
  expect(useProposals().current).toEqual(dead('b.example'))
})

describe('peers 30: a dead link', () => {
  it('for want of an account offers to add one, and is read again then', async () => {
    await asked({ ...dead('acme.example'), needs: { network: 'bitrix24', link: 'bellhop://x' } } as Proposal)
    expect(said()).toContain('acme.example')
    await pause()
    stage.fake.answer({ 'links.read': () => ok({ proposal: offer() }) })
    button('Add account…').click()
    await flushPromises()
    expect(shown.emitted('add')).toEqual([['bitrix24']])
    await useProposals().tryAgain()
    expect([useProposals().current, stage.fake.inputs('links.read')]).toEqual([offer(), [{ text: 'bellhop://x' }]])
  })

  it('is forgotten when the account comes much later, for another reason', async () => {
    await asked({ ...dead('acme.example'), needs: { network: 'bitrix24', link: 'bellhop://x' } } as Proposal)
    await pause()
    button('Add account…').click()
    vi.setSystemTime(Date.now() + 3_600_000)
    await useProposals().tryAgain()
    expect(stage.fake.inputs('links.read')).toEqual([])
  })

  it('of another kind offers nothing but to be closed', async () => {
    await asked({ kind: 'dead', code: 'links.malformed', params: {} })
    expect(
      [...document.querySelectorAll('[role=dialog] button')].map((each) => each.textContent?.trim()),
    ).not.toContain('Open')
  })
})
