// How the service writes values: ISO dates with the portal's offset, Y/N, site-format dates, empty maps as lists.
import type { JsonObject, JsonValue } from '../types'
import type { World } from './world-types'

function shifted(world: World, at: number): Date {
  return new Date(at + world.offsetMinutes * 60_000)
}

/** ISO 8601 with the portal's offset, to the second: `2026-03-19T15:01:27+02:00`. */
export function isoDate(world: World, at: number): string {
  const minutes = Math.abs(world.offsetMinutes)
  const sign = world.offsetMinutes < 0 ? '-' : '+'
  const offset = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${shifted(world, at).toISOString().slice(0, 19)}${sign}${offset}`
}

/** The portal's own format: `04/17/2025 19:37:55`, in Russian `17.04.2025 19:37:55`. */
export function siteDate(world: World, at: number): string {
  const [date = '', time = ''] = shifted(world, at).toISOString().slice(0, 19).split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return world.language === 'ru' ? `${day}.${month}.${year} ${time}` : `${month}/${day}/${year} ${time}`
}

export function yesNo(value: boolean): 'Y' | 'N' {
  return value ? 'Y' : 'N'
}

/** PHP serialises a map without entries as `[]`. */
export function phpMap(world: World, entries: Iterable<readonly [string | number, JsonValue]>): JsonValue {
  const map: JsonObject = Object.fromEntries([...entries].map(([key, value]) => [String(key), value]))
  return Object.keys(map).length === 0 && world.quirks.emptyMapsAsLists ? [] : map
}

/** PHP serialises a map whose keys run 0, 1, 2 … as a list, any other as an object, an empty one as `[]`. */
export function phpArray(world: World, entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  if (entries.length > 0 && entries.every(([key], index) => key === String(index)))
    return entries.map(([, value]) => value)
  return phpMap(world, entries)
}
