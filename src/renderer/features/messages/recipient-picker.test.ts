// Catches: a recipient who cannot be chosen or taken away without a pointer, a blocked one chosen, pasted names taken for
// one, a list that shows what was asked before.
import { flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { account } from '../../testing/sample'
import { setStage, show } from '../../testing/stage'
import type { TargetHit } from './composing'
import RecipientPicker from './RecipientPicker.vue'

const acme = account('acme')
const hit = (dialogId: string, title: string, more: Partial<TargetHit> = {}): TargetHit => ({
  ...{ accountId: acme.id, title, kind: 'person', target: { kind: 'dialog', dialogId } },
  ...more,
})
const anna = hit('3', 'Anna')
const boris = hit('4', 'Boris')
const gone = hit('5', 'Gone', { blocked: 'inactive' })

let wrapper: VueWrapper | undefined
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
})

async function picker(recipients: readonly TargetHit[], handlers: FakeHandlers = {}, lineCode = '', more = {}) {
  const stage = setStage({ 'messages.recentTargets': () => ok([anna, boris]), ...handlers })
  wrapper = await show(stage, RecipientPicker, { account: acme, lineCode, recipients, ways: [], ...more })
  const mounted = wrapper
  const field = mounted.get('input')
  return {
    ...{ stage, field, mounted },
    press: (key: string) => field.trigger('keydown', { key }),
    type: async (text: string) => {
      await field.setValue(text)
      await vi.advanceTimersByTimeAsync(300)
    },
    options: () => mounted.findAll('[role=option]').map((option) => option.text()),
    chosen: () => (mounted.emitted('change')?.at(-1)?.[0] as TargetHit[] | undefined)?.map(({ title }) => title),
  }
}

it('tells who was left out because there are too many, until the note is closed', async () => {
  const { mounted } = await picker([boris], {}, '', { tooMany: ['Anna', 'Vera'] })
  const note = mounted.get('[data-testid=untaken]')
  expect(note.text()).toBe('At most 50 at once; left out: Anna, Vera.')
  await note.get('button').trigger('click')
  expect(mounted.emitted('told')).toHaveLength(1)
})

describe('finding', () => {
  it('offers recent ones at once, those not chosen yet, and asks nobody', async () => {
    const { field, options, stage } = await picker([boris])
    await field.trigger('focus')
    await flushPromises()
    expect(options()).toEqual(['AnnaPerson'])
    expect(stage.fake.inputs('messages.findTargets')).toEqual([])
  })

  it('asks the service once, after a pause, and chooses by keys', async () => {
    const { type, press, field, options, chosen, stage } = await picker([], {
      'messages.findTargets': () => ok([gone, boris]),
    })
    await field.setValue('b')
    await type('bo')
    expect(stage.fake.inputs('messages.findTargets')).toEqual([{ accountId: 'acme', text: 'bo' }])
    expect(options()[0]).toContain('cannot be written to')
    await press('Enter')
    expect(chosen()).toBeUndefined()
    await press('ArrowDown')
    await press('Enter')
    expect(chosen()).toEqual(['Boris'])
    expect(field.element.value).toBe('')
  })

  it('through a line asks for people, and leaves chats of earlier out', async () => {
    const lineCode = 'a'.repeat(32)
    const chat = hit('chat5', 'Chat', { kind: 'chat' })
    const { field, type, options, stage } = await picker(
      [],
      { 'messages.recentTargets': () => ok([chat, anna]), 'messages.findTargets': () => ok([]) },
      lineCode,
    )
    await field.trigger('focus')
    await flushPromises()
    expect(options()).toEqual(['AnnaPerson'])
    await type('x')
    expect(stage.fake.inputs('messages.findTargets')).toEqual([{ accountId: 'acme', text: 'x', lineCode }])
    expect(document.body.textContent).toContain('Nobody found')
  })

  it('tells why it could not look, and never shows an answer to an older question', async () => {
    const late: ((titles: readonly TargetHit[]) => void)[] = []
    const { type, options } = await picker([], {
      'messages.findTargets': ({ text }) =>
        text === 'broken'
          ? fail('net.offline', 'later')
          : new Promise((resolve) => late.push((hits) => resolve(ok([...hits])))),
    })
    await type('an')
    await type('broken')
    expect(document.querySelector('[role=alert]')?.textContent).toMatch(/\S/)
    late[0]?.([gone])
    await flushPromises()
    expect(options().join()).not.toContain('Gone')
  })
})

