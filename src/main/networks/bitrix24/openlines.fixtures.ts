// A portal with one open-channel dialog that a write moves on, for tests of joining and acting.
import type { JsonObject } from '../../../shared/contract/common'
import { fakePortal } from './fake-portal.fixtures'
import type { Answer } from './fake-portal.fixtures'
import { createOpenlines } from './openlines'

export const chat = (extra: JsonObject = {}): JsonObject => ({
  id: '40',
  name: 'Visitor',
  type: 'lines',
  owner: '0',
  counter: '2',
  entity_id: 'telegram|3|cc|uu',
  entity_data_1: 'Y|LEAD|1|N|N|900|1|3|0|',
  ...extra,
})

export interface Stage {
  readonly dialog?: Answer
  readonly people?: Answer
}

/** A portal where a write moves on to the next stage. */
export function dialogPortal(stages: readonly Stage[], answer: Answer = true, missing: readonly string[] = []) {
  let at = 0
  const stage = (): Stage => stages[Math.min(at, stages.length - 1)] ?? {}
  const fake = fakePortal((method) => {
    switch (method) {
      case 'imopenlines.dialog.get':
        return stage().dialog ?? chat()
      case 'im.chat.user.list':
        return stage().people ?? [1, '9']
      case 'imopenlines.session.history.get':
        return { userInChat: { 40: stage().people ?? [1] }, message: [], users: [] } as JsonObject
      case 'imopenlines.config.list.get':
        return [{ ID: '3', LINE_NAME: 'Support' }]
      default:
        at += 1
        return answer
    }
  }, missing)
  return { ...fake, openlines: createOpenlines(fake.portal) }
}
