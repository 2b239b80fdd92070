// Brings what the index holds of rows up to date, and says which slots leave the orders and which enter them.
import type { Postings } from './postings'
import type { IndexedGroup, Slots } from './slots'
import type { Vocabulary } from './vocabulary'

/** A row as it is now, or that it is gone. `text` is left out where the texts are the same as before. */
export type RowChange =
  | { readonly row: number; readonly group: IndexedGroup; readonly text?: string | undefined }
  | { readonly row: number; readonly group?: undefined }

export interface IndexParts {
  readonly slots: Slots
  readonly vocabulary: Vocabulary
  readonly postings: Postings
}

export interface Moves {
  readonly gone: ReadonlySet<number>
  readonly come: ReadonlySet<number>
}

/** A slot whose place has changed is in both sets. */
export function applyRows(changes: readonly RowChange[], { slots, vocabulary, postings }: IndexParts): Moves {
  const before = slots.size()
  const [gone, come] = [new Set<number>(), new Set<number>()]
  const leave = (slot: number): void => {
    come.delete(slot)
    if (slot < before) gone.add(slot)
  }
  for (const { row, ...change } of changes) {
    const slot = slots.slotOf(row)
    if (change.group !== undefined && change.text === undefined && slot !== undefined) {
      if (!slots.update(slot, change.group)) continue
      leave(slot)
      come.add(slot)
      continue
    }
    if (slot !== undefined) {
      slots.empty(slot)
      leave(slot)
    }
    if (change.group === undefined) continue
    if (change.text === undefined) throw new Error('the texts of a group that is new to the index are missing')
    const fresh = slots.add(change.group)
    vocabulary.read(change.text, (word, inName) => {
      postings.add(word, fresh, inName)
    })
    come.add(fresh)
  }
  return { gone, come }
}
