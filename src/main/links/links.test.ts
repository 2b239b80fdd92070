// Catches: a link that acts by itself, one that leads to an account it does not fit, a dead one that says nothing, a flood,
// what waits for a window that is not there yet and gets lost.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { links as contract, type Place, type Proposal } from '../../shared/contract/links'
import { createFakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord, group } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import type { AccountRecord } from '../store/accounts-repository'
import { createLinks, type LinksCapability } from './links'

let temp: TempStore
let events: Recorded
let links: LinksCapability
let shows: number

const ALL = ['groups', 'requests', 'openlines', 'messages'] as const
const ACME = { host: 'acme.example', ports: [...ALL] }
const ACCOUNTS: readonly [string, Partial<AccountRecord>][] = [
  ['anna', { ...ACME, userId: '1' }],
  ['boris', { ...ACME, userId: '2' }],
  ['studio', { host: 'studio.example', ports: ['messages'] }],
  [
    'sky',
    {
      network: 'bluesky',
      host: 'pds.example',
      userId: 'did:plc:x',
      handle: 'anna.example',
      ports: ['groups', 'messages'],
    },
  ],
]

function withAccounts(accounts: readonly [string, Partial<AccountRecord>][]): void {
  links = createLinks({
    store: temp.store,
    accounts: createFakeAccounts(
      temp.store,
      accounts.map(([id, fields]) => ({ record: accountRecord(id, fields), ports: {} })),
    ),
    emit: events.emit,
    showMain: () => (shows += 1),
    log: recordLog(),
  })
}

beforeEach(() => {
  temp = openTempStore()
  events = recordEvents()
  shows = 0
  withAccounts(ACCOUNTS)
})
afterEach(() => {
  temp.dispose()
})

async function take() {
  const answer = await links.handlers['links.take']({})
  if (!answer.ok) throw new Error('links.take cannot fail')
  return v.parse(contract['links.take'].output, answer.data)
}
/** What the main window is asked about when a link is passed to the app. */
async function passed(text: string): Promise<Proposal> {
  links.open(text)
  const [arrival, ...more] = await take()
  if (arrival?.kind !== 'proposal' || more.length > 0) throw new Error(`not one proposal: ${JSON.stringify(arrival)}`)
  return arrival.proposal
}
async function pasted(text: string): Promise<Proposal | undefined> {
  const answer = await links.handlers['links.read']({ text })
  return answer.ok ? answer.data.proposal : undefined
}
const as = (id: string, place: object): object => ({ accountId: id, place: { accountId: id, ...place } })

describe('peers 30: a link that was passed to the app', () => {
  test('waits until the window takes it, brings the window, and is told', async () => {
    links.open('bellhop://group?portal=acme.example&id=5')
    links.go({ kind: 'view', view: 'outbox' })
    expect([shows, events.of('links.waiting').length]).toEqual([2, 2])
    expect((await take()).map(({ kind }) => kind)).toEqual(['proposal', 'place'])
    expect(await take()).toEqual([])
  })

  test('is a question about every account that could go there, whomever it was made for first', async () => {
    const link = 'bellhop://group?portal=acme.example&id=5'
    const group = { kind: 'group', groupId: '5' }
    expect(await passed(link)).toEqual({
      kind: 'offer',
      wants: 'group',
      host: 'acme.example',
      choices: [as('anna', group), as('boris', group)],
    })
    expect(await passed(`${link}&account=2`)).toMatchObject({ choices: [as('boris', group), as('anna', group)] })
    expect(await passed(`${link}&account=99`)).toMatchObject({ choices: [as('anna', group), as('boris', group)] })
  })

  test.each<[string, Omit<Place, 'accountId'>, object]>([
    ['bellhop://request?portal=acme.example&group=5', { kind: 'group' }, { groupId: '5', ask: true }],
    ['bellhop://dialog?portal=acme.example&chat=7', { kind: 'dialog' }, { chatId: '7' }],
    [
      'bellhop://compose?portal=acme.example&to=sg5&text=Hi%20all',
      { kind: 'compose' },
      { target: { kind: 'dialog', dialogId: 'sg5' }, text: 'Hi all' },
    ],
  ])('%s', async (link, kind, rest) => {
    expect(await passed(link)).toMatchObject({ choices: [as('anna', { ...kind, ...rest }), as('boris', {})] })
  })

  test.each([
    ['bellhop://group?convo=3k', { kind: 'group', groupId: '3k' }],
    ['bellhop://compose?convo=3k&text=x', { kind: 'compose', target: { kind: 'convo', convoId: '3k' }, text: 'x' }],
    ['bellhop://join?code=AbC', { kind: 'joinLink', link: 'https://bsky.app/chat/AbC' }],
    ['https://bsky.app/chat/AbC', { kind: 'joinLink', link: 'https://bsky.app/chat/AbC' }],
  ])('%s leads to Bluesky', async (link, place) => {
    expect(await passed(link)).toMatchObject({ host: 'bsky.app', choices: [as('sky', place)] })
  })

  test('shows the text it would write as it is, and calls things by the names known here', async () => {
    temp.store.groups.upsertPage([group('anna', '5', { name: 'Sales' })], 1)
    const link = 'bellhop://compose?portal=acme.example&to=sg5&text=%5BB%5DHi%5B%2FB%5D%0Athere'
    expect(await passed(link)).toMatchObject({
      text: '[B]Hi[/B]\nthere',
      choices: [{ accountId: 'anna', title: 'Sales', place: { title: 'Sales' } }, { accountId: 'boris' }],
    })
    expect(await passed('bellhop://group?portal=acme.example&id=5')).toMatchObject({
      choices: [{ title: 'Sales' }, {}],
    })
  })

  test('two accounts on one portal: only those that may do it are asked about', async () => {
    withAccounts([...ACCOUNTS.slice(0, 1), ['boris', { ...ACME, ports: ['messages'] }]])
    expect(await passed('bellhop://dialog?portal=acme.example&chat=7')).toMatchObject({
      choices: [{ accountId: accountId('anna') }],
    })
  })
})

