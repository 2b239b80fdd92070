// Catches: a reply box that vanishes with the next list, a customer whose waiting time is forgotten by joining.
import { describe, expect, it } from 'vitest'
import type { Dialog } from '../../shared/contract/openlines'
import { accountId } from '../testing/records'
import { remember } from './remember'

const dialog = (fields: Partial<Dialog>): Dialog => ({
  accountId: accountId('a'),
  chatId: '1',
  sessionId: '2',
  status: 'waiting',
  title: 'Ann',
  unread: 0,
  ...fields,
})
const AT = '2026-01-01T00:00:00.000Z'

describe('remember', () => {
  it('keeps what a single reading does not tell', () => {
    const listed = dialog({ lastText: 'Hello', lastFromMe: false, activeAt: AT, waitingSince: AT })
    expect(remember(listed, dialog({ joined: true }))).toEqual({ ...listed, joined: true })
  })

  it('keeps that I am in when a list does not tell, and believes a reading that says I am not', () => {
    expect(remember(dialog({ joined: true }), dialog({ lastText: 'x' })).joined).toBe(true)
    expect(remember(dialog({ joined: true }), dialog({ joined: false })).joined).toBe(false)
  })

  it('nobody waits any more once the dialog was taken', () => {
    expect(remember(dialog({ waitingSince: AT }), dialog({ status: 'mine' }))).not.toHaveProperty('waitingSince')
  })

  it('starts anew with a new session', () => {
    const fresh = dialog({ sessionId: '3' })
    expect(remember(dialog({ joined: true, lastText: 'x' }), fresh)).toBe(fresh)
    expect(remember(undefined, fresh)).toBe(fresh)
  })
})
