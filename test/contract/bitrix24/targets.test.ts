// Bellhop's own client on the practice portal: places to write to, network lines, open channels, what was said.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../src/shared/contract/result'
import type { PortTarget } from '../../../src/main/networks/ports'
import { must, ourClient, type OurClient } from './our-client'
import { startBench, type Bench } from './support'

let bench: Bench
let ours: OurClient

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(async () => {
  bench.bitrix24.hooks.reset()
  bench.faults.clear()
  bench.bitrix24.hooks.account({ portal: 'acme', bucket: { enabled: false, burst: 50, perSecond: 2 } })
  ours = await ourClient(bench)
  ours.arrived()
})
afterAll(() => bench.close())

const portal = () => bench.portal('acme').portal
const find = async (text: string, lineCode?: string): Promise<PortTarget[]> =>
  must(await ours.messages.find(text, lineCode === undefined ? {} : { lineCode }))
const dialogIds = (hits: readonly PortTarget[]): string[] =>
  hits.flatMap(({ target }) => (target.kind === 'dialog' ? [target.dialogId] : []))
const network = (index: number) => portal().world.networkLines[index]?.code ?? ''

describe('places to write to', () => {
  test('people come with their position, in one request for everything, and a message to one arrives', async () => {
    const hits = await find('anna')
    expect(ours.arrived()).toHaveLength(1)
    const person = hits.find(({ kind }) => kind === 'person')
    expect(person?.hint).not.toBe('')
    const target = person?.target ?? { kind: 'dialog', dialogId: '' }
    const id = '0b8a1f52-3c4d-4e5f-8a6b-7c8d9e0f1a2b'
    expect(await ours.messages.send({ id, target, text: 'hi', urlPreview: true })).toMatchObject({ kind: 'sent' })
  })

  test('I am not among those I find', async () => {
    const { me, world } = { me: portal().seed.me, world: portal().world }
    const name = world.people.get(me)?.lastName ?? ''
    expect(dialogIds(await find(name))).not.toContain(String(me))
  })

  test('chats of groups come with how many are in them', async () => {
    expect(await find('all hands')).toMatchObject([{ kind: 'chat', memberCount: expect.any(Number) as number }])
  })

  test('of the open-channel dialogs only those I am in, with the channel’s name; each of them takes a message', async () => {
    const { world, seed } = portal()
    const lines = [...world.chats.values()].filter((chat) => chat.line !== undefined)
    const mine = lines.filter((chat) => chat.participants.has(seed.me) && (chat.line?.status ?? 60) < 60)
    const others = lines.filter((chat) => !chat.participants.has(seed.me)).slice(0, 5)
    const words = new Set([...mine, ...others].map(({ title }) => title.slice(0, 5)))
    const found = new Map<string, PortTarget>()
    for (const word of words)
      for (const hit of await find(word)) if (hit.kind === 'openline') found.set(JSON.stringify(hit.target), hit)
    expect(dialogIds([...found.values()]).sort()).toEqual(mine.map(({ id }) => `chat${id}`).sort())
    expect(mine.length).toBeGreaterThan(0)
    for (const { target, hint } of found.values()) {
      expect(world.lines.map(({ name }) => name)).toContain(hint)
      const id = crypto.randomUUID()
      expect(await ours.messages.send({ id, target, text: 'on it', urlPreview: true })).toMatchObject({ kind: 'sent' })
    }
  })

  test('people through a line are network targets', async () => {
    const hits = await find('anna', network(0))
    expect(hits.length).toBeGreaterThan(0)
    expect(hits.every(({ target }) => target.kind === 'network' && target.lineCode === network(0))).toBe(true)
  })

  test('one letter, and a name nobody has, find nothing; a portal that writes empty maps as lists is understood', async () => {
    expect(await find('a')).toEqual([])
    expect(ours.arrived()).toEqual([])
    expect(await find('zzzzzz')).toEqual([])
  })
})

describe('every way of reading', () => {
  const dialog = { kind: 'dialog' as const, dialogId: '3' }
  const ways: readonly (readonly [string, string, () => Promise<Result<unknown>>])[] = [
    ['finding', 'batch', () => ours.messages.find('anna', {})],
    ['finding through a line', 'im.search.user.list', () => ours.messages.find('anna', { lineCode: network(0) })],
    ['the open channels', 'imopenlines.config.list.get', () => ours.messages.channels()],
    ['what was said', 'im.dialog.messages.get', () => ours.messages.history(dialog)],
  ]

  test.each(ways)('%s makes up for one lost answer and waits for a busy portal', async (_, method, read) => {
    const usual = must(await read())
    bench.faults.add({ method, effect: { kind: 'reset', processed: true } })
    bench.faults.add({ method, effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } })
    expect(must(await read())).toEqual(usual)
  })

  test.each(ways)('%s says it when the portal answers with a page, or with nonsense', async (_, method, read) => {
    bench.faults.add({ method, effect: { kind: 'html', page: 'login' }, times: 50 })
    expect(await read()).toMatchObject({ ok: false, error: { code: 'net.notJson' } })
    bench.faults.clear()
    bench.faults.add({ method, effect: { kind: 'truncatedJson' }, times: 50 })
    expect(await read()).toMatchObject({ ok: false })
  })
})

