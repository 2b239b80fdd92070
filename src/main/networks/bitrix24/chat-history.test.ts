import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { fakePortal, lost, refuse } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createMessages } from './messages'

const DIALOG = { kind: 'dialog' as const, dialogId: 'chat40' }
const row = (id: number | string, extra: JsonObject = {}): JsonObject => ({
  id,
  author_id: 5,
  date: '2026-11-20T13:00:05+03:00',
  text: `Message ${String(id)}`,
  params: [],
  ...extra,
})
const answered = (messages: JsonValue, extra: JsonObject = {}): JsonObject => ({
  chat_id: 40,
  messages,
  users: [{ id: 5, name: 'Bob Stone' }],
  files: [],
  ...extra,
})

function setUp(answer: Answer) {
  const asked: JsonObject[] = []
  const fake = fakePortal((_, params) => {
    asked.push(params)
    return answer
  })
  const messages = createMessages(fake.portal)
  return {
    ...fake,
    asked,
    history: (before?: string, target: typeof DIALOG = DIALOG) => messages.history?.(target, before),
  }
}

describe('what was said in a dialog', () => {
  it('is told oldest first, with who said it, and nothing is marked as read', async () => {
    const { history, ran, asked } = setUp(answered([row(9, { author_id: '7' }), row('8'), row(7, { author_id: 0 })]))
    const at = '2026-11-20T10:00:05.000Z'
    expect(await history()).toEqual({
      ok: true,
      data: {
        messages: [
          { id: '7', kind: 'system', text: 'Message 7', at },
          { id: '8', kind: 'other', text: 'Message 8', at, authorId: '5', authorName: 'Bob Stone' },
          { id: '9', kind: 'me', text: 'Message 9', at, authorId: '7' },
        ],
      },
    })
    expect(ran).toEqual(['im.dialog.messages.get'])
    expect(asked).toEqual([{ DIALOG_ID: 'chat40', LIMIT: 50 }])
  })

  it('goes on before the oldest one while pages are full, counting deleted ones', async () => {
    const full = Array.from({ length: 50 }, (_, at) => row(100 - at, at === 0 ? { params: { IS_DELETED: 'Y' } } : {}))
    const first = await setUp(answered(full)).history()
    expect(first).toMatchObject({ ok: true, data: { older: '51' } })
    expect(first?.ok === true && first.data.messages).toHaveLength(49)
    const { history, asked } = setUp(answered(full.slice(1)))
    expect(await history('51')).toMatchObject({ ok: true, data: { messages: { length: 49 } } })
    expect(asked[0]).toMatchObject({ LAST_ID: 51 })
    await history('not a number')
    expect(asked[1]).not.toHaveProperty('LAST_ID')
  })

  it('names the files of a message, and reads the attachment of one that is nothing else', async () => {
    const files = [{ id: 3, name: 'plan.pdf' }]
    const attach = [{ DESCRIPTION: 'Order', BLOCKS: [{ MESSAGE: 'Two chairs' }, { DELIMITER: {} }] }]
    const { history } = setUp(
      answered(
        [
          row(1, { text: '', params: { FILE_ID: [3, 4] } }),
          row(2, { text: '', params: { ATTACH: attach } }),
          row(3, { text: '', params: { ATTACH: { BLOCKS: [{ MESSAGE: 'Bare' }] } } }),
        ],
        { files },
      ),
    )
    expect(await history()).toMatchObject({
      data: { messages: [{ text: 'plan.pdf' }, { text: 'Order\nTwo chairs' }, { text: 'Bare' }] },
    })
  })

  it('of a dialog without any is empty', async () => {
    expect(await setUp([]).history()).toEqual({ ok: true, data: { messages: [] } })
    expect(await setUp(answered([], { users: [] })).history()).toEqual({ ok: true, data: { messages: [] } })
  })

  it('survives what is no message, and a message without a time takes that of the one before', async () => {
    const odd: JsonValue = [null, 'x', {}, { id: 'y' }, row(1), row(2, { date: {}, text: { a: 1 }, author_id: [] })]
    expect(await setUp(answered(odd)).history()).toMatchObject({
      data: { messages: [{ id: '1' }, { id: '2', text: '', kind: 'system', at: '2026-11-20T10:00:05.000Z' }] },
    })
  })

  it.each([
    [refuse('ACCESS_ERROR', '', 403), 'messages.accessError'],
    [refuse('DIALOG_ID_EMPTY'), 'messages.noRecipient'],
    [refuse('insufficient_scope', '', 401), 'bitrix24.insufficientScope'],
    [lost(), 'net.reset'],
  ])('that cannot be had says why', async (answer, code) => {
    expect(await setUp(answer).history()).toMatchObject({ ok: false, error: { code } })
  })

  it('of a network message cannot be had: it stands in somebody else’s dialog', async () => {
    const { portal, ran } = fakePortal(() => [])
    const target = { kind: 'network' as const, lineCode: 'c'.repeat(32), userId: '5' }
    expect(await createMessages(portal).history?.(target)).toMatchObject({ error: { code: 'accounts.noPort' } })
    expect(ran).toEqual([])
  })
})
