// Short messages that come by themselves: one way to show them. Unexpected failures end here, never in silence.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import type { AppError } from '../../shared/contract/result'
import { useErrorText } from './use-error-text'
import { useText } from './i18n'

export interface Notice {
  /** A notice with the id of one that is shown takes its place. */
  readonly id?: string
  readonly title: string
  readonly description?: string
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** Milliseconds on screen; 0 stays until closed. */
  readonly duration?: number
}

export interface Notify {
  show(notice: Notice): void
  /** Shows an error's sentence under a line that says what did not work. */
  error(error: AppError, title?: string): void
  close(id: string): void
}

const COLORS = {
  plain: 'air-secondary',
  good: 'air-primary-success',
  warn: 'air-primary-warning',
  bad: 'air-primary-alert',
} as const

export function useNotify(): Notify {
  const toast = useToast()
  const errorText = useErrorText()
  const { t } = useText()

  const show = ({ id, title, description = '', tone = 'plain', action, duration = 6000 }: Notice): void => {
    const body = {
      title,
      description,
      color: COLORS[tone],
      duration,
      actions: action ? [{ label: action.label, color: 'air-primary', size: 'sm', onClick: action.run }] : [],
    }
    if (id && toast.toasts.value.some((shown) => shown.id === id)) toast.update(id, body)
    else toast.add(id ? { ...body, id } : body)
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
    close: (id) => toast.remove(id),
  }
}
