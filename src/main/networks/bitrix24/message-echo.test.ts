import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { CallResult, Client } from './client'
import { MessageEcho } from './message-echo'
import { memoryStore } from './virtual-time.fixtures'

const DAY = 24 * 60 * 60_000
const ID = '0b8a1f52-3c4d-4e5f-8a6b-7c8d9e0f1a2b'
const SENT = { id: ID, dialogId: 'chat40', serverId: '9' }
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

type Shown = readonly JsonObject[] | 'offline' | 'bug' | Promise<readonly JsonObject[]>

function setUp(shown: Shown, state = memoryStore()) {
  let now = 1_700_000_000_000
  const looks: unknown[] = []
  const answer = { shown }
  const echoes = () => new MessageEcho({ host: 'h', state, clock: () => now })
  const call = async (...given: unknown[]): Promise<CallResult> => {
    looks.push(given)
    const rows = await answer.shown
    if (rows === 'bug') throw new Error('a bug')
    if (rows === 'offline') return { ok: false } as CallResult
    return { ok: true, data: { messages: rows } as unknown as JsonValue }
  }
  const client = { call } as unknown as Client
  return { echo: echoes(), restarted: echoes, client, looks, answer, pass: (ms: number) => (now += ms) }
}

describe('whether a portal shows our ids', () => {
  it('is read from the message that was just sent, behind the scenes, once, and remembered', async () => {
    const { echo, restarted, client, looks } = setUp([
      { id: 8, uuid: 'other' },
      { id: 9, uuid: ID.toUpperCase() },
    ])
    echo.prove(client, SENT)
    expect(echo.honoured).toBe(false)
    await settled()
    expect(looks).toEqual([['im.dialog.messages.get', { DIALOG_ID: 'chat40', LIMIT: 5 }, { lane: 'background' }]])
    expect(restarted().honoured).toBe(true)
    restarted().prove(client, SENT)
    expect(looks).toHaveLength(1)
  })

  it.each<[string, JsonValue]>([
    ['none', null],
    ['another one', 'ffffffff-0000-4000-8000-000000000000'],
  ])('is also remembered when it shows %s, for a week', async (_name, uuid) => {
    const { echo, restarted, client, looks, answer, pass } = setUp([{ id: 9, uuid }])
    echo.prove(client, SENT)
    await settled()
    pass(7 * DAY - 1)
    restarted().prove(client, SENT)
    expect(restarted().honoured).toBe(false)
    expect(looks).toHaveLength(1)
    pass(1)
    answer.shown = [{ id: 9, uuid: ID }]
    const after = restarted()
    after.prove(client, SENT)
    await settled()
    expect(after.honoured).toBe(true)
  })

  it.each<[string, Shown]>([
    ['that failed', 'offline'],
    ['that broke', 'bug'],
    ['without the message in it', [{ id: 7, uuid: null }]],
  ])('is not known after a look %s: the next message is looked at again', async (_name, shown) => {
    const { echo, client, looks, answer } = setUp(shown)
    echo.prove(client, SENT)
    await settled()
    expect(echo.honoured).toBe(false)
    answer.shown = [{ id: 9, uuid: ID }]
    echo.prove(client, SENT)
    await settled()
    expect([echo.honoured, looks.length]).toEqual([true, 2])
  })

  it('is proved by one look at a time, however many messages go out meanwhile', async () => {
    let show: (rows: readonly JsonObject[]) => void = () => undefined
    const slow = new Promise<readonly JsonObject[]>((resolve) => (show = resolve))
    const { echo, client, looks } = setUp(slow)
    for (let sent = 0; sent < 5; sent += 1) echo.prove(client, SENT)
    expect(looks).toHaveLength(1)
    show([{ id: 9, uuid: ID }])
    await settled()
    expect(echo.honoured).toBe(true)
  })

  it('stays proved once an id was seen, and what an earlier version remembered counts', () => {
    expect(setUp([], memoryStore({ 'bitrix24.uuidEcho.h': true })).echo.honoured).toBe(true)
    const { echo, restarted } = setUp([])
    echo.saw(true)
    expect(restarted().honoured).toBe(true)
  })
})
