// From Enter to gone: what was handed over is told, whoever was refused stays, and taking back brings the words back.
import { nextTick, ref } from 'vue'
import { invoke } from '../../api'
import type { Account } from './hits'
import type { Form } from './use-form'
import type { SentMessage, useSent } from './use-sent'
import { useQuick } from './store'

interface Around {
  /** Those that can write. */
  readonly writers: () => readonly Account[]
  readonly sent: ReturnType<typeof useSent>
  become(form: Form): Promise<void>
  /** Puts the keyboard where it is needed next. */
  focus(where: 'targets' | 'text'): void
}

export function useSending({ writers, sent, become, focus }: Around) {
  const quick = useQuick()
  /** Sending was tried in vain: what is missing is said from now on. */
  const tried = ref(false)

  /** Whose account has gone meanwhile is not shown, and must not keep the others' message from being done. */
  function leaveOutGone(): void {
    const ids = new Set(writers().map(({ id }) => id))
    const { targets } = quick.message
    if (targets.some(({ accountId }) => !ids.has(accountId))) {
      quick.writeTo(targets.filter(({ accountId }) => ids.has(accountId)))
    }
  }
  async function send(): Promise<void> {
    leaveOutGone()
    const { targets, text, file } = quick.message
    const empty = text.trim() === '' && !file
    tried.value = targets.length === 0 || empty
    if (targets.length === 0) return focus('targets')
    if (empty) return focus('text')
    const answer = await quick.send()
    if (answer.kind === 'none') return focus('text')
    sent.tell(answer.message, answer.journalled)
    if (answer.kind === 'some') return focus('text')
    // The keyboard stays where the next message begins.
    focus('targets')
    quick.hide()
    await become('notice')
  }
  async function undo(message: SentMessage): Promise<void> {
    const back = await sent.takeBack(message)
    if (!back) return
    quick.putBack(back)
    await become('card')
    await invoke('quicksend.show', {}, { quiet: true })
    await nextTick()
    focus('text')
  }
  return { tried, send, undo }
}
