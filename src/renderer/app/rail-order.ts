// The order of the rail: moved by dragging to a place between two accounts, or by one place with a key. Pure.

/** Where something that is dragged would go: before or after this one. */
export interface DropPlace<Id> {
  readonly id: Id
  readonly after: boolean
}

/** The order once `dragged` stands at the place; `undefined` where that changes nothing. */
export function orderAfterDrop<Id>(ids: readonly Id[], dragged: Id, { id, after }: DropPlace<Id>): Id[] | undefined {
  const next = ids.filter((each) => each !== dragged)
  const at = next.indexOf(id)
  if (at < 0 || next.length === ids.length) return undefined
  next.splice(after ? at + 1 : at, 0, dragged)
  return next.every((each, index) => each === ids[index]) ? undefined : next
}

/** The order once `id` has gone one place up or down; `undefined` at the ends. */
export function orderAfterStep<Id>(ids: readonly Id[], id: Id, by: 1 | -1): Id[] | undefined {
  const at = ids.indexOf(id)
  if (at < 0 || at + by < 0 || at + by >= ids.length) return undefined
  const next = ids.filter((each) => each !== id)
  next.splice(at + by, 0, id)
  return next
}
