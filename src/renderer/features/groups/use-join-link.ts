// Saving the join link of a group of mine. Rules chosen before there is a link are kept until it is made with them.
import { computed, ref, watch } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { groupKey } from './store'
import type { Group } from './store'

type JoinLink = OutputOf<'groups.saveLink'>
type Rules = Pick<JoinLink, 'joinRule' | 'requireApproval'>
type Change = Omit<InputOf<'groups.saveLink'>, 'accountId' | 'groupId'>
type Target = Pick<Group, 'accountId' | 'groupId'>

/** Nobody gets in unseen unless that is chosen. */
const CAREFUL: Rules = { joinRule: 'anyone', requireApproval: true }

/** `known` is the link as the group's details tell it; what was saved here since then is newer. */
export function useJoinLink(
  target: () => Target,
  known: () => JoinLink | undefined,
  onSaved: (link: JoinLink) => void,
) {
  const saved = ref<JoinLink>()
  const draft = ref<Rules>(CAREFUL)
  const busy = ref(false)
  const error = ref<AppError>()
  const shown = computed(() => saved.value ?? known())
  const rules = computed<Rules>(() => shown.value ?? draft.value)

  // The details were read anew: they tell what was saved, and what was changed elsewhere.
  watch(known, () => (saved.value = undefined))
  watch(
    () => groupKey(target()),
    () => {
      saved.value = error.value = undefined
      draft.value = CAREFUL
    },
  )

  async function save(change: Change): Promise<void> {
    if (busy.value) return
    if (!shown.value && change.enabled === undefined) {
      draft.value = { ...draft.value, ...change } as Rules
      return
    }
    const { accountId, groupId } = target()
    const first = shown.value ? {} : draft.value
    busy.value = true
    error.value = undefined
    const answer = await invoke('groups.saveLink', { accountId, groupId, ...first, ...change })
    busy.value = false
    if (groupKey(target()) !== groupKey({ accountId, groupId })) return
    if (answer.ok) {
      saved.value = answer.data
      onSaved(answer.data)
    } else error.value = answer.error
  }

  return { shown, rules, busy, error, save }
}
