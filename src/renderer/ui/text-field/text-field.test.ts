// Catches: a key that does not what its button says, Enter stolen from sending or from an input method, a mention list that
// stays, asks too early or puts in the wrong name, and buttons that know nothing of the text.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { button, setStage, show } from '../../testing/stage'
import TextField from './TextField.vue'
import type { MentionSource } from './mentions'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const people = [
  { id: '5', name: 'Ольга', hint: 'Lead', inserted: '[USER=5]Ольга[/USER]' },
  { id: '6', name: 'Олег', hint: '', inserted: '[USER=6]Олег[/USER]' },
]
const source = (find = vi.fn<MentionSource['find']>(() => Promise.resolve(ok(people)))): MentionSource => ({
  kinds: ['person', 'chat'],
  find,
})

async function field(text = '', props: Record<string, unknown> = {}) {
  const wrapper = await show(setStage(), TextField, {
    label: 'Message',
    syntax: 'bbcode',
    sendWith: 'enter',
    modelValue: text,
    'onUpdate:modelValue': (value: string) => wrapper.setProps({ modelValue: value }),
    ...props,
  })
  const area = wrapper.get('textarea')
  const element = area.element as HTMLTextAreaElement
  const select = async (from: number, to = from): Promise<void> => {
    element.setSelectionRange(from, to)
    await area.trigger('keyup')
  }
  /** Types at the end, as a keyboard would. */
  const type = async (typed: string): Promise<void> => {
    element.value += typed
    element.setSelectionRange(element.value.length, element.value.length)
    await area.trigger('input')
    await area.trigger('keyup')
    await vi.advanceTimersByTimeAsync(250)
    await flushPromises()
  }
  const press = async (key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    element.dispatchEvent(event)
    await flushPromises()
    return event
  }
  const selected = (): string => element.value.slice(element.selectionStart, element.selectionEnd)
  return { wrapper, element, select, type, press, selected }
}
const names = (): (string | null)[] =>
  [...document.querySelectorAll('[data-testid=mentions] [role=option]')].map((each) => each.textContent)

describe('formatting', () => {
  it.each([
    ['KeyB', { code: 'KeyB', key: 'и', ctrlKey: true }, '[b]one[/b] two'],
    ['KeyI', { code: 'KeyI', key: 'i', metaKey: true }, '[i]one[/i] two'],
    ['KeyU', { code: 'KeyU', key: 'u', ctrlKey: true }, '[u]one[/u] two'],
    ['KeyX', { code: 'KeyX', key: 'X', ctrlKey: true, shiftKey: true }, '[s]one[/s] two'],
  ])('by the key %s, on any keyboard, keeps what is selected', async (_, { key, ...more }, after) => {
    const { element, select, press, selected } = await field('one two')
    await select(0, 3)
    const event = await press(key, more)
    expect([element.value, selected(), event.defaultPrevented]).toEqual([after, 'one', true])
  })

  it('leaves other keys alone', async () => {
    const { element, press } = await field('one')
    for (const more of [
      { code: 'KeyX', ctrlKey: true },
      { code: 'KeyB', ctrlKey: true, altKey: true },
      { code: 'KeyB' },
    ])
      expect((await press('b', more)).defaultPrevented).toBe(false)
    expect(element.value).toBe('one')
  })

  it('by its button, which shows whether it is on', async () => {
    const { element, select, press } = await field('one two')
    await select(0, 3)
    expect(button('Bold').getAttribute('aria-pressed')).toBe('false')
    button('Bold').click()
    await flushPromises()
    expect(element.value).toBe('[b]one[/b] two')
    expect(button('Bold').getAttribute('aria-pressed')).toBe('true')
    await press('b', { code: 'KeyB', ctrlKey: true })
    expect([element.value, button('Bold').getAttribute('aria-pressed')]).toEqual(['one two', 'false'])
  })

  it('quotes every line that is selected', async () => {
    const { element, select } = await field('a\nb\nc')
    await select(0, 3)
    button('Quote').click()
    await flushPromises()
    expect(element.value).toBe('>>a\n>>b\nc')
  })

  it('is not offered where it means nothing', async () => {
    const { element, select, press } = await field('one', { syntax: 'plain' })
    await select(0, 3)
    expect((await press('b', { code: 'KeyB', ctrlKey: true })).defaultPrevented).toBe(false)
    expect(element.value).toBe('one')
    expect(() => button('Bold')).toThrow()
    expect(button('Emoji')).toBeTruthy()
  })

  it('has one stop for the Tab key, and arrows within', async () => {
    await field('')
    const bar = document.querySelector('[role=toolbar]') as HTMLElement
    const stops = () => [...bar.querySelectorAll('button')].filter((each) => each.tabIndex === 0)
    expect(stops().map((each) => each.getAttribute('aria-label'))).toEqual(['Bold'])
    stops()[0]?.focus()
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Italic')
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('More')
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    expect(stops().map((each) => each.getAttribute('aria-label'))).toEqual(['Bold'])
  })
})

describe('sending', () => {
  it.each([
    ['enter', {}, 1],
    ['enter', { shiftKey: true }, 0],
    ['enter', { isComposing: true }, 0],
    ['ctrlEnter', {}, 0],
    ['ctrlEnter', { ctrlKey: true }, 1],
    ['ctrlEnter', { metaKey: true }, 1],
  ])('with %s set, Enter with %j sends %i times', async (sendWith, more, times) => {
    const { wrapper, press } = await field('x', { sendWith })
    await press('Enter', more)
    expect(wrapper.emitted('send') ?? []).toHaveLength(times)
  })
})

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
    await type('@ол')
    expect([...document.querySelectorAll('[role=status]')].map((each) => each.textContent)).toContain(
      '2 found. Choose with the arrow keys and Enter.',
    )
  })

  it('leave Enter to sending while there is nobody to choose', async () => {
    const { wrapper, type, press } = await field('', { mentions: source(vi.fn(() => Promise.resolve(ok([])))) })
    await type('@qq')
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
    const { type } = await field('', { mentions: source(vi.fn(() => Promise.resolve(fail('network.offline')))) })
    await type('@ол')
    expect(document.querySelector('[data-testid=mentions]')?.textContent).toMatch(/connection|network|internet/i)
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

describe('a link', () => {
  const input = (label: string): HTMLInputElement =>
    document.querySelector(`[data-testid=tag-form] [aria-label="${label}"]`) as HTMLInputElement
  const fill = (label: string, value: string): void => {
    input(label).value = value
    input(label).dispatchEvent(new Event('input', { bubbles: true }))
  }
  const submit = async (): Promise<void> => {
    document.querySelector('[data-testid=tag-form] form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
  }

  it('is made of what is selected, and refused where it is none', async () => {
    const { element, select, press } = await field('see here now')
    await select(4, 8)
    await press('k', { code: 'KeyK', ctrlKey: true })
    expect(input('Text').value).toBe('here')
    fill('Address', 'javascript:alert(1)')
    await submit()
    expect(element.value).toBe('see here now')
    expect(document.querySelector('[data-testid=tag-form]')?.textContent).toContain('https://…')
    fill('Address', 'a.example/x')
    await submit()
    expect(element.value).toBe('see [url=https://a.example/x]here[/url] now')
  })

  it('is changed where it stands', async () => {
    const { element, select, press } = await field('see [url=https://a.example]here[/url]')
    await select(29)
    await press('k', { code: 'KeyK', ctrlKey: true })
    expect([input('Address').value, input('Text').value]).toEqual(['https://a.example', 'here'])
    button('Remove link').click()
    await flushPromises()
    expect(element.value).toBe('see here')
  })
})
