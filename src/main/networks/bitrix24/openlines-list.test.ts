import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { fakePortal, refuse } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createOpenlines } from './openlines'

const item = (id: number, status: number | undefined, owner: string, extra: JsonObject = {}): JsonObject => ({
  id: `chat${id}`,
  chat_id: id,
  type: 'chat',
  title: `Visitor ${id}`,
  counter: 1,
  chat: { id, type: 'lines', owner, entity_id: 'livechat|3|a|b', entity_data_1: 'N|NONE|0|N|N|0|1|3|0|' },
  lines: { id: 900 + id, date_create: '2026-11-20T08:00:00+03:00', ...(status === undefined ? {} : { status }) },
  message: { id: 5, text: 'Hello', author_id: 12, date: '2026-11-20T09:00:00+03:00' },
  ...extra,
})
function list(items: Answer) {
  const fake = fakePortal((method) => (method === 'im.recent.get' ? items : [{ ID: '3', LINE_NAME: 'Support' }]))
  return { ...fake, openlines: createOpenlines(fake.portal) }
}

describe('the work list', () => {
  it.each([
    [0, '0', 'waiting'],
    [5, '0', 'waiting'],
    [5, '9', 'waiting'],
    [10, '7', 'mine'],
    [25, '9', 'other'],
    [39, '7', 'mine'],
    [40, '7', 'answered'],
    [60, '9', 'answered'],
    [undefined, '0', 'waiting'],
    [undefined, '7', 'mine'],
    [undefined, '9', 'other'],
  ])('session status %s with operator %s is %s', async (status, owner, expected) => {
    const { openlines } = list([item(1, status, owner)])
    expect(await openlines.list()).toMatchObject({ ok: true, data: [{ chatId: '1', status: expected }] })
  })

  it('tells line, channel, session, last words and since when somebody waits', async () => {
    const { openlines, requests } = list([item(1, 0, '0')])
    expect(await openlines.list()).toEqual({
      ok: true,
      data: [
        {
          chatId: '1',
          sessionId: '901',
          status: 'waiting',
          title: 'Visitor 1',
          unread: 1,
          lineId: '3',
          lineName: 'Support',
          channel: 'livechat',
          lastText: 'Hello',
          lastFromMe: false,
          waitingSince: '2026-11-20T05:00:00.000Z',
          activeAt: '2026-11-20T06:00:00.000Z',
        },
      ],
    })
    expect(requests).toEqual([['im.recent.get', 'imopenlines.config.list.get']])
  })

  it('leaves out everything that is no dialog of an open channel, and repeats', async () => {
    const user = { id: '12', type: 'user', chat: [] }
    const group = item(2, 0, '0', { chat: { id: 2, type: 'chat' } })
    const { openlines } = list([user, group, 'x', null, item(1, 0, '0'), item(1, 0, '0')])
    const answer = await openlines.list()
    expect(answer.ok && answer.data.map((one) => one.chatId)).toEqual(['1'])
  })

  it.each<JsonValue>([[], {}, { items: [] }, false])('%j is an empty list', async (items) =>
    expect(await list(items).openlines.list()).toEqual({ ok: true, data: [] }),
  )

  it('a dialog read later keeps the status of the list, until something is done to it', async () => {
    const fake = fakePortal((method) => {
      if (method === 'im.recent.get') return [item(1, 40, '7')]
      return method === 'imopenlines.dialog.get' ? { id: 1, owner: 7 } : method === 'im.chat.user.list' ? [7] : true
    })
    const openlines = createOpenlines(fake.portal)
    await openlines.list()
    expect(await openlines.get('1')).toMatchObject({ data: { status: 'answered' } })
    expect(await openlines.act('1', 'pin')).toMatchObject({ data: { dialog: { status: 'mine' } } })
  })

  it('a missing scope is told', async () =>
    expect(await list(refuse('insufficient_scope', '', 403)).openlines.list()).toMatchObject({
      ok: false,
      error: { code: 'bitrix24.insufficientScope' },
    }))
})

describe('a transcript', () => {
  const history = {
    canJoin: 'Y',
    userInChat: { 1: ['7'] },
    users: { 12: { id: 12, name: 'Visitor', connector: true }, 9: { id: '9', name: 'Olga' }, 7: { id: 7, name: 'Me' } },
    message: {
      30: { id: 30, senderid: 7, date: '2026-11-20T09:02:00+03:00', text: 'Hi [b]you[/b]' },
      4: { id: 4, senderid: 12, date: '2026-11-20T09:00:00+03:00', text: 'Help' },
      20: { id: '20', senderid: '0', date: {}, textlegacy: 'Olga joined' },
      25: { id: 25, senderid: 9, date: '2026-11-20T09:01:00+03:00', text: 'One moment' },
    },
  }

  it('is in order, everybody named and told apart', async () => {
    const fake = fakePortal(() => history)
    expect(await createOpenlines(fake.portal).history('1')).toEqual({
      ok: true,
      data: {
        chatId: '1',
        canJoin: true,
        messages: [
          {
            id: '4',
            kind: 'customer',
            authorId: '12',
            authorName: 'Visitor',
            text: 'Help',
            at: '2026-11-20T06:00:00.000Z',
          },
          { id: '20', kind: 'system', text: 'Olga joined', at: '2026-11-20T06:00:00.000Z' },
          {
            id: '25',
            kind: 'operator',
            authorId: '9',
            authorName: 'Olga',
            text: 'One moment',
            at: '2026-11-20T06:01:00.000Z',
          },
          {
            id: '30',
            kind: 'me',
            authorId: '7',
            authorName: 'Me',
            text: 'Hi [b]you[/b]',
            at: '2026-11-20T06:02:00.000Z',
          },
        ],
      },
    })
  })

  it('of nothing is empty', async () =>
    expect(
      await createOpenlines(fakePortal(() => ({ canJoin: 'N', message: [], users: [] })).portal).history('1'),
    ).toEqual({
      ok: true,
      data: { chatId: '1', canJoin: false, messages: [] },
    }))

  it('that may not be read says why', async () =>
    expect(await createOpenlines(fakePortal(() => refuse('ACCESS_DENIED')).portal).history('1')).toMatchObject({
      error: { code: 'openlines.accessDenied' },
    }))
})
