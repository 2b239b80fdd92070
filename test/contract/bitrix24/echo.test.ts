// Our own client finds out once per portal whether it keeps TEMPLATE_ID: `acme` does, `nord-logistics` does not.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonValue } from '../../../src/shared/contract/common'
import type { OutgoingMessage } from '../../../src/main/networks/ports'
import { must, ourClient, type OurClient } from './our-client'
import { START, startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const toColleague = (text: string): OutgoingMessage => ({
  id: randomUUID(),
  target: { kind: 'dialog', dialogId: '3' },
  text,
  urlPreview: true,
  firstAttemptAt: new Date(START).toISOString(),
})

const looks = (client: OurClient): number =>
  client.arrived().filter(([method]) => method === 'im.dialog.messages.get').length

/** Sends, and waits until what was learnt behind the scenes is remembered. */
async function sendAndLearn(client: OurClient, state: Map<string, JsonValue>): Promise<void> {
  expect(await client.messages.send(toColleague('first'))).toMatchObject({ kind: 'sent' })
  await expect.poll(() => [...state.keys()].filter((key) => key.startsWith('bitrix24.uuidEcho.'))).toHaveLength(1)
}

test.each([
  ['acme', true],
  ['nord-logistics', false],
] as const)('%s: proved with one look, and kept for the next start', async (key, honoured) => {
  const state = new Map<string, JsonValue>()
  const client = await ourClient(bench, key, { state })
  await sendAndLearn(client, state)
  expect(looks(client)).toBe(1)
  const next = await ourClient(bench, key, { state })
  next.arrived()
  await next.messages.send(toColleague('second'))
  const asked = { ...toColleague('never sent'), firstAttemptAt: new Date(START).toISOString() }
  expect(must(await next.messages.readBack(asked))).toEqual({ found: 'no', resendSafe: honoured })
  // Where a repeat is harmless, what is not there yet need not be looked for twice.
  expect(looks(next)).toBe(honoured ? 1 : 2)
})

test('a repeat on a portal that keeps our ids is there once; one that does not keeps it twice', async () => {
  for (const [key, copies] of [
    ['acme', 1],
    ['nord-logistics', 2],
  ] as const) {
    const client = await ourClient(bench, key)
    const message = toColleague(`twice to ${key}`)
    await client.messages.send(message)
    await client.messages.send(message)
    const { messages } = await bench.result<{ messages: { text: string }[] }>(
      'im.dialog.messages.get',
      { DIALOG_ID: '3' },
      key,
    )
    expect(messages.filter(({ text }) => text === message.text)).toHaveLength(copies)
  }
})

test('read back on a portal without ids: the same words under the id of another message are not taken for this one', async () => {
  const client = await ourClient(bench, 'nord-logistics')
  const sent = await client.messages.send(toColleague('the same words'))
  const serverId = sent.kind === 'sent' ? (sent.serverId ?? '') : ''
  const lost = toColleague('the same words')
  expect(must(await client.messages.readBack(lost))).toMatchObject({ found: 'yes', serverId })
  expect(must(await client.messages.readBack({ ...lost, otherServerIds: [serverId] }))).toMatchObject({ found: 'no' })
})
