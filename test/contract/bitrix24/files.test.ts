// Files: im.v2.File.upload as it is documented, and our outbox sending one through it, whatever happens on the way.
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MessageTarget } from '../../../src/shared/contract/messages'
import type { FaultEffect, JsonObject } from '../../../src/practice/types'
import { RAW_TEXT, SYSTEM_REFUSALS, UNCERTAIN_REFUSALS, UPLOAD_REFUSALS } from '../../support/send-refusals'
import { fastTime, openDesk, type Desk } from '../outbox-desk'
import { must, ourClient } from './our-client'
import { START, startBench, type Bench } from './support'

const UPLOAD = 'im.v2.file.upload'
/** Of what is a refusal of any method, a missing one says more here. */
const REFUSALS = [...UPLOAD_REFUSALS, ...SYSTEM_REFUSALS.filter(({ error }) => error !== 'ERROR_METHOD_NOT_FOUND')]
const TO: MessageTarget = { kind: 'dialog', dialogId: '3' }

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
  // What was sent is looked for by its time: the portal's is ours.
  bench.clock.advance(Date.now() - START)
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

const posted = () => [...bench.portal('acme').portal.world.chats.values()].flatMap(({ messages }) => messages)
const files = () => [...bench.portal('acme').portal.world.files.values()]

describe('im.v2.File.upload', () => {
  const content = Buffer.from('Hello').toString('base64')
  const upload = (fields: JsonObject, dialogId = '3', portal = 'acme') =>
    bench.call('im.v2.File.upload', { dialogId, fields: { name: 'a.txt', content, ...fields } }, portal)

  test('stores, attaches and posts in one call; the message and its file are in the dialog', async () => {
    const { json } = await upload({ message: 'See this' })
    const done = json.result as { file: { id: number }; messageId: number; chatId: number }
    expect(json.result).toMatchObject({ dialogId: '3', file: { name: 'a.txt', size: 5, extension: 'txt' } })
    const page = await bench.result<JsonObject>('im.dialog.messages.get', { DIALOG_ID: '3', LIMIT: 1 })
    expect(page).toMatchObject({
      chat_id: done.chatId,
      messages: [{ id: done.messageId, text: 'See this', uuid: null, params: { FILE_ID: [done.file.id] } }],
      files: [{ id: done.file.id, name: 'a.txt', size: 5 }],
    })
  })

  test('a second file of the same name in a chat gets a number', async () => {
    await upload({})
    expect((await upload({})).json.result).toMatchObject({ file: { name: 'a (1).txt' } })
    expect((await upload({}, '4')).json.result).toMatchObject({ file: { name: 'a.txt' } })
  })

  test.each<[string, number, JsonObject, string?]>([
    ['FILE_EMPTY', 400, { content: '' }],
    ['FILE_EMPTY', 400, { name: ' ' }],
    ['FILE_INVALID_CONTENT', 400, { content: `data:text/plain;base64,${content}` }],
    ['FILE_INVALID_CONTENT', 400, { content: 'abc' }],
    ['CHAT_NOT_FOUND', 400, {}, 'chat999999'],
    ['CHAT_NOT_FOUND', 400, {}, 'nobody'],
  ])('%s with status %i for %j', async (error, status, fields, dialogId) => {
    const before = posted().length
    expect(await upload(fields, dialogId)).toMatchObject({ status, json: { error } })
    expect(posted()).toHaveLength(before)
  })

  test('a chat I am not in refuses', async () => {
    const { chats } = bench.portal('acme').portal.world
    const foreign = [...chats.values()].find(({ participants }) => !participants.has(27))
    expect(await upload({}, `chat${foreign?.id ?? 0}`)).toMatchObject({ status: 403, json: { error: 'ACCESS_DENIED' } })
  })

  test('an older box does not have it', async () => {
    expect(await upload({}, '3', 'nord-logistics')).toMatchObject({ json: { error: 'ERROR_METHOD_NOT_FOUND' } })
    const asked = await bench.result('method.get', { name: UPLOAD }, 'nord-logistics')
    expect(asked).toEqual({ isExisting: false, isAvailable: false })
  })
})

