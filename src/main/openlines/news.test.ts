// What of a reading is news. Catches: what I wrote told back to me, colleagues' dialogs told, a customer told twice.
import { expect, test } from 'vitest'
import type { Dialog } from '../../shared/contract/openlines'
import { accountId } from '../testing/records'
import { dialogNews } from './news'

const a = accountId('a')
const dialog = (chatId: string, fields: Partial<Dialog> = {}): Dialog => ({
  accountId: a,
  chatId,
  status: 'waiting',
  title: 'Anna',
  unread: 1,
  ...fields,
})
const mine = (fields: Partial<Dialog>): Dialog => dialog('1', { status: 'mine', ...fields })

const between = (before: readonly Dialog[], items: readonly Dialog[]) =>
  dialogNews(new Map(before.map((each) => [each.chatId, each])), items, (key, params = {}) =>
    [key, ...Object.values(params)].join(' '),
  )
const kinds = (before: readonly Dialog[], items: readonly Dialog[]): string[] =>
  between(before, items).map(({ kind, place }) => `${kind} ${place.kind === 'dialog' ? place.chatId : ''}`)

test('who waits anew is told once, with the way to exactly that dialog, and again after somebody had it', () => {
  const waiting = dialog('2', { lineName: 'Support' })
  expect(between([dialog('1')], [dialog('1'), waiting])).toEqual([
    {
      accountId: a,
      kind: 'dialogWaiting',
      name: 'Anna',
      body: 'notices.openlines.on Anna Support',
      place: { kind: 'dialog', accountId: a, chatId: '2' },
      listPlace: { kind: 'view', view: 'openlines', accountId: a },
    },
  ])
  expect(kinds([waiting], [dialog('2', { unread: 5 })])).toEqual([])
  expect(kinds([dialog('2', { status: 'other' })], [waiting])).toEqual(['dialogWaiting 2'])
})

test('a customer of mine who writes: more unread than before, and not what I wrote', () => {
  expect(kinds([mine({ unread: 0 })], [mine({ unread: 1 })])).toEqual(['dialogMessage 1'])
  expect(kinds([], [mine({ unread: 1 })])).toEqual(['dialogMessage 1'])
  expect(kinds([mine({ unread: 1 })], [mine({ unread: 1, lastText: 'edited' })])).toEqual([])
  expect(kinds([mine({ unread: 1 })], [mine({ unread: 2, lastFromMe: true })])).toEqual([])
  expect(kinds([mine({ unread: 1 })], [mine({ unread: 0 })])).toEqual([])
})

test('what colleagues have, or what has been answered, is not told', () => {
  const unread = { unread: 7 }
  expect(
    kinds([], [dialog('1', { status: 'other', ...unread }), dialog('2', { status: 'answered', ...unread })]),
  ).toEqual([])
})

test('words stand without their markup, in one line, and short', () => {
  const body = (lastText: string) => between([], [mine({ lastText, lastFromMe: false })])[0]?.body
  expect(body('[b]Hello[/b]\nthere')).toBe('notices.openlines.said Anna Hello there')
  expect(body('x'.repeat(10_000))?.length).toBeLessThan(250)
  expect(body('[img]https://evil.example/1.png[/img]')).not.toContain('[img]')
})
