import { describe, expect, it } from 'vitest'
import { fakePortal, lost, refuse, unsent } from './fake-portal.fixtures'
import { createOpenlines } from './openlines'
import { chat, dialogPortal as setUp } from './openlines.fixtures'

const JOIN = 'imopenlines.session.join'

describe('one dialog', () => {
  it('is read with its line, session, operator and whether I am in it', async () => {
    const { openlines, requests } = setUp([{ dialog: chat({ owner: 9 }) }])
    expect(await openlines.get('40')).toEqual({
      ok: true,
      data: {
        chatId: '40',
        status: 'other',
        title: 'Visitor',
        unread: 2,
        sessionId: '900',
        lineId: '3',
        lineName: 'Support',
        channel: 'telegram',
        operatorId: '9',
        joined: false,
      },
    })
    await openlines.get('40')
    expect(requests.map((one) => one.length)).toEqual([3, 2])
  })

  it.each([
    ['0', 'waiting'],
    ['7', 'mine'],
    ['9', 'other'],
  ])('with operator %s is %s', async (owner, status) =>
    expect(await setUp([{ dialog: chat({ owner }) }]).openlines.get('40')).toMatchObject({ data: { status } }),
  )

  it('without the scope im looks for me in the history', async () => {
    const { openlines, ran } = setUp([{ people: ['7'] }], true, ['im'])
    expect(await openlines.get('40')).toMatchObject({ data: { joined: true } })
    expect(ran).not.toContain('im.chat.user.list')
  })

  it('whose participants I may not see is one I am not in', async () =>
    expect(await setUp([{ people: refuse('ACCESS_ERROR', '', 403) }]).openlines.get('40')).toMatchObject({
      data: { joined: false },
    }))

  it.each(['', 'chat5', '1.5', '-1', '0'])('%j is no chat id, and nothing is asked', async (id) => {
    const { openlines, ran } = setUp([{}])
    for (const answer of [
      await openlines.get(id),
      await openlines.join(id),
      await openlines.history(id),
      await openlines.act(id, 'answer'),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'openlines.badChatId' } })
    }
    expect(ran).toEqual([])
  })
})

describe('join', () => {
  it('believes the participants, not the portal’s true', async () => {
    const { openlines, writes } = setUp([{}, { people: [1, 7] }])
    expect(await openlines.join('40')).toMatchObject({ ok: true, data: { effect: 'joined', dialog: { joined: true } } })
    expect(writes).toEqual([[JOIN, { CHAT_ID: 40 }]])
  })

  it('sends nothing where I am in already', async () => {
    const { openlines, writes } = setUp([{ people: ['7'] }])
    expect(await openlines.join('40')).toMatchObject({ ok: true, data: { effect: 'already' } })
    expect(writes).toEqual([])
  })

  it('says so when true had no effect, after a second look', async () => {
    const { openlines, ran, slept } = setUp([{}])
    expect(await openlines.join('40')).toMatchObject({ ok: true, data: { effect: 'none' } })
    expect(ran.filter((method) => method === 'imopenlines.dialog.get')).toHaveLength(3)
    expect(slept).toHaveLength(1)
  })

  it('sees an effect that takes a moment', async () => {
    let looks = 0
    const fake = fakePortal((method) => {
      if (method === 'imopenlines.dialog.get') return chat()
      if (method === 'im.chat.user.list') return looks++ < 2 ? [1] : [1, 7]
      return method === JOIN ? true : []
    })
    expect(await createOpenlines(fake.portal).join('40')).toMatchObject({ data: { effect: 'joined' } })
  })

  it.each([
    ['CHAT_ID', 'openlines.chatId'],
    ['CHAT_TYPE', 'openlines.chatType'],
    ['ACCESS_DENIED', 'openlines.accessDenied'],
    ['USER_ID', 'openlines.userId'],
  ])('%s is told as %s', async (code, expected) => {
    const { openlines } = setUp([{ dialog: refuse('ACCESS_ERROR') }], refuse(code))
    expect(await openlines.join('40')).toMatchObject({ ok: false, error: { code: expected } })
  })

  it('is tried although the dialog may not be read before', async () => {
    const { openlines } = setUp([{ dialog: refuse('ACCESS_ERROR') }, { people: [7] }])
    expect(await openlines.join('40')).toMatchObject({ ok: true, data: { effect: 'joined' } })
  })

  it('looks after a lost answer: in, or nobody knows', async () => {
    expect(await setUp([{}, { people: [7] }], lost()).openlines.join('40')).toMatchObject({
      ok: true,
      data: { effect: 'joined' },
    })
    const unclear = setUp([{}], lost())
    expect(await unclear.openlines.join('40')).toMatchObject({ ok: false, error: { code: 'openlines.unknownOutcome' } })
    expect(unclear.writes).toHaveLength(1)
  })

  it('that never left fails as such', async () =>
    expect(await setUp([{}], unsent()).openlines.join('40')).toMatchObject({
      ok: false,
      error: { code: 'net.refused' },
    }))
})
