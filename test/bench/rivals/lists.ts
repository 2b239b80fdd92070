// The lists that ours is held against: each as its documentation shows it, with our own row in it and all rows in memory.
import { useVirtualizer } from '@tanstack/vue-virtual'
import { VList } from 'virtua/vue'
import { RecycleScroller } from 'vue-virtual-scroller'
import { computed, defineComponent, h, ref } from 'vue'
import type { Component, PropType, VNode } from 'vue'
import GroupRow from '../../../src/renderer/features/groups/GroupRow.vue'
import type { Group } from '../../../src/shared/contract/groups'

export const ROW_HEIGHT = 58
const ACCOUNT = { label: 'Portal 01', color: '#0075ff' }
const NOW = Date.UTC(2026, 6, 2)
const ROW_CLASS = 'flex items-center gap-3 border-b border-edge/60 px-3'
const LIST_CLASS = 'h-full overflow-auto'

const rowOf = (group: Group, style: Readonly<Record<string, string>> = {}, place = ''): VNode =>
  h('div', { role: 'option', class: `${ROW_CLASS} ${place}`, style: { height: `${ROW_HEIGHT}px`, ...style } }, [
    h(GroupRow, { group, now: NOW, account: ACCOUNT, picked: false, pictures: false }),
  ])

const withGroups = (render: (groups: readonly Group[]) => () => VNode): Component =>
  defineComponent({
    props: { groups: { type: Array as PropType<readonly Group[]>, required: true } },
    setup: ({ groups }) => render(groups),
  })

/** Everything in the document; the browser is told that it need not lay out what is not in view. */
const plain = withGroups((groups) => () => {
  const style = { 'content-visibility': 'auto', 'contain-intrinsic-height': `${ROW_HEIGHT}px` }
  return h(
    'div',
    { role: 'listbox', class: LIST_CLASS },
    groups.map((group) => h('div', { key: group.groupId, style }, [rowOf(group)])),
  )
})

const tanstack = withGroups((groups) => {
  const scroller = ref<HTMLElement>()
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: groups.length,
      getScrollElement: () => scroller.value ?? null,
      estimateSize: () => ROW_HEIGHT,
      overscan: 8,
    })),
  )
  return () =>
    h('div', { ref: scroller, role: 'listbox', class: LIST_CLASS }, [
      h(
        'div',
        { class: 'relative', style: { height: `${virtualizer.value.getTotalSize()}px` } },
        virtualizer.value.getVirtualItems().map(({ index, start }) => {
          const group = groups[index]
          return group && h('div', { key: index }, [rowOf(group, { top: `${start}px` }, 'absolute inset-x-0')])
        }),
      ),
    ])
})

const virtua = withGroups(
  (groups) => () =>
    h(
      VList<Group>,
      { data: [...groups], itemSize: ROW_HEIGHT, role: 'listbox', class: LIST_CLASS },
      { default: ({ item }: { item: Group }) => [rowOf(item)] },
    ),
)

const recycled = withGroups(
  (groups) => () =>
    h(
      RecycleScroller,
      { items: [...groups], itemSize: ROW_HEIGHT, keyField: 'groupId', role: 'listbox', class: LIST_CLASS },
      { default: ({ item }: { item: Group }) => rowOf(item) },
    ),
)

export const LISTS: Readonly<Record<string, Component>> = { plain, tanstack, virtua, recycled }
