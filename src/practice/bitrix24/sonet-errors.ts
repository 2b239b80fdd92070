// The three ways servers report a failed sonet_group call: an empty code, ERROR_CORE, or a real code with a localised text.
import { refuse, type MethodError } from './call'
import type { World } from './world-types'

/** The texts the documentation gives, word for word. */
export type SonetText =
  'Wrong group ID' | 'Wrong socialnetwork group ID' | 'Socialnetwork group not found' | 'Cannot request to join group'

const LOCALISED = {
  ERROR_NO_GROUP: { en: 'The group was not found.', ru: 'Группа не найдена.' },
  ERROR_CREATE_USER2GROUP: {
    en: 'Error creating the user-group link.',
    ru: 'Ошибка создания связи пользователя и группы.',
  },
} as const

/**
 * @param leftover the application exception that replaces code and text on some servers (undocumented).
 * https://apidocs.bitrix24.com/api-reference/sonet-group/members/sonet-group-user-request.html
 */
export function sonetError(world: World, text: SonetText, leftover?: keyof typeof LOCALISED): MethodError {
  const style = world.quirks.sonetErrors
  if (style === 'application' && leftover !== undefined) return refuse(leftover, LOCALISED[leftover][world.language])
  return refuse(style === 'core' ? 'ERROR_CORE' : '', text)
}
