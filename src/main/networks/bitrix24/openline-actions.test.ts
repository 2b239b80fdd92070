import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import { OPENLINE_ACTIONS } from '../../../shared/domain/states'
import type { OpenlineAction } from '../../../shared/domain/states'
import { lost, refuse, unsent } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { chat, dialogPortal as setUp } from './openlines.fixtures'
import type { Stage } from './openlines.fixtures'

describe('actions', () => {
  const CALLS: Readonly<Record<OpenlineAction, readonly [string, JsonObject]>> = {
    answer: ['imopenlines.operator.answer', {}],
    skip: ['imopenlines.operator.skip', {}],
    finish: ['imopenlines.operator.finish', {}],
    finishAnother: ['imopenlines.operator.another.finish', {}],
    spam: ['imopenlines.operator.spam', {}],
    transfer: ['imopenlines.operator.transfer', { TRANSFER_ID: 'queue4' }],
    intercept: ['imopenlines.session.intercept', {}],
    pin: ['imopenlines.session.mode.pin', { ACTIVATE: 'Y' }],
    unpin: ['imopenlines.session.mode.pin', { ACTIVATE: 'N' }],
    silent: ['imopenlines.session.mode.silent', { ACTIVATE: 'Y' }],
  }

  it.each(OPENLINE_ACTIONS)('%s is one call with its parameters', async (action) => {
    const { openlines, writes } = setUp([{ dialog: chat({ owner: '9' }) }, { dialog: chat({ owner: '7' }) }])
    expect(await openlines.act('40', action, action === 'transfer' ? 'queue4' : undefined)).toMatchObject({
      ok: true,
      data: { effect: 'done' },
    })
    const [method, extra] = CALLS[action]
    expect(writes).toEqual([[method, { CHAT_ID: 40, ...extra }]])
  })

  it.each(['answer', 'intercept'] as const)('%s without effect is told', async (action) =>
    expect(await setUp([{ dialog: chat({ owner: '9' }) }]).openlines.act('40', action)).toMatchObject({
      ok: true,
      data: { effect: 'none' },
    }),
  )

  it.each(['answer', 'intercept'] as const)('%s of my own dialog sends nothing', async (action) => {
    const { openlines, writes } = setUp([{ dialog: chat({ owner: '7' }) }])
    expect(await openlines.act('40', action)).toMatchObject({ ok: true, data: { effect: 'done' } })
    expect(writes).toEqual([])
  })

  it.each<[OpenlineAction, Answer, string]>([
    ['answer', refuse('', ''), 'openlines.alreadyAnswered'],
    ['intercept', refuse('OPERATOR_WRONG'), 'openlines.operatorWrong'],
    ['skip', refuse('ACCESS_DENIED_KICK'), 'openlines.cannotLeave'],
    ['finish', refuse('ACCESS_DENIED'), 'openlines.accessDenied'],
    ['pin', refuse('CHAT_ID_EMPTY'), 'openlines.chatId'],
    ['spam', lost(), 'openlines.unknownOutcome'],
    ['answer', lost(), 'openlines.unknownOutcome'],
    ['finish', unsent(), 'net.refused'],
  ])('%s: a failure is told by its reason', async (action, answer, code) =>
    expect(await setUp([{}], answer).openlines.act('40', action)).toMatchObject({ ok: false, error: { code } }),
  )

  it('a lost answer to taking a dialog is settled by looking', async () =>
    expect(await setUp([{}, { dialog: chat({ owner: 7 }) }], lost()).openlines.act('40', 'answer')).toMatchObject({
      ok: true,
      data: { effect: 'done' },
    }))

  it.each(['finish', 'finishAnother', 'spam'] as const)(
    '%s ends the session, although the chat still names its operator',
    async (action) =>
      expect(await setUp([{ dialog: chat({ owner: 7 }) }]).openlines.act('40', action)).toMatchObject({
        data: { dialog: { status: 'answered' } },
      }),
  )

  it('a dialog one has left is shown as it was', async () =>
    expect(
      await setUp([{ dialog: chat({ owner: 7 }) }, { dialog: refuse('ACCESS_ERROR') }]).openlines.act('40', 'finish'),
    ).toMatchObject({
      ok: true,
      data: { effect: 'done', dialog: { chatId: '40', title: 'Visitor' } },
    }))

  it.each([undefined, '', 'anna', '0', 'queue', '5 OR 1'])('a transfer to %j is refused here', async (to) => {
    const { openlines, ran } = setUp([{}])
    expect(await openlines.act('40', 'transfer', to)).toMatchObject({
      ok: false,
      error: { code: 'openlines.operatorWrong' },
    })
    expect(ran).toEqual([])
  })

  it('writes at most once whatever the portal answers', async () => {
    const answers = fc.constantFrom<Answer>(true, false, lost(), unsent(), refuse('', ''), refuse('OPERATOR_WRONG'))
    const stages = fc.array(
      fc.constantFrom<Stage>({}, { dialog: chat({ owner: 7 }) }, { people: [7] }, { dialog: refuse('ACCESS_ERROR') }),
      { minLength: 1, maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(stages, answers, fc.constantFrom(...OPENLINE_ACTIONS), async (plan, answer, action) => {
        const acted = setUp(plan, answer)
        await acted.openlines.act('40', action, '5')
        expect(acted.writes.length).toBeLessThanOrEqual(1)
        const joined = setUp(plan, answer)
        await joined.openlines.join('40')
        expect(joined.writes.length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
