// Catches: a key that does not what its button says, Enter stolen from sending or from an input method, buttons that know
// nothing of the text, a link to something that is no page.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { button } from '../../testing/stage'
import { showField } from '../../testing/text-field'

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
