import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/contract/common'
import type { OutgoingMessage } from '../ports'
import { fakePortal, lost, refuse, unsent, type Answer } from './fake-portal.fixtures'
import { createMessages } from './messages'

const FILE = { name: 'report.pdf', size: 12, read: () => [] as never }
const MESSAGE: OutgoingMessage = {
  id: '0b8a1f52-3c4d-4e5f-8a6b-7c8d9e0f1a2b',
  target: { kind: 'dialog', dialogId: 'chat40' },
  text: 'Hello',
  urlPreview: true,
  file: FILE,
}
/** Earlier than the fake portal's now. */
const AGAIN: OutgoingMessage = { ...MESSAGE, firstAttemptAt: '2023-11-14T10:00:00.000Z' }

const row = (extra: JsonObject = {}): JsonObject => ({
  id: 900,
  author_id: 7,
  date: '2023-11-14T13:00:05+03:00',
  text: 'Hello',
  uuid: null,
  params: { FILE_ID: [31] },
  ...extra,
})
const shown = (extra: JsonObject = {}): JsonObject => ({ id: 31, name: 'report.pdf', size: 12, ...extra })

function setUp(sent: Answer, messages: JsonObject[] = [], files: JsonObject[] = [shown()]) {
  const fake = fakePortal((method) => (method === 'im.dialog.messages.get' ? { messages, users: [], files } : sent))
  return { ...fake, messages: createMessages(fake.portal) }
}

describe('a message with a file', () => {
  it('is one call: the file is stored, attached and posted with the text', async () => {
    const { messages, writes, ran } = setUp({ file: { id: 31 }, messageId: 77, chatId: 40, dialogId: 'chat40' })
    expect(await messages.send(MESSAGE)).toEqual({ kind: 'sent', serverId: '77' })
    expect(writes).toEqual([
      ['im.v2.File.upload', { dialogId: 'chat40', fields: { name: 'report.pdf', message: 'Hello' } }],
    ])
    expect(ran).toEqual(['im.v2.File.upload'])
  })

  it('needs no text', async () => {
    const { messages, writes } = setUp({ messageId: '77' })
    expect(await messages.send({ ...MESSAGE, text: '' })).toEqual({ kind: 'sent', serverId: '77' })
    expect(writes[0]?.[1]).toEqual({ dialogId: 'chat40', fields: { name: 'report.pdf' } })
  })

  it('goes to dialogs only, and only where the webhook may write to them', () => {
    expect(setUp(true).messages.fileTargets).toEqual(['dialog'])
    expect(createMessages(fakePortal(() => true, ['im']).portal).fileTargets).toEqual([])
  })

  it.each([
    ['FILE_EMPTY', 'messages.fileRefused'],
    ['FILE_INVALID_CONTENT', 'messages.fileRefused'],
    ['CHAT_NOT_FOUND', 'messages.recipientNotFound'],
    ['FOLDER_ERROR', 'messages.fileNotStored'],
    ['UPLOAD_FAILED', 'messages.fileNotStored'],
    ['SEND_FAILED', 'messages.fileNotPosted'],
    ['FILE_TOO_LARGE', 'messages.fileTooLarge'],
    ['ACCESS_DENIED', 'messages.accessError'],
    ['ERROR_METHOD_NOT_FOUND', 'messages.noFileMethod'],
  ])('refused with %s has failed, and is not tried again by itself', async (code, expected) => {
    expect(await setUp(refuse(code)).messages.send(MESSAGE)).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: expected },
    })
  })

  it('a missing plan is told from missing rights', async () => {
    const text = 'REST API is available only on commercial plans'
    expect(await setUp(refuse('ACCESS_DENIED', text, 403)).messages.send(MESSAGE)).toMatchObject({
      error: { code: 'bitrix24.subscription' },
    })
  })

  it('whose answer is lost is unknown; one that never left may go later', async () => {
    expect(await setUp(lost()).messages.send(MESSAGE)).toMatchObject({ kind: 'unknown' })
    expect(await setUp(unsent()).messages.send(MESSAGE)).toMatchObject({ kind: 'failed', retryable: true })
  })
})

describe('reading a file back', () => {
  const yes = { found: 'yes', resendSafe: false, serverId: '900' }
  const no = { found: 'no', resendSafe: false }
  const perhaps = { found: 'cannotKnow', resendSafe: false }

  it.each<[string, JsonObject, JsonObject[], object]>([
    ['is there under its name', {}, [shown()], yes],
    ['is there under a numbered name', {}, [shown({ name: 'report (2).pdf' })], yes],
    ['is there with its size as text', {}, [shown({ size: '12' })], yes],
    ['is another one by its size', {}, [shown({ size: 13 })], no],
    ['may be there: the name is another, the size the same', {}, [shown({ name: 'b.pdf' })], perhaps],
    ['may be there: nothing is told of the file', {}, [], perhaps],
    ['may be there: the message carries an id of somebody else', { uuid: 'abc' }, [shown()], perhaps],
    ['is not there: the message has no file', { params: [] }, [], no],
    ['is not there: the message has two files', { params: { FILE_ID: [31, 32] } }, [shown()], no],
    ['is not there: another text', { text: 'Bye' }, [shown()], no],
    ['is not there: another author', { author_id: 8 }, [shown()], no],
    ['is not there: an older message', { date: '2023-11-13T13:00:05+03:00' }, [shown()], no],
  ])('%s', async (_, extra, files, expected) => {
    const { messages } = setUp(true, [row(extra)], files)
    expect(await messages.readBack(AGAIN)).toEqual({ ok: true, data: expected })
  })

  it('a message known as another one of ours is not taken for it', async () => {
    const { messages } = setUp(true, [row()])
    expect(await messages.readBack({ ...AGAIN, otherServerIds: ['900'] })).toMatchObject({ data: no })
  })

  it('is never called safe to repeat, and looks twice, also on a portal that keeps our ids', async () => {
    const { portal, messages, ran } = setUp(true)
    portal.echo.saw(true)
    expect(await messages.readBack(AGAIN)).toEqual({ ok: true, data: no })
    expect(ran).toEqual(['im.dialog.messages.get', 'im.dialog.messages.get'])
  })
})
