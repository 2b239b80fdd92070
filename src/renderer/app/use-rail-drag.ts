// Dragging accounts in the rail: which one is dragged, and where it would be dropped.
import { ref } from 'vue'
import type { Ref } from 'vue'
import type { Account } from '../features/accounts'
import { orderAfterDrop } from './rail-order'
import type { DropPlace } from './rail-order'

type Id = Account['id']
/** What is dragged is one of ours: a file or a text dragged over the rail is not. */
const TYPE = 'application/x-bellhop-account'

export interface RailDrag {
  readonly dragged: Readonly<Ref<Id | undefined>>
  /** The edge of an account at which the place is shown. */
  edgeOf(id: Id): 'before' | 'after' | undefined
  start(event: DragEvent, id: Id): void
  over(event: DragEvent, id: Id): void
  drop(event: DragEvent): void
  end(): void
}

/** @param ids the order as it is; `reorder` gets the order as it is to be */
export function useRailDrag(ids: () => readonly Id[], reorder: (ids: Id[], dragged: Id) => void): RailDrag {
  const dragged = ref<Id>()
  const place = ref<DropPlace<Id>>()

  function end(): void {
    dragged.value = place.value = undefined
  }
  return {
    dragged,
    edgeOf: (id) => (place.value?.id === id ? (place.value.after ? 'after' : 'before') : undefined),
    start(event, id) {
      dragged.value = id
      event.dataTransfer?.setData(TYPE, id)
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
    },
    over(event, id) {
      if (dragged.value === undefined || !(event.currentTarget instanceof HTMLElement)) return
      event.preventDefault()
      const { top, height } = event.currentTarget.getBoundingClientRect()
      const wanted = { id, after: event.clientY > top + height / 2 }
      // Where it stands already there is no place to show.
      place.value = orderAfterDrop(ids(), dragged.value, wanted) ? wanted : undefined
    },
    drop(event) {
      event.preventDefault()
      const order = dragged.value && place.value && orderAfterDrop(ids(), dragged.value, place.value)
      if (order && dragged.value) reorder(order, dragged.value)
      end()
    },
    end,
  }
}
