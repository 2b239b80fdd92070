// What each view is handed: no view reads another feature's store.
import { computed, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useGroups } from '../features/groups'
import { useTemplates, useWriting } from '../features/messages'
import { useSettings } from '../features/settings'
import { useBudgets } from './budgets'
import { useCompose } from './use-compose'
import { useEditMessage } from './use-edit-message'
import { useScope } from './use-scope'

/**
 * Views over accounts get the ones in view and all of them (for names and colours); those that send, the preferences; the one
 * that asks, the texts kept for it; the one that replies, what can be written with; the outbox, the way back to the composer.
 */
export function useViewProps(): ComputedRef<Record<string, unknown>> {
  const store = useAccounts()
  const settings = useSettings()
  const templates = useTemplates()
  const writing = useWriting()
  const groups = useGroups()
  const budgets = useBudgets()
  const scope = useScope()
  const route = useRoute()
  const edit = useEditMessage()
  const compose = useCompose()

  /** What was written in a view, kept as a text for asking. */
  const keepTemplate = (name: string, text: string) => templates.save({ kind: 'request', name, text })

  /** The list of groups is read before it is looked at, so that it is there at once. */
  watch(
    () => scope.accounts.value.map(({ id }) => id).join(),
    () => {
      if (route.name !== 'groups') void groups.prepare(scope.accounts.value.map(({ id }) => id))
    },
    { immediate: true },
  )
  return computed(() => ({
    ...(route.meta['scoped'] ? { accounts: scope.accounts.value, allAccounts: store.list } : {}),
    ...(route.meta['prefs'] ? { prefs: settings.current } : {}),
    ...(route.meta.asks ? { templates: templates.byKind.request, keepTemplate } : {}),
    ...(route.meta.replies ? { writing } : {}),
    ...(route.name === 'outbox' ? { onEdit: edit } : {}),
    ...(route.name === 'groups' ? { onWrite: compose.toGroup } : {}),
    ...(route.name === 'openlines' ? { onWrite: compose.toDialog } : {}),
    ...(route.name === 'messages' ? { budgetsLow: budgets.low } : {}),
  }))
}
