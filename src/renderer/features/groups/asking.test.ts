// Catches: "joined" told as "asked", a message lost on a refusal, a second request for the same group, Bluesky given a message.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../testing/contract'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { button, setStage, show } from '../../testing/stage'
import { group, groupDetails, joinRequest } from '../../testing/sample'
import GroupPane from './GroupPane.vue'
import type { RequestCheck } from './labels'
import { MOST_DETAILS, useAsking } from './use-asking'

const CAN: RequestCheck = {
  relation: 'none',
  joinRule: 'approval',
  canRequest: true,
  takesMessage: true,
  deciders: ['Игорь Лебедев'],
}
const ACCOUNT = { label: 'Acme', color: '#0075ff', host: 'acme.bitrix24.ru', userName: 'Анна Петрова', ports: [] }

afterEach(() => {
  document.body.innerHTML = ''
})

async function pane(handlers: FakeHandlers, check: RequestCheck = CAN) {
  const stage = setStage({
    'groups.get': () => ok(groupDetails('1')),
    'requests.check': () => ok(check),
    ...handlers,
  })
  const wrapper = await show(stage, GroupPane, {
    group: group('1'),
    account: ACCOUNT,
    kept: { texts: [], keep: () => Promise.resolve(fail('store.failed')) },
  })
  return { ...stage, wrapper }
}
const text = (): string => document.body.textContent ?? ''

async function ask(message: string): Promise<void> {
  const field = document.querySelector('textarea')
  if (field) {
    field.value = message
    field.dispatchEvent(new Event('input'))
  }
  button('Ask to join').click()
  await flushPromises()
}

describe('asking to join', () => {
  it('says before the button what will happen, and to whom it goes', async () => {
    await pane({})
    expect(document.querySelector('[data-testid=request-check]')?.textContent).toMatch(
      /The owner decides\..*Игорь Лебедев/s,
    )
  })

  it('sends the message once and tells that it waits; asking again is not offered', async () => {
    const stage = await pane({ 'requests.send': () => ok(joinRequest('r')) })
    await ask('  Добрый день!  ')
    expect(stage.fake.inputs('requests.send')).toEqual([{ accountId: 'acme', groupId: '1', message: 'Добрый день!' }])
    expect(text()).toContain('Request sent')
    expect(() => button('Ask to join')).toThrow()
  })

  it('goes on telling what came of it when the group is read anew and nothing changed', async () => {
    const stage = await pane({ 'requests.send': () => ok(joinRequest('r')) })
    await ask('')
    await stage.wrapper.setProps({ group: group('1') })
    expect(text()).toContain('Request sent')
  })

  it('tells "joined" apart from "asked"', async () => {
    await pane({ 'requests.send': () => ok(joinRequest('r', { state: 'joined' })) })
    await ask('')
    expect(text()).toContain('You are in')
    expect(text()).not.toContain('Request sent')
  })

  it('tells the reason of a refusal and keeps the message', async () => {
    await pane({ 'requests.send': () => fail('requests.banned') })
    await ask('Пустите')
    expect(document.querySelector('[role=alert]')).not.toBeNull()
    expect(document.querySelector('textarea')?.value).toBe('Пустите')
  })

  it('tells a lost answer as not certain, and does not offer to ask again', async () => {
    await pane({ 'requests.send': () => ok(joinRequest('r', { state: 'unknown' })) })
    await ask('')
    expect(text()).toContain('It is not certain that the request arrived')
    expect(() => button('Ask to join')).toThrow()
  })

  it('follows a lost answer to what it turns out to be: not sent, and so asked again', async () => {
    const stage = await pane({ 'requests.send': () => ok(joinRequest('r', { state: 'unknown' })) })
    await ask('')
    const upsert = [joinRequest('r', { state: 'failed', reason: 'requests.notSent', groupId: '1' })]
    stage.fake.emit('requests.changed', { upsert, remove: [] })
    await flushPromises()
    expect(text()).toContain('did not reach the service')
    expect(button('Ask to join')).toBeDefined()
  })

  it('keeps a refusal in sight when the steps before it are told again', async () => {
    const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString()
    const failed = joinRequest('r', { state: 'failed', reason: 'requests.cannotRequest', updatedAt: at(2) })
    const stage = await pane({ 'requests.send': () => ok(failed) })
    await ask('')
    stage.fake.emit('requests.changed', {
      upsert: [joinRequest('r', { state: 'sending', updatedAt: at(1) })],
      remove: [],
    })
    await flushPromises()
    expect(text()).toContain('The request was refused')
  })

  it('does not go on telling "request sent" when the request is over', async () => {
    const stage = await pane({ 'requests.send': () => ok(joinRequest('r')) })
    await ask('')
    stage.fake.emit('requests.changed', { upsert: [joinRequest('r', { state: 'joined' })], remove: [] })
    await flushPromises()
    expect(text()).toContain('You are in')
    stage.fake.emit('requests.changed', { upsert: [joinRequest('r', { state: 'ended' })], remove: [] })
    await flushPromises()
    expect(text()).not.toContain('You are in')
  })

  it.each(['owner', 'moderator', 'alreadyMember', 'invited'] as const)(
    'offers no button to someone who is %s',
    async (reason) => {
      await pane({}, { relation: 'member', joinRule: 'approval', canRequest: false, reason, takesMessage: true })
      expect(() => button('Ask to join')).toThrow()
    },
  )

  it('sends no message where none is taken', async () => {
    const stage = setStage({
      'requests.check': () => ok({ ...CAN, takesMessage: false }),
      'groups.get': () => fail('groups.notFound'),
      'requests.send': () => ok(joinRequest('r')),
    })
    const asking = useAsking()
    asking.of(group('1')).message = 'typed before the check came'
    await asking.look(group('1'))
    await asking.send(group('1'))
    expect(stage.fake.inputs('requests.send')[0]).not.toHaveProperty('message')
  })

  it('lets go of the details read longest ago, never of those read just now, nor of what was typed', async () => {
    setStage({
      'groups.get': ({ groupId }) => ok(groupDetails(groupId)),
      'requests.check': () => ok(CAN),
      'requests.list': () => ok([]),
    })
    const asking = useAsking()
    asking.of(group('0')).message = 'typed'
    for (let id = 0; id <= MOST_DETAILS; id += 1) await asking.look(group(String(id)))
    expect(asking.of(group('0'))).toMatchObject({ message: 'typed' })
    expect(asking.of(group('0')).details).toBeUndefined()
    await asking.look(group('0'))
    expect(asking.of(group('0')).details?.groupId).toBe('0')
    expect(asking.of(group('1')).details).toBeUndefined()
  })

  it('keeps what was typed for each group apart', async () => {
    setStage()
    const asking = useAsking()
    asking.of(group('1')).message = 'one'
    asking.of(group('2')).message = 'two'
    expect([asking.of(group('1')).message, asking.of(group('2')).message]).toEqual(['one', 'two'])
  })
})
