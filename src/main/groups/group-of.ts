// Makes a group of an account from what its network told: the picture's address becomes a key, and stays in main.
import type { AccountId } from '../../shared/contract/common'
import type { Group } from '../../shared/contract/groups'
import type { PortGroup } from '../networks/ports'
import type { AvatarKeyOf } from './avatars'

/** The group as windows and the store know it; without a picture where the address is not one to fetch from. */
export function groupOf(accountId: AccountId, portGroup: PortGroup, avatarKey: AvatarKeyOf): Group {
  const { avatarUrl, ...group } = portGroup
  const avatar = avatarUrl === undefined ? undefined : avatarKey(accountId, avatarUrl)
  return { ...group, accountId, ...(avatar === undefined ? {} : { avatar }) }
}
