// How a place one can write to is told in a list: what it is, what tells it apart, and whether its week is used up.
import { dateTime } from './time'
import { useText } from './i18n'

interface Target {
  readonly kind: 'person' | 'chat' | 'openline' | 'convo'
  readonly hint?: string | undefined
  readonly memberCount?: number | undefined
  readonly blocked?: 'inactive' | 'locked' | undefined
  readonly nextPossibleAt?: string | undefined
}

export function useTargetWords() {
  const { t, language } = useText()
  return {
    /** The kind, and why it cannot be chosen, or what is known besides. */
    hintOf(target: Target): string {
      const kind = t(`messages.kind.${target.kind}`)
      if (target.blocked) return `${kind} · ${t(`messages.blocked.${target.blocked}`)}`
      const more = target.hint ?? (target.memberCount ? t('groups.members', {}, target.memberCount) : undefined)
      return more ? `${kind} · ${more}` : kind
    },
    /** When it can be written to again, where it cannot now. */
    slotOf: ({ nextPossibleAt }: Target): string | undefined =>
      nextPossibleAt && Date.parse(nextPossibleAt) > Date.now()
        ? t('messages.slotAgain', { time: dateTime(nextPossibleAt, Date.now(), language()) })
        : undefined,
  }
}
