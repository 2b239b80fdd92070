// Joins the methods of all modules into the table the portals serve.
import type { MethodTable } from '../call'
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
  }
  return table
}
