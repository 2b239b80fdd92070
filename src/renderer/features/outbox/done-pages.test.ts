// Catches: a page that repeats or leaves out a message because others came in meanwhile, answers to an older question.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { ok } from '../../testing/contract'
import { fakeOutbox } from '../../testing/outbox'
import { setStage } from '../../testing/stage'
import { outboxItem } from '../../testing/sample'
import type { OutboxItem } from '../../testing/sample'
import { createDonePages, PAGE } from './done-pages'

const sent = (number: number): OutboxItem =>
  outboxItem(`s${number}`, { state: 'sent', createdAt: new Date(Date.UTC(2026, 10, 1, 0, 0, number)).toISOString() })
const many = (count: number): OutboxItem[] => Array.from({ length: count }, (_, number) => sent(number))
const ids = ({ items }: ReturnType<typeof createDonePages>): string[] => items.value.map(({ id }) => id)
const asked = { input: { states: ['sent' as const] }, belongs: (item: OutboxItem) => item.state === 'sent' }

describe('what is done', () => {
  it('is read page by page, newest first, to its end', async () => {
    const { fake } = setStage(fakeOutbox(many(PAGE * 2 + 5)))
    const pages = createDonePages()
    await pages.ask(asked)
    expect([ids(pages).length, ids(pages)[0], pages.more.value]).toEqual([PAGE, `s${PAGE * 2 + 4}`, true])
    await pages.next()
    await pages.next()
    expect([new Set(ids(pages)).size, ids(pages).at(-1), pages.more.value]).toEqual([PAGE * 2 + 5, 's0', false])
    await pages.next()
    expect(fake.inputs('outbox.list')).toHaveLength(3)
  })

  it('stays whole while messages are sent and removed during a reading', async () => {
    let all = many(PAGE + 10)
    const { fake } = setStage({})
    let during: (() => void) | undefined
    fake.answer({
      'outbox.list': async (input) => {
        const answer = fakeOutbox(all)['outbox.list']?.(input)
        during?.()
        during = undefined
        return (await answer) ?? ok([])
      },
    })
    const pages = createDonePages()
    await pages.ask(asked)
    during = () => {
      const fresh = sent(PAGE + 10)
      all = [...all.slice(1), fresh]
      pages.apply({ upsert: [fresh], remove: ['s0'] })
    }
    await pages.next()
    expect(ids(pages)).toEqual(all.map(({ id }) => id).reverse())
  })

  it('takes in what was sent just now, and lets go what is removed or sent again', async () => {
    setStage(fakeOutbox(many(3)))
    const pages = createDonePages()
    await pages.ask(asked)
    pages.apply({ upsert: [sent(3), { ...sent(1), state: 'queued' }], remove: ['s0'] })
    expect(ids(pages)).toEqual(['s3', 's2'])
  })

  it('leaves what is older than all that was read to its page', async () => {
    setStage(fakeOutbox(many(PAGE + 50)))
    const pages = createDonePages()
    await pages.ask(asked)
    pages.apply({ upsert: [{ ...sent(3), text: 'changed' }], remove: [] })
    expect(ids(pages)).not.toContain('s3')
  })

  it('believes no answer to a question that was asked before', async () => {
    const waiting: (() => void)[] = []
    const { fake } = setStage({})
    fake.answer({
      'outbox.list': ({ text }) =>
        new Promise((resolve) => {
          const answer = text === 'second' ? [sent(2)] : [sent(1)]
          waiting.push(() => resolve(ok(answer)))
        }),
    })
    const pages = createDonePages()
    void pages.ask({ ...asked, input: { text: 'first' } })
    void pages.ask({ ...asked, input: { text: 'second' } })
    waiting[1]?.()
    await flushPromises()
    waiting[0]?.()
    await flushPromises()
    expect(ids(pages)).toEqual(['s2'])
  })
})
