// The sentence of an error: `errors.<code>` with the error's params.
import type { ErrorCode } from '../../shared/contract/errors'
import type { AppError } from '../../shared/contract/result'
import type { MessageKey } from '../../shared/i18n'
import { useText } from './i18n'
import type { TextParams } from './i18n'

/** What the sentences may name. A reason kept with an item has lost its params: these words stand in for them. */
export const ERROR_PARAMS = ['host', 'seconds', 'did', 'handle', 'name', 'newHost', 'minLength'] as const

/**
 * Answers a function that turns an error, or a bare code kept with an item, into its sentence. `known` fills what the
 * error itself does not tell, e.g. the host of the account it belongs to.
 */
export function useErrorText(): (error: AppError | ErrorCode, known?: TextParams) => string {
  const { t } = useText()
  return (error, known = {}) => {
    const { code, params } = typeof error === 'string' ? { code: error, params: {} } : error
    const unknown = Object.fromEntries(ERROR_PARAMS.map((name) => [name, t(`app.unknown.${name}`)]))
    const sentence = t(`errors.${code}` as MessageKey, { ...unknown, ...known, ...params })
    return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)
  }
}
