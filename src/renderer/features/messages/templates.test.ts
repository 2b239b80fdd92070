// Catches: a template lost or doubled on saving, one removed without a question, a preview that differs from what is sent.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { template } from '../../testing/sample'
import { button, setStage, show } from '../../testing/stage'
import TemplatesCard from './TemplatesCard.vue'
import { useTemplates } from './templates'

afterEach(() => {
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)

const TWO = [
  template('a', { name: 'Hello', text: 'Hi {owner}, {me} here' }),
  template('b', { name: 'Bye', kind: 'message' }),
]

async function card(handlers: FakeHandlers = {}) {
  const stage = setStage({
    'templates.list': () => ok(TWO),
    'templates.save': ({ id = 'new', ...rest }) => ok(template(id, rest)),
    'templates.remove': () => ok({}),
    ...handlers,
  })
  await useTemplates().start()
  await show(stage, TemplatesCard)
  return stage
}
const names = (): (string | null)[] =>
  [...document.querySelectorAll('[data-testid=template]')].map((row) => row.getAttribute('aria-label'))
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const field = <E extends HTMLInputElement | HTMLTextAreaElement>(label: string): E =>
  document.querySelector(`[role=dialog] [aria-label="${label}"]`) as E
function type(label: string, value: string): void {
  const input = field(label)
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
async function click(name: string): Promise<void> {
  button(name).click()
  await flushPromises()
}

describe('templates in settings', () => {
  it('are listed by name', async () => {
    await card()
    expect(names()).toEqual(['Bye', 'Hello'])
  })

  it('are made with variables where the cursor stands, and previewed as they will be sent', async () => {
    const { fake } = await card()
    await click('New template')
    type('Name', ' Short ')
    type('Text', 'Dear , let me in')
    field<HTMLTextAreaElement>('Text').setSelectionRange(5, 5)
    await click('Insert: {owner}')
    expect(document.querySelector('[data-testid=template-preview]')?.textContent?.trim()).toBe(
      'Dear Olga Nikolaeva, let me in',
    )
    await click('Save')
    expect(fake.inputs('templates.save')).toEqual([{ kind: 'request', name: 'Short', text: 'Dear {owner}, let me in' }])
    expect(names()).toEqual(['Bye', 'Hello', 'Short'])
    expect(dialog()).toBeNull()
  })

  it('are changed in place, under their id', async () => {
    const { fake } = await card()
    await click('Edit template Hello')
    expect(field<HTMLTextAreaElement>('Text').value).toBe('Hi {owner}, {me} here')
    type('Name', 'Zebra')
    await flushPromises()
    await click('Save')
    expect(fake.inputs('templates.save')[0]).toMatchObject({ id: 'a', name: 'Zebra' })
    expect(names()).toEqual(['Bye', 'Zebra'])
  })

  it('keep what was typed when saving fails, and say why', async () => {
    await card({ 'templates.save': () => fail('store.failed') })
    await click('Edit template Hello')
    type('Text', 'half a thought')
    await flushPromises()
    await click('Save')
    expect(field<HTMLTextAreaElement>('Text').value).toBe('half a thought')
    expect(dialog()?.textContent).toContain('could not read or write its data file')
  })

  it('cannot be saved without a name or a text', async () => {
    await card()
    await click('New template')
    type('Name', '  ')
    type('Text', 'x')
    await flushPromises()
    expect(button('Save').disabled).toBe(true)
  })

  it('are removed only after a question', async () => {
    const { fake } = await card()
    await click('Remove template Bye')
    expect(fake.inputs('templates.remove')).toEqual([])
    ;[...(dialog()?.querySelectorAll('button') ?? [])].find((b) => b.textContent?.trim() === 'Remove')?.click()
    await flushPromises()
    expect(fake.inputs('templates.remove')).toEqual([{ id: 'b' }])
    expect(names()).toEqual(['Hello'])
  })

  it('say so when they cannot be read', async () => {
    await card({ 'templates.list': () => fail('internal') })
    expect(document.body.textContent).not.toContain('No templates yet')
    expect(document.querySelector('[role=alert]')).not.toBeNull()
  })
})
