// Catches: a list of names that stays, asks too early, takes keys it has no use for, or puts in the wrong name; an answer to
// an older question shown.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { button } from '../../testing/stage'
import { showField } from '../../testing/text-field'
import type { MentionSource } from './mentions'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const field = (text = '', props: Record<string, unknown> = {}) =>
  showField(text, props, () => vi.advanceTimersByTimeAsync(250))

const people = [
  { id: '5', name: 'Ольга', hint: 'Lead', inserted: '[USER=5]Ольга[/USER]' },
  { id: '6', name: 'Олег', hint: '', inserted: '[USER=6]Олег[/USER]' },
]
const source = (find = vi.fn<MentionSource['find']>(() => Promise.resolve(ok(people)))): MentionSource => ({
  kinds: ['person', 'chat'],
  find,
})

const names = (): (string | null)[] =>
  [...document.querySelectorAll('[data-testid=mentions] [role=option]')].map((each) => each.textContent)

describe('mentions', () => {
  it('are asked for from two letters on, after a pause, and put in with Enter, which then does not send', async () => {
    const find = vi.fn<MentionSource['find']>(() => Promise.resolve(ok(people)))
    const { wrapper, element, type, press } = await field('Hi ', { mentions: source(find) })
    await type('@')
    await type('о')
    expect(find).not.toHaveBeenCalled()
    await type('л')
    expect(find.mock.calls).toEqual([['person', 'ол']])
    expect(names()).toEqual(['ОльгаLead', 'Олег'])
    expect(element.getAttribute('aria-activedescendant')).toBe(document.querySelector('[role=option]')?.id)
    await press('ArrowDown')
    expect(document.querySelector('[aria-selected=true]')?.textContent).toBe('Олег')
    await press('Enter')
    expect(element.value).toBe('Hi [USER=6]Олег[/USER] ')
    expect(names()).toEqual([])
    expect(wrapper.emitted('send')).toBeUndefined()
    await press('Enter')
    expect(wrapper.emitted('send')).toHaveLength(1)
  })

  it('are told to those who do not see them', async () => {
    const { type } = await field('', { mentions: source() })
    const told = () => [...document.querySelectorAll('[role=status]')].map((each) => each.textContent)
    await type('@')
    expect(told()).toContain('Type two letters of a name.')
    await type('ол')
    expect(told()).toContain('2 found. Choose with the arrow keys and Enter.')
  })

  it('leave Enter to sending while there is nobody to choose', async () => {
    const { wrapper, type, press } = await field('', { mentions: source(vi.fn(() => Promise.resolve(ok([])))) })
    await type('@qq')
    await press('Enter')
    expect(wrapper.emitted('send')).toHaveLength(1)
  })

  it('hold Enter back while names are on their way, but not for long', async () => {
    const find = vi.fn<MentionSource['find']>(() => new Promise(() => undefined))
    const { wrapper, type, press } = await field('', { mentions: source(find) })
    await type('@ол')
    expect((await press('Enter')).defaultPrevented).toBe(true)
    expect(wrapper.emitted('send')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1500)
    await press('Enter')
    expect(wrapper.emitted('send')).toHaveLength(1)
  })

  it('take no key of an input method', async () => {
    const { element, type, press } = await field('', { mentions: source() })
    await type('@ол')
    expect((await press('Enter', { isComposing: true })).defaultPrevented).toBe(false)
    expect(element.value).toBe('@ол')
  })

  it('stay closed once closed, and come back with the next one', async () => {
    const { type, press } = await field('', { mentions: source() })
    await type('@ол')
    const escape = await press('Escape')
    expect([names(), escape.defaultPrevented]).toEqual([[], true])
    await type('ь')
    expect(names()).toEqual([])
    await type(' @ол')
    expect(names()).toHaveLength(2)
  })

  it('drop an answer to what is no longer asked', async () => {
    let answer: (value: Awaited<ReturnType<MentionSource['find']>>) => void = () => undefined
    const find = vi.fn<MentionSource['find']>(() => new Promise((resolve) => (answer = resolve)))
    const { type } = await field('', { mentions: source(find) })
    await type('@ол')
    const first = answer
    await type('е')
    first(ok(people))
    await flushPromises()
    expect(names()).toEqual([])
    answer(ok(people.slice(1)))
    await flushPromises()
    expect(names()).toEqual(['Олег'])
  })

  it('tell when they could not be read', async () => {
    const { type } = await field('', {
      mentions: source(vi.fn(() => Promise.resolve(fail('net.offline', 'later', { host: 'a.example' })))),
    })
    await type('@ол')
    expect(document.querySelector('[data-testid=mentions]')?.textContent).toContain('A.example cannot be reached')
  })

  it('begin by the button as well, apart from the word before', async () => {
    const { element } = await field('Hi', { mentions: source() })
    element.setSelectionRange(2, 2)
    button('Mention a person').click()
    await flushPromises()
    expect(element.value).toBe('Hi @')
    expect(document.querySelector('[data-testid=mentions]')).not.toBeNull()
  })

  it('offer everybody where that is possible', async () => {
    const everybody = { id: 'all', name: 'All participants', hint: '', inserted: '[USER=all]All participants[/USER]' }
    const { element, type, press } = await field('', { mentions: { ...source(), everybody } })
    await type('@')
    expect(names()).toEqual(['All participants'])
    await press('Tab')
    expect(element.value).toBe('[USER=all]All participants[/USER] ')
  })
})