describe('network lines', () => {
  test('joining one lets the portal write through it; joining again is the same', async () => {
    const message = { id: crypto.randomUUID(), text: 'hi', urlPreview: true }
    const target = { kind: 'network' as const, lineCode: network(3), userId: '3' }
    expect(await ours.messages.send({ ...message, target })).toMatchObject({
      kind: 'failed',
      error: { code: 'messages.lineNotJoined' },
    })
    must(await ours.messages.joinLine(network(3)))
    must(await ours.messages.joinLine(network(3)))
    expect(await ours.messages.send({ ...message, target })).toMatchObject({ kind: 'sent' })
  })

  test('a join whose answer was lost is asked once more, and is done', async () => {
    const lost = { method: 'imopenlines.network.join', effect: { kind: 'reset', processed: true } } as const
    bench.faults.add(lost)
    must(await ours.messages.joinLine(network(3)))
    expect(ours.arrived()).toEqual([['imopenlines.network.join'], ['imopenlines.network.join']])
    bench.faults.add({ ...lost, times: 9 })
    expect(await ours.messages.joinLine(network(3))).toMatchObject({ ok: false, error: { code: 'net.reset' } })
    expect(ours.arrived()).toHaveLength(2)
  })

  test.each([
    ['a code nobody has', () => 'f'.repeat(32), 'messages.lineNotFound'],
    ['a line that is switched off', () => network(4), 'messages.lineInactive'],
    ['what is no code', () => 'short', 'messages.lineCode'],
  ])('%s says so', async (_, code, expected) => {
    expect(await ours.messages.joinLine(code())).toMatchObject({ ok: false, error: { code: expected } })
  })

  test('older portals say it in their own words', async () => {
    const nord = await ourClient(bench, 'nord-logistics')
    expect(await nord.messages.joinLine('f'.repeat(32))).toMatchObject({ error: { code: 'messages.lineNotFound' } })
    expect(await nord.messages.joinLine('short')).toMatchObject({ error: { code: 'messages.lineCode' } })
  })

  test('a portal without the chat-bot module says what is missing', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { imbot: false } })
    expect(await ours.messages.joinLine(network(3))).toMatchObject({ error: { code: 'messages.noBots' } })
  })
})

test('the portal’s own open channels come by name, those that are switched off as well', async () => {
  const channels = must(await ours.messages.channels())
  const { lines } = portal().world
  expect(channels).toHaveLength(lines.length)
  for (const { id, name, active } of lines) expect(channels).toContainEqual({ lineId: String(id), name, active })
})

describe('what was said', () => {
  const say = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1)
      await bench.call('im.message.add', { DIALOG_ID: '3', MESSAGE: `line ${n}`, ...(n === 1 ? { SYSTEM: 'Y' } : {}) })
  }
  const history = async (before?: string) =>
    must(await ours.messages.history({ kind: 'dialog', dialogId: '3' }, before))

  test('is read to the beginning, oldest first, without gap or repeat', async () => {
    await say(120)
    const texts: string[] = []
    let before: string | undefined
    do {
      const page = await history(before)
      texts.unshift(...page.messages.map(({ text }) => text))
      before = page.older
    } while (before !== undefined)
    const said = texts.filter((text) => text.startsWith('line '))
    expect(said).toEqual(Array.from({ length: 120 }, (_, n) => `line ${n + 1}`))
  })

  test('tells who said it, and the system apart', async () => {
    await say(2)
    const { messages } = await history()
    expect(messages.slice(-2)).toMatchObject([{ kind: 'system' }, { kind: 'me', authorId: String(portal().seed.me) }])
    const { world, seed } = portal()
    const talk = [...world.chats.values()].find(
      (one) =>
        one.participants.has(seed.me) && one.messages.some(({ authorId }) => authorId !== 0 && authorId !== seed.me),
    )
    const read = must(await ours.messages.history({ kind: 'dialog', dialogId: `chat${talk?.id ?? 0}` })).messages
    const others = read.filter(({ kind }) => kind === 'other')
    expect(others.length).toBeGreaterThan(0)
    expect(others.every(({ authorName = '' }) => authorName !== '')).toBe(true)
  })

  test('stays unread: looking does not tell the portal that I have seen it', async () => {
    const { world, seed } = portal()
    const unread = [...world.chats.values()].find(
      (one) => one.participants.has(seed.me) && (one.participants.get(seed.me) ?? 0) < (one.messages.at(-1)?.id ?? 0),
    )
    const before = unread?.participants.get(seed.me)
    must(await ours.messages.history({ kind: 'dialog', dialogId: `chat${unread?.id ?? 0}` }))
    expect(unread?.participants.get(seed.me)).toBe(before)
    expect(unread).toBeDefined()
  })

  test('in a dialog I am not in is not for me', async () => {
    const { world, seed } = portal()
    const other = [...world.chats.values()].find((one) => one.line !== undefined && !one.participants.has(seed.me))
    const asked = await ours.messages.history({ kind: 'dialog', dialogId: `chat${other?.id ?? 0}` })
    expect(asked).toMatchObject({ ok: false, error: { code: 'messages.accessError' } })
  })
})
