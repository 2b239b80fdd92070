// Recipients out of pasted text: ids and links at once, names where the service finds exactly one.
import { ref } from 'vue'
import type { TargetHit } from './composing'
import { readPasted } from './pasted'
import type { Pasted } from './pasted'
import { throughLine } from '../../../shared/domain/target-ways'
import type { Account } from './store'
import { askTargets } from './use-recipient-search'

/** What could not be taken: names nobody or several have, links elsewhere, chats where only people can be written to. */
export interface Untaken {
  readonly names: readonly string[]
  readonly hosts: readonly string[]
  readonly unreachable: readonly string[]
  /** More than may be written to at once. */
  readonly tooMany: readonly string[]
}

export const NOBODY: Untaken = { names: [], hosts: [], unreachable: [], tooMany: [] }

interface Way {
  readonly account: Account
  readonly lineCode: string
  /** How many more may be chosen. */
  readonly room: number
}

export function usePasting() {
  const busy = ref(false)
  const untaken = ref<Untaken>()

  /** Reads the text; answers the recipients found in it, in its order. */
  async function paste(text: string, way: Way): Promise<readonly TargetHit[]> {
    busy.value = true
    untaken.value = undefined
    const hits: TargetHit[] = []
    const left = { names: [] as string[], hosts: [] as string[], unreachable: [] as string[], tooMany: [] as string[] }
    for (const each of readPasted(text, way.account.host)) {
      if (each.kind === 'elsewhere') left.hosts.push(each.host)
      if (each.kind === 'elsewhere') continue
      const hit = each.kind === 'name' ? await findOne(each.name, way) : hitOf(each, way)
      const there = hit && throughLine(hit, way.lineCode)
      if (there && hits.length < way.room) hits.push(there)
      else if (there) left.tooMany.push(there.title)
      else if (hit) left.unreachable.push(hit.title)
      else left.names.push(each.kind === 'name' ? each.name : each.title)
    }
    busy.value = false
    if (Object.values(left).some((list) => list.length > 0)) untaken.value = left
    return hits
  }

  return { busy, untaken, paste }
}

function hitOf({ target, is, title }: Extract<Pasted, { kind: 'target' }>, { account }: Way): TargetHit | undefined {
  return account.network === 'bitrix24' ? { accountId: account.id, target, kind: is, title } : undefined
}

async function findOne(name: string, { account, lineCode }: Omit<Way, 'room'>): Promise<TargetHit | undefined> {
  const answer = await askTargets({ accountId: account.id, lineCode, chosen: [] }, name)
  const free = answer.ok ? answer.data.filter(({ blocked }) => blocked === undefined) : []
  const exact = free.filter(({ title }) => title.localeCompare(name, undefined, { sensitivity: 'base' }) === 0)
  return exact.length === 1 ? exact[0] : free.length === 1 ? free[0] : undefined
}
