import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CallRecord } from '../../shared/contract/diagnostics'
import { fail, ok } from '../../shared/contract/result'
import { createFakeAccounts } from '../testing/fake-accounts'
import { createFakeNetwork } from '../testing/fake-network'
import { accountId, accountRecord } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime } from '../testing/virtual-time'
import { createCallLog } from './call-log'
import { createDiagnostics } from './diagnostics'

let temp: TempStore

beforeEach(() => {
  temp = openTempStore()
})

afterEach(() => {
  temp.dispose()
})

const call = (n: number, fields: Partial<CallRecord> = {}): CallRecord => ({
  at: '2026-01-15T09:00:00.000Z',
  host: 'portal.example',
  method: `method.${String(n)}`,
  ms: 12,
  outcome: 'ok',
  ...fields,
})

function make(saveTextFile: (name: string, text: string) => Promise<string | undefined>) {
  const calls = createCallLog()
  const record = accountRecord('a', {
    label: 'My boss',
    userName: 'Ann Clark',
    health: 'offline',
    healthReason: 'net.dns',
  })
  const { handlers } = createDiagnostics({
    calls,
    networks: [createFakeNetwork('bitrix24'), createFakeNetwork('bluesky')],
    accounts: createFakeAccounts(temp.store, [{ record, ports: {} }]),
    appInfo: { version: '1.2.3', platform: 'linux', packaged: true, systemLanguage: 'en' },
    saveTextFile,
    clock: createVirtualTime().clock,
    log: recordLog(),
  })
  return { handlers, calls }
}

test('the last 500 calls are kept, newest first, and no more (memory would grow for ever)', () => {
  const log = createCallLog()
  expect(log.list()).toEqual([])
  for (let n = 0; n < 3; n += 1) log.record(call(n))
  expect(log.list().map(({ method }) => method)).toEqual(['method.2', 'method.1', 'method.0'])
  for (let n = 3; n < 1_234; n += 1) log.record(call(n))
  const methods = log.list().map(({ method }) => method)
  expect(methods).toHaveLength(500)
  expect([methods[0], methods.at(-1)]).toEqual(['method.1233', 'method.734'])
})

test('calls and the budgets of every network are shown', async () => {
  const { handlers, calls } = make(() => Promise.resolve(undefined))
  calls.record(call(1))
  const shown = await handlers['diagnostics.calls']({})
  expect(shown.ok && shown.data.budgets.map(({ host }) => host)).toEqual(['bitrix24.example', 'bluesky.example'])
  expect(shown.ok && shown.data.calls).toEqual([call(1)])
})

test('the file says what happened and names no person', async () => {
  let written = ''
  const { handlers, calls } = make((name, text) => {
    written = text
    return Promise.resolve(`/home/me/${name}`)
  })
  calls.record(call(1, { accountId: accountId('a'), status: 503, outcome: 'bitrix24.queryLimit' }))
  calls.record(call(2, { accountId: accountId('gone') }))
  expect(await handlers['diagnostics.export']({})).toEqual(ok({ path: '/home/me/bellhop-diagnostics-2026-01-15.txt' }))
  expect(written).toContain('Bellhop 1.2.3 on linux, packaged')
  expect(written).toContain('1. bitrix24 on portal.example, offline (net.dns)')
  expect(written).toContain('#1  portal.example  method.1  12 ms  503  bitrix24.queryLimit')
  expect(written).toContain('49.5 of 50 left')
  for (const person of ['Ann', 'My boss']) expect(written).not.toContain(person)
})

test('cancelling is no failure; a disk that refuses is', async () => {
  const cancelled = make(() => Promise.resolve(undefined))
  expect(await cancelled.handlers['diagnostics.export']({})).toEqual(ok({}))
  const refused = make(() => Promise.reject(new Error('EACCES')))
  expect(await refused.handlers['diagnostics.export']({})).toEqual(fail('diagnostics.exportFailed', 'user'))
})
