// Short messages that come by themselves: one way to show them. Unexpected failures end here, never in silence.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import type { AppError } from '../../shared/contract/result'
import { useErrorText } from './use-error-text'
import { useText } from './i18n'

interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

export interface Notice {
  /** A notice with the id of one that is shown takes its place. */
  readonly id?: string
  readonly title: string
  readonly description?: string
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad'
  readonly action?: NoticeAction
  /** Instead of one. */
  readonly actions?: readonly NoticeAction[]
  /** Milliseconds on screen; 0 stays until closed. */
  readonly duration?: number
}

export interface Notify {
  show(notice: Notice): void
  /** Shows an error's sentence under a line that says what did not work. */
  error(error: AppError, title?: string): void
  close(id: string): void
  /** Whether the notice stands there, and nobody has closed it. */
  isShown(id: string): boolean
}

const COLORS = {
  plain: 'air-secondary',
  good: 'air-primary-success',
  warn: 'air-primary-warning',
  bad: 'air-primary-alert',
} as const

const nameOf = (id: string | number): string => String(id).replace(/#\d+$/, '')
const numberOf = (id: string | number): number => Number(/#(\d+)$/.exec(String(id))?.[1] ?? 0)

export function useNotify(): Notify {
  const toast = useToast()
  const errorText = useErrorText()
  const { t } = useText()

  /** The notice of a name that is still shown. One that is being closed is not: the kit removes it by its id a moment later. */
  const shown = (name: string): string | undefined => {
    const living = toast.toasts.value.find(({ id, open }) => open !== false && nameOf(id) === name)
    return living && String(living.id)
  }
  /** An id of this name that no closing notice has. */
  const freshId = (name: string): string => {
    const taken = toast.toasts.value.filter(({ id }) => nameOf(id) === name).map(({ id }) => numberOf(id))
    return taken.length === 0 ? name : `${name}#${Math.max(...taken) + 1}`
  }

  const show = ({ id, title, description = '', tone = 'plain', duration = 6000, ...given }: Notice): void => {
    const actions = given.actions ?? (given.action ? [given.action] : [])
    const body = {
      title,
      description,
      color: COLORS[tone],
      duration,
      // Two buttons with long words stand one below the other.
      b24ui: { actions: 'flex-wrap' },
      actions: actions.map(({ label, run }, index) => ({
        label,
        color: index === 0 ? ('air-primary' as const) : ('air-tertiary' as const),
        size: 'sm' as const,
        onClick: run,
      })),
    }
    const living = id && shown(id)
    if (living) toast.update(living, body)
    else toast.add(id ? { ...body, id: freshId(id) } : body)
  }
  return {
    show,
    error: (error, title) =>
      show({
        id: `error:${error.code}`,
        title: title ?? t('app.somethingFailed'),
        description: errorText(error),
        tone: 'bad',
        duration: 10_000,
      }),
    close: (id) => {
      const living = shown(id)
      if (living) toast.remove(living)
    },
    isShown: (id) => shown(id) !== undefined,
  }
}
