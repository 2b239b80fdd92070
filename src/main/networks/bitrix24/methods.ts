// The methods we call and what each may do. The only list: a call's kind is read from it, never passed along.

/** These change nothing on the portal: they may be repeated and put into a batch. */
const READS = [
  'im.chat.user.list',
  'im.dialog.messages.get',
  'im.notify.get',
  'im.recent.get',
  'im.revision.get',
  'im.search.chat.list',
  'im.search.user.list',
  'imopenlines.config.list.get',
  'imopenlines.dialog.get',
  'imopenlines.revision.get',
  'imopenlines.session.history.get',
  'method.get',
  'profile',
  'scope',
  'server.time',
  'socialnetwork.api.usertogroup.list',
  'socialnetwork.api.workgroup.get',
  'socialnetwork.api.workgroup.list',
  'sonet_group.get',
  'sonet_group.user.get',
  'sonet_group.user.groups',
  'user.get',
  'user.search',
] as const

/** These change something: one call each, never in a batch, never repeated after an unknown outcome. */
type Writes = readonly [
  'im.message.add',
  'im.notify.confirm',
  'im.v2.File.upload',
  'imopenlines.network.join',
  'imopenlines.network.message.add',
  'imopenlines.operator.another.finish',
  'imopenlines.operator.answer',
  'imopenlines.operator.finish',
  'imopenlines.operator.skip',
  'imopenlines.operator.spam',
  'imopenlines.operator.transfer',
  'imopenlines.session.intercept',
  'imopenlines.session.join',
  'imopenlines.session.mode.pin',
  'imopenlines.session.mode.silent',
  'socialnetwork.api.usertogroup.acceptOutgoingRequest',
  'socialnetwork.api.usertogroup.cancelIncomingRequest',
  'socialnetwork.api.usertogroup.leave',
  'socialnetwork.api.usertogroup.rejectOutgoingRequest',
  'socialnetwork.api.workgroup.acceptIncomingRequest',
  'socialnetwork.api.workgroup.leave',
  'socialnetwork.api.workgroup.rejectIncomingRequest',
  'sonet_group.user.request',
]

export type ReadMethod = (typeof READS)[number]
export type WriteMethod = Writes[number]

/** Whether a method may change something. A method that is not in the list counts as one that may. */
export function kindOf(method: string): 'read' | 'write' {
  return READS.some((read) => read === method) ? 'read' : 'write'
}
