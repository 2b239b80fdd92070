// Catches: a window stopped by a huge paste, a text cut without a word, one that is too long and cannot be shortened.
import { enableAutoUnmount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, expect, it } from 'vitest'
import { button } from '../../testing/stage'
import { showField } from '../../testing/text-field'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

async function field(text: string, maxlength: number | undefined = 10) {
  const shown = await showField(text, { maxlength }, () => Promise.resolve())
  /** Whether the field was kept from taking it. */
  const send = async (event: Event): Promise<boolean> => {
    shown.element.dispatchEvent(event)
    await nextTick()
    return event.defaultPrevented
  }
  const paste = (pasted: string): Promise<boolean> => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    return send(Object.assign(event, { clipboardData: { getData: () => pasted } }))
  }
  const insert = (inputType: string, data: string, more: InputEventInit = {}): Promise<boolean> =>
    send(new InputEvent('beforeinput', { inputType, data, bubbles: true, cancelable: true, ...more }))
  const told = (): string => shown.wrapper.find('[data-testid=too-much]').text()
  const silent = (): boolean => !shown.wrapper.find('[data-testid=too-much]').exists()
  return { ...shown, paste, insert, told, silent }
}

it('takes nothing of a paste that is too long, and says how long and how much is possible', async () => {
  const { element, paste, told, wrapper } = await field('one')
  expect(await paste('x'.repeat(5_000_000))).toBe(true)
  expect([element.value, wrapper.emitted('update:modelValue')]).toEqual(['one', undefined])
  expect(told()).toBe('The text would be 5,000,003 characters long; at most 10 are possible. Nothing was inserted.')
})

it.each(['insertText', 'insertFromPaste', 'insertFromDrop', 'insertReplacementText'])(
  'refuses %s too',
  async (kind) => {
    const { insert, silent } = await field('0123456789')
    expect([await insert(kind, 'x'), silent()]).toEqual([true, false])
  },
)

it('counts what is replaced, and line ends once', async () => {
  const { element, paste, silent } = await field('0123456789')
  element.setSelectionRange(0, 4)
  expect([await paste('a\r\nbc'), silent()]).toEqual([false, true])
  expect([await paste('a\r\nbcd'), silent()]).toEqual([true, false])
})

it('takes back what could not be refused, and is quiet again with the next letter that fits', async () => {
  const { element, type, silent, wrapper } = await field('01234567')
  await type('abc')
  expect([element.value, silent(), wrapper.emitted('update:modelValue')]).toEqual(['01234567', false, undefined])
  await type('8')
  expect([element.value, silent()]).toEqual(['012345678', true])
})

it('formats nothing beyond its limit', async () => {
  const { element, select, silent } = await field('01234567')
  await select(0, 4)
  button('Bold').click()
  await nextTick()
  expect([element.value, silent()]).toEqual(['01234567', false])
})

it('lets a text that is too long already be shortened', async () => {
  const { element, wrapper, silent } = await field('0123456789abc')
  element.value = '0123456789ab'
  element.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await nextTick()
  expect([wrapper.emitted('update:modelValue')?.at(-1), silent()]).toEqual([['0123456789ab'], true])
})

it('is quiet once another text stands there', async () => {
  const { paste, silent, wrapper } = await field('one')
  await paste('x'.repeat(11))
  expect(silent()).toBe(false)
  await wrapper.setProps({ modelValue: '' })
  expect(silent()).toBe(true)
})

it('has no limit where none is set', async () => {
  const shown = await showField('one', {}, () => Promise.resolve())
  await shown.type('x'.repeat(200_000))
  expect(shown.element.value).toHaveLength(200_003)
})
