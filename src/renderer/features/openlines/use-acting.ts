// Stepping into a dialog and acting on it: asks before what cannot be taken back, and tells what came of it.
import { computed, ref } from 'vue'
import type { OpenlineAction } from '../../../shared/domain/states'
import { useText } from '../../lib/i18n'
import { useNotify } from '../../lib/use-notify'
import { useOpenlines } from './store'
import type { ChatRef, Dialog } from './store'

/** Actions that take the dialog from somebody or end it. */
const DESTRUCTIVE: readonly OpenlineAction[] = ['finish', 'finishAnother', 'spam', 'intercept', 'skip']

export function useActing(onOpened: (dialog: Dialog) => void) {
  const store = useOpenlines()
  const notify = useNotify()
  const { t } = useText()
  const busy = ref<OpenlineAction | 'join'>()
  const confirming = ref<{ dialog: Dialog; action: OpenlineAction }>()

  async function join(chat: ChatRef): Promise<void> {
    busy.value = 'join'
    const answer = await store.join(chat)
    busy.value = undefined
    if (!answer.ok) {
      const unsure = answer.error.code === 'openlines.unknownOutcome'
      notify.error(answer.error, t(unsure ? 'openlines.joinUnsure' : 'openlines.joinFailed'))
      return
    }
    const { effect, dialog } = answer.data
    const tone = effect === 'none' ? 'warn' : 'good'
    notify.show({ title: t(`openlines.effect.${effect}`), description: dialog.title, tone, duration: 10_000 })
    onOpened(dialog)
  }

  async function run(chat: ChatRef, action: OpenlineAction, to?: string): Promise<boolean> {
    busy.value = action
    const answer = await store.act(chat, action, to)
    busy.value = confirming.value = undefined
    if (!answer.ok) {
      notify.error(answer.error, t('openlines.actFailed', { action: t(`openlines.action.${action}`) }))
      return false
    }
    const done = answer.data.effect === 'done'
    notify.show({
      title: done ? t(`openlines.did.${action}`) : t('openlines.noEffect'),
      description: answer.data.dialog.title,
      tone: done ? 'good' : 'warn',
    })
    return true
  }

  /** Runs the action, or asks first where it is destructive. */
  function want(dialog: Dialog, action: OpenlineAction): void {
    if (DESTRUCTIVE.includes(action)) confirming.value = { dialog, action }
    else void run(dialog, action)
  }

  const confirmOpen = computed({
    get: () => confirming.value !== undefined,
    set: (open) => {
      if (!open) confirming.value = undefined
    },
  })
  return { busy, confirming, confirmOpen, join, run, want }
}
