// Which of my requests are shown, and in which order: what waits comes first. Pure.
import { foldForSearch, searchWords } from '../../../shared/domain/search-text'
import { isOpen } from './labels'
import type { JoinRequest } from './store'

export const FILTERS = ['all', 'open', 'ended'] as const
export type Filter = (typeof FILTERS)[number]

export interface Section {
  readonly id: 'waiting' | 'over'
  readonly items: readonly JoinRequest[]
}

/**
 * The requests that match, waiting ones first; empty sections are left out.
 * @param text every word of it must occur in the group's name, the message, or what `also` tells about the request
 */
export function sections(
  requests: readonly JoinRequest[],
  filter: Filter,
  { text, also }: { readonly text: string; readonly also: (request: JoinRequest) => string },
): Section[] {
  const words = searchWords(text)
  const matching = requests.filter((request) => {
    if (filter !== 'all' && (filter === 'open') !== isOpen(request)) return false
    if (words.length === 0) return true
    const told = foldForSearch([request.groupName, request.message ?? '', also(request)].join('\n'))
    return words.every((word) => told.includes(word))
  })
  const all: Section[] = [
    { id: 'waiting', items: matching.filter(isOpen) },
    { id: 'over', items: matching.filter((request) => !isOpen(request)) },
  ]
  return all.filter(({ items }) => items.length > 0)
}
