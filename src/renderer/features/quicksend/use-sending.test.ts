// Catches: a message that cannot be sent and says nothing, because somebody of it belongs to an account that has gone.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../../testing/contract'
import { account, accountId, outboxItem } from '../../testing/sample'
import { setStage } from '../../testing/stage'
import type { TargetHit } from './hits'
import { useQuick } from './store'
import { useSending } from './use-sending'

const hit = (owner: string, dialogId: string): TargetHit => ({
  accountId: accountId(owner),
  target: { kind: 'dialog', dialogId },
  title: `Person ${dialogId}`,
  kind: 'person',
})
const [HERE, GONE] = [hit('acme', '1'), hit('gone', '2')]

async function opened(targets: TargetHit[], text: string) {
  const { fake } = setStage({
    'quicksend.kept': () => ok({ message: { targets, text }, aside: [] }),
    'quicksend.keep': () => ok({}),
    'quicksend.hide': () => ok({}),
    'outbox.enqueueMany': ({ accountId: owner, targets: all }) =>
      ok(all.map(({ target }) => ({ kind: 'journalled', item: outboxItem('x', { accountId: owner, target }) }))),
  })
  const quick = useQuick()
  await quick.start()
  const around = {
    writers: () => [account('acme')],
    sent: { tell: vi.fn(), takeBack: vi.fn() } as never,
    become: vi.fn(() => Promise.resolve()),
    focus: vi.fn(),
  }
  return { ...around, ...useSending(around), fake, quick }
}

describe('sending from the window', () => {
  it('leaves out whose account has gone: the others get it, and the window goes', async () => {
    const { fake, quick, send, become } = await opened([GONE, HERE], 'Hello')
    await send()
    expect(fake.inputs('outbox.enqueueMany').map((input) => input.accountId)).toEqual(['acme'])
    expect(quick.message).toEqual({ targets: [], text: '' })
    expect(become).toHaveBeenCalledWith('notice')
  })

  it('asks to whom where nobody is left, and keeps the text', async () => {
    const { fake, quick, send, tried, focus } = await opened([GONE], 'Hello')
    await send()
    await flushPromises()
    expect(tried.value).toBe(true)
    expect(focus).toHaveBeenLastCalledWith('targets')
    expect(quick.message.text).toBe('Hello')
    expect(fake.inputs('outbox.enqueueMany')).toEqual([])
  })

  it('sends nothing that is empty, and goes to the text', async () => {
    const { fake, send, tried, focus } = await opened([HERE], '  \n')
    await send()
    expect(tried.value).toBe(true)
    expect(focus).toHaveBeenLastCalledWith('text')
    expect(fake.inputs('outbox.enqueueMany')).toEqual([])
  })
})