describe('peers 30: a dead link says why', () => {
  test.each([
    [
      'a portal nobody is connected to',
      'bellhop://group?portal=other.example&id=5',
      { code: 'links.noAccount', params: { host: 'other.example' } },
    ],
    [
      'nobody there may do it',
      'bellhop://dialog?portal=studio.example&chat=5',
      { code: 'links.noPort', params: { host: 'studio.example' } },
    ],
    [
      'a kind nobody knows',
      'bellhop://call?portal=acme.example&id=5',
      { code: 'links.unknownKind', params: { name: 'call' } },
    ],
    ['a bad id', 'bellhop://group?portal=acme.example&id=x', { code: 'links.badPart', params: { name: 'id' } }],
    ['any page of the web', 'https://bsky.app/profile/anna.example', { code: 'links.malformed' }],
    ['a file', 'file:///etc/passwd', { code: 'links.malformed' }],
    ['nothing', '', { code: 'links.malformed' }],
  ])('%s', async (_name, link, dead) => {
    expect(await passed(link)).toMatchObject({ kind: 'dead', ...dead })
  })

  test('without an account it says which kind is wanted, and what to read again once there is one', async () => {
    withAccounts([])
    expect(await passed('bellhop://join?code=AbC')).toEqual({
      kind: 'dead',
      code: 'links.noBluesky',
      params: {},
      needs: { network: 'bluesky', link: 'bellhop://join?code=AbC' },
    })
    expect(await passed('bellhop://group?portal=acme.example&id=5')).toMatchObject({
      code: 'links.noAccount',
      needs: { network: 'bitrix24', link: 'bellhop://group?portal=acme.example&id=5' },
    })
  })

  test('a flood is cut', async () => {
    for (let number = 1; number <= 1000; number += 1) links.open(`bellhop://group?portal=acme.example&id=${number}`)
    expect((await take()).length).toBe(50)
  })
})

describe('peers 30: a pasted text', () => {
  test('with a link of ours in it is a question', async () => {
    expect(await pasted('see https://bsky.app/chat/AbC')).toMatchObject({ wants: 'join', choices: [as('sky', {})] })
    expect(await pasted('bellhop://nothing')).toMatchObject({ kind: 'dead' })
  })

  test('with a connected portal’s link to a chat in it is a question; any other page of it is none', async () => {
    expect(await pasted('https://acme.example/online/?IM_DIALOG=chat12')).toMatchObject({
      wants: 'dialog',
      choices: [as('anna', { kind: 'dialog', chatId: '12' }), as('boris', {})],
    })
    expect(await pasted('https://other.example/online/?IM_DIALOG=chat12')).toBeUndefined()
    expect(await pasted('https://acme.example/workgroups/group/5/')).toBeUndefined()
    expect(await pasted('hello')).toBeUndefined()
  })
})