describe('those chosen', () => {
  it('are taken away by Backspace, the last one first, but not while a name is typed', async () => {
    const { press, type, chosen } = await picker([anna, boris], { 'messages.findTargets': () => ok([]) })
    await type('x')
    await press('Backspace')
    expect(chosen()).toBeUndefined()
    await type('')
    await press('Backspace')
    expect(chosen()).toEqual(['Anna'])
  })

  it('can be reached and taken away one by one by keys', async () => {
    const { press, mounted, chosen } = await picker([anna, boris])
    await press('ArrowLeft')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Boris')
    await mounted.get('[aria-label="Remove Boris"]').trigger('keydown', { key: 'ArrowLeft' })
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Remove Anna')
    await mounted.get('[aria-label="Remove Anna"]').trigger('keydown', { key: 'Delete' })
    expect(chosen()).toEqual(['Boris'])
  })

  it('fold together when they are many', async () => {
    const many = Array.from({ length: 11 }, (_each, at) => hit(String(at + 10), `P${at}`))
    const { mounted } = await picker(many)
    expect(mounted.findAll('[data-testid=recipient]')).toHaveLength(4)
    const more = mounted.get('[aria-expanded=false]:not(input)')
    expect(more.text()).toBe('and 7 more')
    await more.trigger('click')
    expect(mounted.findAll('[data-testid=recipient]')).toHaveLength(11)
  })
})

describe('pasting', () => {
  async function paste(text: string, handlers: FakeHandlers, lineCode = '') {
    const all = await picker([boris], handlers, lineCode)
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { getData: () => text } })
    all.field.element.dispatchEvent(event)
    await flushPromises()
    return { ...all, event }
  }

  it('takes names that are clear, ids and links, and tells what was not taken', async () => {
    const { chosen } = await paste(
      `Anna; Smith\n17, https://${acme.host}/online/?IM_DIALOG=chat8; https://other.ru/online/?IM_DIALOG=chat9`,
      {
        'messages.findTargets': ({ text }) =>
          ok(text === 'Anna' ? [anna, hit('6', 'Annabel')] : [hit('7', 'J. Smith'), hit('8', 'P. Smith')]),
      },
    )
    expect(chosen()).toEqual(['Boris', 'Anna', '17', 'chat8'])
    const told = document.querySelector('[data-testid=untaken]')?.textContent
    expect(told).toContain('Smith')
    expect(told).toContain('other.ru')
  })

  it('takes no more than may be written to at once, and tells who was left', async () => {
    const ids = Array.from({ length: 52 }, (_each, at) => String(at + 100))
    const { chosen } = await paste(ids.join('\n'), {})
    expect(chosen()).toHaveLength(50)
    expect(document.querySelector('[data-testid=untaken]')?.textContent).toContain('149, 150, 151')
  })

  it('through a line takes no chats', async () => {
    const { chosen } = await paste('17\nchat8', {}, 'a'.repeat(32))
    expect(chosen()).toEqual(['Boris', '17'])
    expect(document.querySelector('[data-testid=untaken]')?.textContent).toContain('chat8')
  })

  it('follows the line that was chosen while names were looked for', async () => {
    const [before, since] = ['a'.repeat(32), 'b'.repeat(32)]
    const { chosen, mounted } = await paste(
      'Anna; Petra',
      {
        'messages.findTargets': async ({ text }) => {
          await wrapper?.setProps({ lineCode: since })
          return ok([hit(text === 'Anna' ? '3' : '9', text)])
        },
      },
      before,
    )
    expect(chosen()).toEqual(['Boris', 'Anna', 'Petra'])
    const last = mounted.emitted('change')?.at(-1)?.[0] as TargetHit[]
    expect(last.slice(1).map(({ target }) => target)).toEqual([
      { kind: 'network', lineCode: since, userId: '3' },
      { kind: 'network', lineCode: since, userId: '9' },
    ])
  })

  it('leaves a single name to the field', async () => {
    const { event } = await paste('Anna Mercer', {})
    expect(event.defaultPrevented).toBe(false)
  })
})
