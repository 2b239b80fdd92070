// Pictures of groups and people: which of them has one, and where.
import { drawPicture } from '../draw-picture'
import type { Person, Workgroup, World } from './world-types'

/** Not everybody uploads one. */
export function photoPath(person: Person | undefined): string {
  return person === undefined || person.kind !== 'user' || person.id % 3 === 0
    ? ''
    : `/upload/main/${person.id}/photo.png`
}

/** The group's own picture as an address of its portal; '' where it has none. */
export function groupPicture(origin: string, group: Workgroup): string {
  return group.image === '' ? '' : `${origin}${group.image}`
}

/** The PNG served at a path; `undefined` where no group or person has it. */
export function pictureAt(world: World, pathname: string): Buffer | undefined {
  const id = Number(/^\/upload\/(?:socialnetwork|main)\/(\d+)\//.exec(pathname)?.[1] ?? 0)
  const paths = [world.groups.get(id)?.image, photoPath(world.people.get(id))]
  return id > 0 && paths.includes(pathname) ? drawPicture(id) : undefined
}
