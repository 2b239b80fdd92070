// Fields of a workgroup as filters and orders name them; shared by sonet_group.get and socialnetwork.api.workgroup.list.
import type { FieldReader } from './filter'
import { isoDate, yesNo } from './format'
import { memberCount } from './world'
import type { Workgroup, World } from './world-types'

/** @returns a reader of comparable values; `undefined` for a field the service does not filter by. */
export function groupField(world: World): FieldReader<Workgroup> {
  return (group, field) => {
    switch (field) {
      case 'ID':
        return group.id
      case 'NAME':
        return group.name
      case 'OWNER_ID':
        return group.ownerId
      case 'SITE_ID':
        return 's1'
      case 'SUBJECT_ID':
        return 1
      case 'ACTIVE':
        return yesNo(group.active)
      case 'VISIBLE':
        return yesNo(group.visible)
      case 'OPENED':
        return yesNo(group.opened)
      case 'CLOSED':
        return yesNo(group.closed)
      case 'PROJECT':
        return yesNo(group.kind === 'project')
      case 'IS_EXTRANET':
        return yesNo(group.extranet)
      case 'TYPE':
        return group.kind
      case 'NUMBER_OF_MEMBERS':
        return memberCount(world, group.id)
      case 'DATE_CREATE':
        return isoDate(world, group.createdAt)
      case 'DATE_UPDATE':
      case 'DATE_ACTIVITY':
        return isoDate(world, group.activityAt)
      default:
        return undefined
    }
  }
}
