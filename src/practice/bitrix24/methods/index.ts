// Joins the methods of all modules into the table the portals serve.
import type { MethodTable } from '../call'
import { imDialogMethods } from './im-dialog'
import { imFileMethods } from './im-file'
import { imMessageMethods } from './im-message'
import { imNotifyMethods } from './im-notify'
import { imPeopleMethods } from './im-people'
import { imRecentMethods } from './im-recent'
import { lineConfigMethods } from './line-config'
import { lineHistoryMethods } from './line-history'
import { lineNetworkMethods } from './line-network'
import { lineOperatorMethods } from './line-operator'
import { lineSessionMethods } from './line-session'
import { sonetGroupMethods } from './sonet-group'
import { systemMethods } from './system'
import { userMethods } from './users'
import { workgroupMethods } from './workgroup'

export function allMethods(): MethodTable {
  const table: MethodTable = {
    ...systemMethods(() => table),
    ...userMethods,
    ...sonetGroupMethods,
    ...workgroupMethods,
    ...imRecentMethods,
    ...imDialogMethods,
    ...imMessageMethods,
    ...imFileMethods,
    ...imPeopleMethods,
    ...imNotifyMethods,
    ...lineConfigMethods,
    ...lineNetworkMethods,
    ...lineSessionMethods,
    ...lineHistoryMethods,
    ...lineOperatorMethods,
  }
  return table
}
