// Catches: a button that says something else than it does, a message to somebody without room, one sent with a problem, a
// button that is dead for no reason.
import { flushPromises } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { account, messageCheck, outboxItem } from '../../testing/sample'
import type { MessageCheck } from '../../testing/sample'
import { button, setStage, show } from '../../testing/stage'
import type { TargetHit } from './composing'
import MessagesView from './MessagesView.vue'
import { useMessages } from './store'

const acme = account('acme')
const LINE = 'a'.repeat(32)
const AGAIN = '2126-11-24T15:20:00.000Z'
const hit = (userId: string, title: string): TargetHit => ({
  ...{ accountId: acme.id, title, kind: 'person', target: { kind: 'network', lineCode: LINE, userId } },
})
const anna = hit('3', 'Anna')
const boris = hit('4', 'Boris')
const used = messageCheck({
  canSend: false,
  problems: ['messages.weeklyLimit'],
  slot: { state: 'used', nextPossibleAt: AGAIN },
})

let wrapper: VueWrapper | undefined
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
})

interface Scene {
  readonly recipients: readonly TargetHit[]
  /** By user; free for all others. */
  readonly checks?: Readonly<Record<string, MessageCheck>>
  readonly holdSeconds?: number
  readonly handlers?: FakeHandlers
}

async function composer({ recipients, checks = {}, holdSeconds = 5, handlers = {} }: Scene) {
  const stage = setStage({
    'drafts.save': (draft) => ok({ ...draft, updatedAt: '2026-11-20T10:00:00.000Z' }),
    'drafts.remove': () => ok({}),
    'drafts.list': () => ok([]),
    'messages.lines': () => ok([{ lineCode: LINE, name: 'Support', joined: true }]),
    'messages.checkMany': ({ targets }) =>
      ok(targets.map((target) => (target.kind === 'network' && checks[target.userId]) || messageCheck())),
    'outbox.enqueueMany': ({ targets }) =>
      ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) }))),
    ...handlers,
  })
  const store = useMessages()
  Object.assign(store.of(acme.id), { lineCode: LINE, text: 'Hello', recipients })
  const accounts = [acme]
  const prefs = { holdSeconds, sendWith: 'ctrlEnter' }
  wrapper = await show(stage, MessagesView, { accounts, allAccounts: accounts, prefs })
  await vi.advanceTimersByTimeAsync(400)
  const mounted = wrapper
  const send = () => mounted.get<HTMLButtonElement>('[data-testid=send]')
  return { stage, store, mounted, send, composing: store.of(acme.id) }
}

describe('the button says what happens', () => {
  it.each([
    ['one, with time to undo', { recipients: [anna] }, 'Send in 5 s'],
    ['one, at once', { recipients: [anna], holdSeconds: 0 }, 'Send'],
    ['several', { recipients: [anna, boris], holdSeconds: 0 }, 'Send to 2'],
    ['a part of them', { recipients: [anna, boris], checks: { '3': used } }, 'Send to 1 of 2'],
  ] as const)('%s', async (_what, scene, label) => {
    const { send } = await composer(scene)
    expect(send().text()).toBe(label)
    expect(send().element.disabled).toBe(false)
  })

  it('later, with the time', async () => {
    const { send, composing } = await composer({ recipients: [anna] })
    composing.notBefore = AGAIN
    await flushPromises()
    expect(send().text()).toMatch(/^Schedule for .*2126/)
  })
})

