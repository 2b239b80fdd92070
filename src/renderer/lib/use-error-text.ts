// The sentence of an error: `errors.<code>` with the error's params.
import type { AppError } from '../../shared/contract/result'
import type { ErrorCode } from '../../shared/contract/errors'
import type { MessageKey } from '../../shared/i18n'
import { useText } from './i18n'

/** Answers a function that turns an error, or a bare code kept with an item, into its sentence. */
export function useErrorText(): (error: AppError | ErrorCode) => string {
  const { t } = useText()
  return (error) => {
    const { code, params } = typeof error === 'string' ? { code: error, params: {} } : error
    return t(`errors.${code}` as MessageKey, params)
  }
}
