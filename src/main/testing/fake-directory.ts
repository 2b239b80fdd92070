// Groups held in memory as the groups capability holds them, for tests of a network's `read`.
import { ok, type Result } from '../../shared/contract/result'
import type { Relation } from '../../shared/domain/states'
import type { GroupsPage, GroupsPort, GroupsReading, PortGroup } from '../networks/ports'

interface HeldRow {
  readonly group: PortGroup
  readonly run: number
}

export interface FakeDirectory {
  readonly held: Map<string, HeldRow>
  readonly starts: { readonly mode: 'full' | 'refresh'; readonly resumed: boolean }[]
  readonly pages: GroupsPage[]
  /** What the next reading goes on from. */
  cursor: string | undefined
  /** Answers each page, in place of ok; may throw the reading off. */
  onPage: ((page: GroupsPage) => Result<void>) | undefined
  ids(): string[]
  get(groupId: string): PortGroup | undefined
  reading(signal?: AbortSignal): GroupsReading
  /** Reads once, going on from the cursor. */
  read(port: GroupsPort['read'], signal?: AbortSignal): ReturnType<GroupsPort['read']>
}

export function fakeDirectory(): FakeDirectory {
  const held = new Map<string, HeldRow>()
  let run = 0
  const put = (group: PortGroup): void => void held.set(group.groupId, { group, run })
  const relate = (relations: ReadonlyMap<string, Relation>): void => {
    for (const [id, relation] of relations) {
      const known = held.get(id)
      if (known === undefined) throw new Error(`a relation was told of ${id}, which is not held`)
      held.set(id, { ...known, group: { ...known.group, relation } })
    }
  }
  const keep = (page: GroupsPage): Result<void> => {
    directory.pages.push(page)
    const answer = directory.onPage?.(page) ?? ok(undefined)
    if (!answer.ok) return answer
    page.groups.forEach(put)
    relate(page.relations ?? new Map<string, Relation>())
    for (const id of page.gone ?? []) held.delete(id)
    directory.cursor = page.cursor ?? directory.cursor
    return answer
  }
  const begin: GroupsReading['begin'] = (start) => {
    directory.starts.push(start)
    if (start.mode === 'refresh' || start.resumed) return
    run += 1
    directory.cursor = undefined
  }
  const directory: FakeDirectory = {
    held,
    starts: [],
    pages: [],
    cursor: undefined,
    onPage: undefined,
    ids: () => [...held.keys()],
    get: (groupId) => held.get(groupId)?.group,
    reading: (signal) => ({
      ...(directory.cursor === undefined ? {} : { cursor: directory.cursor }),
      begin,
      keep: (page) => Promise.resolve(keep(page)),
      held: {
        count: () => held.size,
        seen: () => [...held.values()].filter((row) => row.run === run).length,
        related: () => relatedOf(held),
        among: (ids) => new Set(ids.filter((id) => held.has(id))),
        ids: () => Promise.resolve([...held.keys()]),
        unseen: (limit) => [...held].flatMap(([id, row]) => (row.run < run ? [id] : [])).slice(0, limit),
      },
      ...(signal === undefined ? {} : { signal }),
    }),
    async read(port, signal) {
      const read = await port(directory.reading(signal))
      if (read.ok) directory.cursor = read.data.cursor
      return read
    },
  }
  return directory
}

function relatedOf(held: ReadonlyMap<string, HeldRow>): Map<string, Relation> {
  const rows = [...held].map(([id, { group }]) => [id, group.relation] as const)
  return new Map(rows.filter(([, relation]) => relation !== 'none'))
}
