import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { MessagesPort } from '../networks/ports'
import { openMessagesBench } from '../testing/messages-bench'
import { LINE_CODE, accountId } from '../testing/records'
import { createMessageCheck } from './check'
import { createMessages } from './messages'

const open = (port?: Partial<MessagesPort>) => openMessagesBench({ createMessageCheck, createMessages }, port)

let bench: ReturnType<typeof open>
let answer: Result<void>
let joined: string[]
const a = accountId('a')
const channel = { lineId: '11', name: 'Support', active: true }

beforeEach(() => {
  answer = ok(undefined)
  joined = []
  bench = open({
    joinLine: (code) => {
      joined.push(code)
      return Promise.resolve(answer)
    },
    channels: () => Promise.resolve(ok([channel])),
  })
})

afterEach(() => {
  bench.temp.dispose()
})

const lines = (id = 'a') => bench.handlers['messages.lines']({ accountId: accountId(id) })
const save = (lineCode: string, name?: string, id = 'a') =>
  bench.handlers['messages.saveLine']({ accountId: accountId(id), lineCode, ...(name === undefined ? {} : { name }) })
const join = (lineCode: string, id = 'a') => bench.handlers['messages.joinLine']({ accountId: accountId(id), lineCode })

describe('codes that were met', () => {
  test('are kept as pasted, with a name that can be changed but not lost', async () => {
    expect(await save(` «${LINE_CODE.toUpperCase()}» `)).toEqual(ok({ lineCode: LINE_CODE, name: LINE_CODE }))
    expect(await save(LINE_CODE, 'Sales')).toEqual(ok({ lineCode: LINE_CODE, name: 'Sales' }))
    expect(await save(LINE_CODE, '')).toEqual(ok({ lineCode: LINE_CODE, name: 'Sales' }))
    expect(await lines()).toEqual(ok([{ lineCode: LINE_CODE, name: 'Sales' }]))
  })

  test('are not made up out of what is none', async () => {
    expect(await save('not a code')).toEqual(fail('messages.lineCode', 'user'))
    expect(await save(LINE_CODE, 'x', 'z')).toEqual(fail('accounts.notFound'))
    expect(await lines()).toEqual(ok([]))
  })

  test('are forgotten for good, and once is enough', async () => {
    await save(LINE_CODE)
    for (let n = 0; n < 2; n += 1) {
      expect(await bench.handlers['messages.forgetLine']({ accountId: a, lineCode: LINE_CODE })).toEqual(ok({}))
    }
    expect(await lines()).toEqual(ok([]))
  })

  test('are nothing for accounts that cannot write through lines', async () => {
    expect(await Promise.all([lines('s'), lines('n'), lines('z')])).toEqual([
      fail('accounts.noPort'),
      fail('accounts.noPort'),
      fail('accounts.notFound'),
    ])
  })

  test('that the disk refuses are said not to be kept', async () => {
    bench.temp.store.close()
    expect(await save(LINE_CODE)).toMatchObject({ error: { code: 'store.failed' } })
    const forgotten = await bench.handlers['messages.forgetLine']({ accountId: a, lineCode: LINE_CODE })
    expect(forgotten).toMatchObject({ error: { code: 'store.failed' } })
  })
})

describe('joining a line', () => {
  test('is remembered, for all accounts of the portal that know it', async () => {
    await save(LINE_CODE, 'Ours', 'b')
    expect(await join(`https://x.bitrix24.com/?code=${LINE_CODE}`)).toEqual(
      ok({ lineCode: LINE_CODE, name: LINE_CODE, joined: true }),
    )
    expect(joined).toEqual([LINE_CODE])
    expect(await lines('b')).toMatchObject({ data: [{ name: 'Ours', joined: true }] })
  })

  test('that was refused remembers nothing', async () => {
    answer = fail('messages.lineInactive', 'user', { host: 'h' })
    expect(await join(LINE_CODE)).toEqual(answer)
    expect(await lines()).toEqual(ok([]))
  })

  test('asks nobody about what is no code', async () => {
    expect(await join('hello')).toEqual(fail('messages.lineCode', 'user'))
    expect(joined).toEqual([])
  })

  test('for an account that went meanwhile keeps nothing', async () => {
    bench.temp.dispose()
    bench = open({
      joinLine: () => {
        bench.accounts.remove(a)
        return Promise.resolve(ok(undefined))
      },
    })
    expect(await join(LINE_CODE)).toEqual(fail('accounts.notFound'))
    expect(bench.temp.store.lines.list(a)).toEqual([])
  })

  test('is not possible everywhere', async () => {
    expect(await Promise.all([join(LINE_CODE, 's'), join(LINE_CODE, 'b'), join(LINE_CODE, 'z')])).toEqual([
      fail('accounts.noPort'),
      fail('accounts.noPort'),
      fail('accounts.notFound'),
    ])
  })
})

test('the portal’s own open channels are asked of the portal', async () => {
  const channels = (id: string) => bench.handlers['messages.channels']({ accountId: accountId(id) })
  expect(await channels('a')).toEqual(ok([channel]))
  expect(await channels('s')).toEqual(fail('accounts.noPort'))
})