describe('sending', () => {
  it('leaves out who has no room, tells it before, and keeps them with the text', async () => {
    const { stage, send, composing, mounted } = await composer({ recipients: [anna, boris], checks: { '3': used } })
    expect(mounted.get('[data-testid=left-out]').text()).toContain('Anna will be left out')
    await send().trigger('click')
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueueMany')[0]?.targets.map(({ title }) => title)).toEqual(['Boris'])
    expect(composing).toMatchObject({ text: 'Hello', recipients: [anna] })
  })

  it('puts the cursor into the text when the button that was pressed goes dead', async () => {
    const { stage, send, mounted } = await composer({ recipients: [anna] })
    stage.fake.answer({
      'outbox.enqueueMany': ({ targets }) => {
        // As a window does: what is disabled loses the focus to nothing.
        Object.defineProperty(document, 'activeElement', { configurable: true, value: document.body })
        return ok(targets.map(({ target }) => ({ kind: 'journalled', item: outboxItem('o', { target }) })))
      },
    })
    const field = mounted.get('[data-testid=text-field] textarea').element as HTMLTextAreaElement
    const focused = vi.spyOn(field, 'focus')
    await send().trigger('click')
    await flushPromises()
    Reflect.deleteProperty(document, 'activeElement')
    expect(focused).toHaveBeenCalledOnce()
  })

  it('waits for all on demand: nobody is left out then', async () => {
    const { stage, send, mounted } = await composer({ recipients: [anna, boris], checks: { '3': used } })
    await mounted.get('[data-testid=left-out] button').trigger('click')
    await vi.advanceTimersByTimeAsync(400)
    expect(mounted.find('[data-testid=left-out]').exists()).toBe(false)
    await send().trigger('click')
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueueMany')).toMatchObject([{ notBefore: AGAIN, targets: [{}, {}] }])
  })

  it('goes nowhere with a problem, and says it once somebody tried', async () => {
    const empty = messageCheck({ canSend: false, problems: ['messages.empty'] })
    const { stage, send, mounted } = await composer({ recipients: [anna], checks: { '3': empty } })
    expect(send().element.disabled).toBe(true)
    expect(mounted.text()).not.toContain('Write a text first')
    await mounted.get('[data-testid=text-field] textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
    await flushPromises()
    expect(mounted.text()).toContain('Write a text first')
    expect(stage.fake.inputs('outbox.enqueueMany')).toEqual([])
  })
})

describe('for Bluesky', () => {
  it.each([
    ['', '[{"MESSAGE":"a"}]', 'stay here'],
    ['[b]Hello[/b]', '', 'brackets'],
    ['Hello [you]', '', ''],
  ])('%j with the attachment %j: %j', async (text, attach, said) => {
    const sky = account('sky', { network: 'bluesky', handle: 'me.example' })
    const stage = setStage({ 'drafts.list': () => ok([]), 'messages.lines': () => ok([]) })
    Object.assign(useMessages().of(sky.id), { text, attach })
    wrapper = await show(stage, MessagesView, { accounts: [sky], allAccounts: [sky], prefs: { holdSeconds: 5 } })
    expect(wrapper.find('[data-testid=plain-note]').exists()).toBe(said !== '')
    if (said !== '') expect(wrapper.get('[data-testid=plain-note]').text()).toContain(said)
    expect(wrapper.get('[data-testid=preview]').text()).toBe(
      text === '' ? 'What you write appears here.' : `me.example${text}`,
    )
  })
})

describe('a check that fails', () => {
  const notes = (mounted: VueWrapper) => mounted.findAll('[data-testid=error-note]').map((note) => note.text())

  it('says why nothing can be sent, and is tried again with the next change', async () => {
    const { stage, composing, mounted } = await composer({
      recipients: [anna],
      handlers: { 'messages.checkMany': () => fail('accounts.notFound') },
    })
    const send = mounted.get<HTMLButtonElement>('[data-testid=send]')
    expect([send.element.disabled, notes(mounted)]).toEqual([true, [expect.stringContaining('account')]])
    stage.fake.answer({ 'messages.checkMany': ({ targets }) => ok(targets.map(() => messageCheck())) })
    composing.text = 'Hello again'
    await vi.advanceTimersByTimeAsync(400)
    expect([send.element.disabled, notes(mounted)]).toEqual([false, []])
  })
})

describe('typed quickly', () => {
  const enter = (mounted: VueWrapper) =>
    mounted.get('[data-testid=text-field] textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })

  it('goes although nothing was looked at yet since the last letter', async () => {
    const { stage, composing, mounted } = await composer({ recipients: [anna] })
    stage.fake.answer({
      'messages.checkMany': ({ text }) =>
        ok([messageCheck(text === '' ? { canSend: false, problems: ['messages.empty'] } : {})]),
    })
    composing.text = ''
    await vi.advanceTimersByTimeAsync(400)
    composing.text = 'ok'
    await enter(mounted)
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueueMany').map(({ text }) => text)).toEqual(['ok'])
    expect([composing.text, mounted.text().includes('Write a text first')]).toEqual(['', false])
  })

  it('goes once when Enter is pressed twice, and what is typed on meanwhile is neither sent nor lost', async () => {
    const { stage, composing, mounted } = await composer({ recipients: [anna] })
    composing.text = 'first'
    void enter(mounted)
    void enter(mounted)
    composing.text = 'first, second'
    await flushPromises()
    expect(stage.fake.inputs('outbox.enqueueMany').map(({ text }) => text)).toEqual(['first'])
    expect(composing).toMatchObject({ text: ', second', recipients: [] })
  })
})

describe('a line that is not joined', () => {
  const notJoined: FakeHandlers = { 'messages.lines': () => ok([{ lineCode: LINE, name: 'Support', joined: false }]) }

  it('is offered to be joined, with what that means; then the offer is gone', async () => {
    let joined = false
    const line = () => ({ lineCode: LINE, name: 'Support', joined })
    const { stage, mounted } = await composer({
      recipients: [anna],
      handlers: {
        'messages.lines': () => ok([line()]),
        'messages.joinLine': () => {
          joined = true
          return ok(line())
        },
      },
    })
    expect(mounted.get('[data-testid=join-line]').text()).toContain(acme.host)
    button('Join this channel on the portal').click()
    await flushPromises()
    expect(stage.fake.inputs('messages.joinLine')).toEqual([{ accountId: 'acme', lineCode: LINE }])
    expect(mounted.find('[data-testid=join-line]').exists()).toBe(false)
  })

  it('is offered also after the portal refused a message through it', async () => {
    const { stage, mounted } = await composer({ recipients: [anna] })
    expect(mounted.find('[data-testid=join-line]').exists()).toBe(false)
    stage.fake.answer(notJoined)
    const refused = outboxItem('o', { accountId: acme.id, state: 'failed', reason: 'messages.lineNotJoined' })
    stage.fake.emit('outbox.changed', { upsert: [refused], remove: [] })
    await flushPromises()
    expect(mounted.find('[data-testid=join-line]').exists()).toBe(true)
  })
})
