// Catches: a waiting request asked a second time where the portal cannot show it, and a check that knows being overruled.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestCheck } from '../../shared/contract/requests'
import { accountId } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { withOwnRequest } from './own-request'
import { createRequests, type RequestsCapability } from './requests'

let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const blind: RequestCheck = {
  relation: 'none',
  joinRule: 'approval',
  canRequest: true,
  reason: 'notKnown',
  groupId: '5',
  takesMessage: true,
}

beforeEach(async () => {
  bench = createRequestsBench(createRequests)
  await bench.requests.handlers['requests.send']({ accountId: a, groupId: '5' })
})

afterEach(async () => {
  await bench.dispose()
})

const seen = (check: RequestCheck, account = a): RequestCheck => withOwnRequest(bench.temp.store, account, check)

test('our own waiting request counts where the service cannot tell', () => {
  expect(seen(blind)).toMatchObject({ canRequest: false, relation: 'requested', reason: 'alreadyRequested' })
})

test('what the service does know is not overruled, and other groups and accounts are not touched', () => {
  const { reason: _reason, ...knowing } = blind
  expect(seen(knowing)).toBe(knowing)
  expect(seen({ ...blind, groupId: '6' })).toMatchObject({ canRequest: true })
  expect(seen(blind, accountId('z'))).toMatchObject({ canRequest: true })
})

test('once it is over, asking is possible again', async () => {
  bench.service.relations.delete('5')
  await bench.time.advance(6 * 60_000)
  expect(seen(blind)).toBe(blind)
})