describe('our outbox', () => {
  let desk: Desk
  const bytes = randomBytes(1_300_001)

  async function newDesk(pace: number, portal = 'acme'): Promise<void> {
    const time = fastTime(pace)
    const { messages } = await ourClient(bench, portal, time)
    desk = openDesk(messages, time)
  }
  beforeEach(() => newDesk(1))
  afterEach(async () => {
    bench.faults.clear()
    await desk.close()
  })
  const arrived = (): number => bench.arrivals.list({ portal: 'acme', method: UPLOAD }).length
  const named = (name: string) => files().filter((file) => file.name === name)

  test('brings every byte, the name and the text, once', async () => {
    const file = await desk.keep('Отчёт за май.bin', bytes)
    const before = arrived()
    expect(await desk.send(TO, 'See this', file)).toMatchObject({ state: 'sent', attempts: 1, file })
    const [stored, ...more] = named('Отчёт за май.bin')
    expect(more).toEqual([])
    expect(stored?.bytes.equals(bytes)).toBe(true)
    expect(posted().filter(({ fileIds }) => fileIds?.includes(stored?.id ?? 0))).toMatchObject([{ text: 'See this' }])
    expect(arrived() - before).toBe(1)
  })

  test('is shown in the dialog’s history by its name', async () => {
    await desk.send(TO, '', await desk.keep('plan.pdf', bytes.subarray(0, 9)))
    const { messages } = await ourClient(bench)
    expect(must(await messages.history(TO)).messages.at(-1)?.text).toBe('plan.pdf')
  })

  test.each(REFUSALS.map((refusal) => [refusal.error, refusal.status, refusal] as const))(
    '%s with status %i is told and not repeated; tried again by hand the file goes out once',
    async (error, status, refusal) => {
      const file = await desk.keep('once.bin', bytes.subarray(0, 100))
      const before = arrived()
      const effect = { kind: 'error', status, error, description: refusal.text ?? RAW_TEXT } as const
      bench.faults.add({ portal: 'acme', method: UPLOAD, times: 0, effect })
      const failed = await desk.send(TO, 'once', file)
      expect(failed).toMatchObject({ state: 'failed', reason: refusal.reason, attempts: 1, file })
      expect(arrived() - before).toBe(1)
      bench.faults.clear()
      expect(await desk.retry(failed)).toMatchObject({ state: 'sent' })
      expect(named('once.bin').map((one) => one.bytes.equals(bytes.subarray(0, 100)))).toEqual([true])
    },
  )

  test.each<[string, FaultEffect]>([
    ['reset', { kind: 'reset', processed: true }],
    ['cut', { kind: 'cut', bytes: 20 }],
    ...UNCERTAIN_REFUSALS.map(({ error, status }): [string, FaultEffect] => [
      `${error} ${status}`,
      { kind: 'error', status, error, processed: true },
    ]),
  ])('an answer lost by %s is looked for, and found: the file is there once', async (_, effect) => {
    const file = await desk.keep('lost.bin', bytes.subarray(0, 100))
    const before = arrived()
    bench.faults.add({ portal: 'acme', method: UPLOAD, effect })
    expect(await desk.send(TO, 'lost', file)).toMatchObject({ state: 'sent', attempts: 1 })
    expect([arrived() - before, named('lost.bin').length]).toEqual([1, 1])
  })

  test('an answer lost before anything was done is never repeated: the user is asked, and may send again', async () => {
    const file = await desk.keep('asked.bin', bytes.subarray(0, 100))
    const before = arrived()
    bench.faults.add({ portal: 'acme', method: UPLOAD, effect: { kind: 'reset' } })
    const asked = await desk.send(TO, 'asked', file)
    expect(asked).toMatchObject({ state: 'needsDecision', evidence: { phase: 'unknown', found: 'no' } })
    expect([arrived() - before, named('asked.bin').length]).toEqual([1, 0])
    expect(await desk.resend(asked)).toMatchObject({ state: 'sent' })
    expect(named('asked.bin')).toHaveLength(1)
  })

  test('a portal without im.v2 says so', async () => {
    await desk.close()
    await newDesk(1, 'nord-logistics')
    const file = await desk.keep('old.bin', bytes.subarray(0, 100))
    expect(await desk.send(TO, 'old', file)).toMatchObject({ state: 'failed', reason: 'messages.noFileMethod' })
  })

  test('to a person through an open channel nothing is journalled', async () => {
    const file = await desk.keep('network.bin', bytes.subarray(0, 100))
    const line = bench.portal('acme').portal.world.networkLines.find(({ joined }) => joined)
    const target: MessageTarget = { kind: 'network', lineCode: line?.code ?? '', userId: '3' }
    await expect(desk.send(target, 'Hi', file)).rejects.toThrow('messages.noFiles')
  })
})
