// What happens to the groups of a portal as a whole: new ones, deleted ones, renamed ones. Nobody is notified.
import { seededRandom } from '../random'
import type { PortalSeed } from './seed/portals'
import { addFiller } from './seed/groups'
import { dropRelation, relationsOfGroup } from './world'
import type { World } from './world-types'

/** Deletes a group with its chat and everybody's relation to it. @returns false when there is none. */
export function removeGroup(world: World, groupId: number): boolean {
  const group = world.groups.get(groupId)
  if (group === undefined) return false
  for (const { userId } of relationsOfGroup(world, groupId)) dropRelation(world, groupId, userId)
  world.chats.delete(group.chatId)
  return world.groups.delete(groupId)
}

/** A new name is activity. @returns false when there is no such group. */
export function renameGroup(
  world: World,
  groupId: number,
  change: { readonly name: string; readonly at: number },
): boolean {
  const group = world.groups.get(groupId)
  if (group === undefined) return false
  world.groups.set(groupId, { ...group, name: change.name, activityAt: change.at })
  return true
}

/** Founds so many groups now. */
export function addGroups(
  world: World,
  seed: PortalSeed,
  change: { readonly count: number; readonly at: number },
): void {
  const random = seededRandom(world.lastId)
  const options = { random, me: seed.me, count: world.groups.size, now: change.at, bilingual: seed.bilingual }
  for (let number = 0; number < change.count; number += 1) addFiller(world, options, change.at)
}
