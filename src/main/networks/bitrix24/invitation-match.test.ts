import { describe, expect, it } from 'vitest'
import { invitationTo, invitedGroup } from './invitation-match'
import type { InvitationNotice, Notices } from './notices'
import type { PendingRelation } from './relations'

const notice = (id: string, links: readonly string[] = [], text = 'You are invited'): InvitationNotice => ({
  id,
  relationId: `9${id}`,
  links,
  text,
})
const notices = (...invitations: InvitationNotice[]): Notices => ({ requests: [], invitations, complete: true })
const invited = (relationId: string, groupId: string): PendingRelation => ({ relationId, groupId, relation: 'invited' })
const SALES = { groupId: '5', name: 'Sales' }

describe('invitationTo', () => {
  it('goes by the relation, whatever the text says', () => {
    const told = notices(notice('1', ['5'], 'Sales'), notice('2', ['8'], 'Other'))
    expect(invitationTo(SALES, told, [invited('92', '5')])?.id).toBe('2')
  })

  it('a relation whose notification is gone matches no other', () =>
    expect(invitationTo(SALES, notices(notice('1', ['5'], 'Sales')), [invited('99', '5')])).toBeUndefined())

  it('a request of mine is no invitation', () => {
    const pending = [{ ...invited('91', '5'), relation: 'requested' as const }]
    expect(invitationTo({ groupId: '5' }, notices(notice('1')), pending)).toBeUndefined()
  })

  it('goes by the link where every invitation links to one group', () =>
    expect(invitationTo({ groupId: '5' }, notices(notice('1', ['5']), notice('2', ['8'])), [])?.id).toBe('1'))

  it.each<[string, Notices]>([
    ['two link to the same group', notices(notice('1', ['5']), notice('2', ['5']))],
    ['one links to several groups', notices(notice('1', ['5', '8']))],
    ['another links nowhere: it may be the real one', notices(notice('1', ['5']), notice('2'))],
    ['the only one links elsewhere, and names the group', notices(notice('1', ['8'], 'You are invited to "Sales"'))],
    ['several name the group', notices(notice('1', [], 'to "Sales"'), notice('2', [], 'to "Sales"'))],
    ['one of several quotes two names', notices(notice('1', [], '"Sales"'), notice('2', [], '"Big" "Sales"'))],
    ['another quotes nothing: it may be the real one', notices(notice('1', [], 'to "Sales"'), notice('2'))],
    ['one of several only mentions it', notices(notice('1', [], '"Sales North"'), notice('2', [], '"Other"'))],
    ['one quotes it and another links', notices(notice('1', [], 'to "Sales"'), notice('2', ['5'], 'to "Other"'))],
    ['the only one names another group', notices(notice('1', [], 'You are invited to "Marketing"'))],
    ['there are more than were read', { ...notices(notice('1', ['5'])), complete: false }],
    ['there is none', notices()],
  ])('answers none where %s', (_, told) => expect(invitationTo(SALES, told, [])).toBeUndefined())

  it('the only one of several that quotes its name, where each quotes one', () => {
    const told = notices(
      notice('1', [], 'to «Sales North»'),
      notice('2', [], 'to “Sales”'),
      notice('3', [], 'to "Other"'),
    )
    expect(invitationTo(SALES, told, [])?.id).toBe('2')
  })

  it('the only one, where it names the group', () => {
    const told = notices(notice('1', [], 'You are invited to the group "Sales 🚚"'))
    expect(invitationTo({ groupId: '5', name: '[b]Sales[/b] 🚚' }, told, [])?.id).toBe('1')
  })

  it('not by a name that any sentence holds, nor without a name', () => {
    const told = notices(notice('1', [], 'You are invited to it'))
    expect(invitationTo({ groupId: '5', name: 'it' }, told, [])).toBeUndefined()
    expect(invitationTo({ groupId: '5', name: '' }, told, [])).toBeUndefined()
    expect(invitationTo({ groupId: '5' }, told, [])).toBeUndefined()
  })
})

describe('invitedGroup', () => {
  it('by relation before link', () => {
    expect(invitedGroup(notice('1', ['5']), [invited('91', '8')])).toBe('8')
    expect(invitedGroup(notice('1', ['5']), [])).toBe('5')
    expect(invitedGroup(notice('1', ['5', '8']), [])).toBeUndefined()
    expect(invitedGroup(notice('1'), [])).toBeUndefined()
  })
})
