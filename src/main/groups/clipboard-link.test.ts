// Catches: anything else that lay on the clipboard leaving main, the same link offered again and again, one's own link
// offered, a link offered that already led somewhere.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GroupsPort } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { accountRecord, joinRequest } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createClipboardLink, type ClipboardLink } from './clipboard-link'

let temp: TempStore
let accounts: FakeAccounts
let clipboard: string
let reads: number
let asked: number
let link: ClipboardLink
const LINK = 'https://bsky.app/chat/AbC1234'

beforeEach(() => {
  temp = openTempStore()
  clipboard = ''
  reads = 0
  asked = 0
  const port: Partial<GroupsPort> = {
    previewLink: () => {
      asked += 1
      return Promise.reject(new Error('nobody is to be asked'))
    },
  }
  accounts = createFakeAccounts(temp.store, [{ record: accountRecord('a'), ports: { groups: port as GroupsPort } }])
  link = make()
})

afterEach(() => {
  expect(asked).toBe(0)
  temp.dispose()
})

const make = (): ClipboardLink =>
  createClipboardLink({
    store: temp.store,
    accounts,
    readClipboard: () => {
      reads += 1
      return Promise.resolve(clipboard)
    },
  })

test('a join link is answered once, and another one after it', async () => {
  clipboard = `Come in: ${LINK} !`
  expect(await link.read()).toBe(LINK)
  expect(await link.read()).toBeUndefined()
  clipboard = 'https://bsky.app/chat/Other99'
  expect(await link.read()).toBe(clipboard)
  expect(await link.read()).toBeUndefined()
})

test.each([
  'my secret password',
  'AbC1234',
  'http://bsky.app/chat/AbC1234',
  'https://bsky.app.evil.example/chat/AbC1234',
  'https://evil.example/?https://bsky.app/chat/AbC1234',
  'bluesky://chat/AbC1234',
  'https://bsky.app/profile/ann.example',
  `${'x'.repeat(5000)} ${LINK}`,
])('%s is none', async (text) => {
  clipboard = text
  expect(await link.read()).toBeUndefined()
})

test.each(['pending', 'joined', 'unknown'] as const)('a link asked with and %s is not offered', async (state) => {
  temp.store.requests.save(joinRequest('r1', { linkCode: 'AbC1234', state }))
  clipboard = LINK
  expect(await link.read()).toBeUndefined()
})

test('a link whose request has ended can be tried again', async () => {
  temp.store.requests.save(joinRequest('r1', { linkCode: 'AbC1234', state: 'ended' }))
  clipboard = LINK
  expect(await link.read()).toBe(LINK)
})

test('a link of a group of mine is not offered to myself', async () => {
  link.own('AbC1234')
  clipboard = LINK
  expect(await link.read()).toBeUndefined()
})

test('without an account that could use it the clipboard is not even read', async () => {
  const blind: Partial<GroupsPort> = {}
  accounts = createFakeAccounts(temp.store, [{ record: accountRecord('b'), ports: { groups: blind as GroupsPort } }])
  link = make()
  clipboard = LINK
  expect(await link.read()).toBeUndefined()
  expect(reads).toBe(0)
})
