import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { plain, readNotices } from './notices'

const ME = '7'
const row = (tag: string, extra: JsonObject = {}): JsonObject => ({
  id: 100,
  chat_id: 77,
  author_id: 3,
  date: '2026-03-02T11:00:00+02:00',
  notify_type: 1,
  notify_module: 'socialnetwork',
  notify_event: 'invite_group_btn',
  notify_tag: tag,
  text: 'Bob asks to join',
  ...extra,
})
const REQUEST = 'SOCNET|REQUEST_GROUP|3|5|900|7'
const INVITATION = 'SOCNET|INVITE_GROUP|7|901'
const of = (rows: JsonValue, users: JsonValue = []): JsonObject => ({ notifications: rows, users })

describe('readNotices', () => {
  it('a request: who, where, and from whom', () =>
    expect(readNotices(of([row(REQUEST)], [{ id: 3, name: 'Bob Day', avatar: '/a.png' }]), ME)).toEqual({
      requests: [
        {
          id: '100',
          at: '2026-03-02T09:00:00.000Z',
          text: 'Bob asks to join',
          groupId: '5',
          userId: '3',
          userName: 'Bob Day',
          photo: '/a.png',
        },
      ],
      invitations: [],
      complete: true,
      lastId: '100',
    }))

  it('an invitation: its relation, and the groups its text links to', () => {
    const text = '<a href="/workgroups/group/42/" class="x">Sales</a> [URL=https://h/workgroups/group/43/]b[/URL]'
    const { invitations } = readNotices(of([row(INVITATION, { text })]), ME)
    expect(invitations).toMatchObject([{ id: '100', relationId: '901', links: ['42', '43'], text: 'Sales b' }])
  })

  it.each<[string, JsonValue]>([
    ['an empty list', []],
    ['false', false],
    ['null', null],
    ['an object without fields', {}],
    ['notifications as false', { notifications: false, users: false }],
  ])('without any notification the answer is %s', (_, answer) =>
    expect(readNotices(answer, ME)).toEqual({ requests: [], invitations: [], complete: true }),
  )

  it('maps instead of lists, numbers as strings, users as a map', () => {
    const answer = of(
      { '0': row(REQUEST, { id: '100', notify_type: '1' }) },
      { '3': { id: '3', first_name: 'Bob', name: '', last_name: 'Day' } },
    )
    expect(readNotices(answer, ME).requests).toMatchObject([{ id: '100', userName: 'Bob Day' }])
  })

  it.each<[string, JsonObject]>([
    ['of another module', row(REQUEST, { notify_module: 'rest' })],
    ['that asks for nothing', row(REQUEST, { notify_type: 4 })],
    ['without an id', row(REQUEST, { id: 0 })],
    ['addressed to another person', row('SOCNET|REQUEST_GROUP|3|5|900|8')],
    ['that names me as the one who asks', row('SOCNET|REQUEST_GROUP|7|5|900|7')],
    ['with words for ids', row('SOCNET|REQUEST_GROUP|three|5|900|7')],
    ['with more in its tag', row('SOCNET|REQUEST_GROUP|3|5|900|7|SOCNET|REQUEST_GROUP|4|6|901|7')],
    ['with another tag before it', row('APP|SOCNET|REQUEST_GROUP|3|5|900|7')],
    ['whose tag goes on in another line', row('SOCNET|REQUEST_GROUP|3|5|900|7\nSOCNET|INVITE_GROUP|7|901')],
    ['whose text looks like a tag', row('MP|NT|1', { text: REQUEST })],
    ['inviting another person', row('SOCNET|INVITE_GROUP|8|901')],
    ['with a group 0', row('SOCNET|REQUEST_GROUP|3|0|900|7')],
    ['with an endless number', row(`SOCNET|REQUEST_GROUP|3|${'9'.repeat(40)}|900|7`)],
    ['with a tag that is no text', row(REQUEST, { notify_tag: ['x'] })],
  ])('leaves out a notification %s', (_, one) =>
    expect(readNotices(of([one]), ME)).toMatchObject({ requests: [], invitations: [] }),
  )

  it('a tag without the one who decides is mine: the list is', () =>
    expect(readNotices(of([row('SOCNET|REQUEST_GROUP|3|5|900')]), ME).requests).toHaveLength(1))

  it('of two notifications for the same request the newer one counts', () => {
    const rows = [
      row(REQUEST, { id: 9, text: 'old' }),
      row(REQUEST, { id: 100, text: 'new' }),
      row(REQUEST, { id: 11 }),
    ]
    expect(readNotices(of(rows), ME).requests).toMatchObject([{ id: '100', text: 'new' }])
  })

  it('names, texts and numbers without end are cut', () => {
    const huge = 'x'.repeat(20_000)
    const [request] = readNotices(of([row(REQUEST, { text: huge })], [{ id: 3, name: huge }]), ME).requests
    expect(request?.userName).toHaveLength(2000)
    expect(request?.text).toHaveLength(10_000)
  })

  it('fifty that all ask are perhaps not all; any other behind them shows that they are', () => {
    const asking = Array.from({ length: 50 }, (_, i) => row(`SOCNET|REQUEST_GROUP|3|${i + 1}|900|7`, { id: i + 1 }))
    expect(readNotices(of(asking), ME).complete).toBe(false)
    expect(readNotices(of([...asking.slice(1), row('X', { notify_type: 4 })]), ME).complete).toBe(true)
    expect(readNotices(of(asking.slice(1)), ME).complete).toBe(true)
  })
})

describe('plain', () => {
  it.each([
    ['a<br>b<br/>c', 'a b c'],
    ['<b onclick="x">Bob</b> &lt;img src=x&gt; &amp;amp;', 'Bob <img src=x> &amp;'],
    ['[USER=3]Bob[/USER] [b]now[/b]', 'Bob now'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<<a>a>', '<a>'],
  ])('%j reads %j', (text, words) => expect(plain(text)).toBe(words))
})
