// Catches: an old answer over a newer one, an account that keeps the others waiting, one that is silent without a word.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { ok } from '../../testing/contract'
import { account } from '../../testing/sample'
import { setStage, use } from '../../testing/stage'
import type { TargetHit } from './hits'
import { useFinding } from './use-finding'

const ACME = account('acme')
const ANNA = account('anna', { network: 'bluesky' })
const hit = (owner: typeof ACME, title: string): TargetHit => ({
  accountId: owner.id,
  target: { kind: 'dialog', dialogId: title },
  title,
  kind: 'person',
})

async function finding() {
  const asked: { readonly account: string; readonly text: string; answer(hits: readonly TargetHit[]): void }[] = []
  const stage = setStage({
    'messages.recentTargets': ({ text = '' }) => ok(text === '' ? [hit(ACME, 'Olga in use')] : []),
    'messages.findTargets': ({ accountId, text }) =>
      new Promise((resolve) => {
        const answer = (hits: readonly TargetHit[]): void => resolve(ok([...hits]))
        asked.push({ account: accountId, text, answer })
      }),
  })
  const text = ref('')
  const { value, end } = await use(stage, () =>
    useFinding(() => ({ text: text.value, accounts: [ACME, ANNA], lines: new Map(), last: undefined, chosen: [] })),
  )
  const type = async (next: string): Promise<void> => {
    text.value = next
    await flushPromises()
    await vi.advanceTimersByTimeAsync(300)
  }
  return { ...stage, asked, type, end, found: () => value.options.value.map(({ title }) => title), value }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('finding over several accounts', () => {
  it('shows those in use at once, and asks no service for them', async () => {
    const { asked, end, found } = await finding()
    await flushPromises()
    expect(found()).toEqual(['Olga in use'])
    expect(asked).toEqual([])
    end()
  })

  it('asks every account after a pause, and shows each answer as it comes', async () => {
    const { asked, end, found, type, value } = await finding()
    await type('o')
    await type('ol')
    expect(asked.slice(-2).map((each) => [each.account, each.text])).toEqual([
      ['acme', 'ol'],
      ['anna', 'ol'],
    ])
    asked.at(-1)?.answer([hit(ANNA, 'Oleg')])
    await flushPromises()
    expect(found()).toEqual(['Oleg'])
    expect(value.busy.value).toBe(true)
    asked.at(-2)?.answer([hit(ACME, 'Olga')])
    await flushPromises()
    expect(found().sort()).toEqual(['Oleg', 'Olga'])
    expect(value.busy.value).toBe(false)
    end()
  })

  it('drops an answer to what is no longer asked', async () => {
    const { asked, end, found, type } = await finding()
    await type('ol')
    const [old] = asked
    await type('pa')
    asked.at(-2)?.answer([hit(ACME, 'Pavel')])
    old?.answer([hit(ACME, 'Olga')])
    await flushPromises()
    expect(found()).toEqual(['Pavel'])
    end()
  })

  it('keeps what fits while the next answer is awaited', async () => {
    const { asked, end, found, type } = await finding()
    await type('ol')
    asked[0]?.answer([hit(ACME, 'Olga'), hit(ACME, 'Oleg')])
    await flushPromises()
    await type('olg')
    expect(found()).toEqual(['Olga'])
    end()
  })

  it('names who did not answer, and goes on without them', async () => {
    const { asked, end, fake, found, type, value } = await finding()
    fake.answer({
      'messages.findTargets': ({ accountId }) =>
        accountId === ACME.id
          ? { ok: false, error: { code: 'net.timeout', params: {}, retry: 'later' } }
          : ok([hit(ANNA, 'Oleg')]),
    })
    await type('ol')
    await flushPromises()
    expect(asked).toEqual([])
    expect(value.silent.value.map(({ id }) => id)).toEqual(['acme'])
    expect(found()).toEqual(['Oleg'])
    end()
  })
})
