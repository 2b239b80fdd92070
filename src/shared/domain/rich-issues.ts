// What can be wrong with an attachment or a keyboard. Pure.
import type { JsonPath } from './json-shape'

export type IssueCode =
  | 'notAttach'
  | 'noBlocks'
  | 'notAnObject'
  | 'emptyBlock'
  | 'severalKinds'
  | 'unknownKind'
  | 'unknownField'
  | 'wrongContent'
  | 'missing'
  | 'wrongText'
  | 'wrongLink'
  | 'wrongNumber'
  | 'wrongSize'
  | 'wrongColor'
  | 'wrongChoice'
  | 'mixedDisplay'
  | 'notKeyboard'
  | 'noButtons'
  | 'noPurpose'
  | 'manyPurposes'
  | 'noValue'
  | 'noBot'
  | 'onlyCommand'
  | 'linkOnly'
  | 'httpsOnly'

/** One thing wrong with a value: where, what, and whether it stops the message or is only worth knowing. */
export interface Issue {
  readonly path: JsonPath
  readonly code: IssueCode
  readonly level: 'error' | 'warning'
  readonly params?: Readonly<Record<string, string>>
}

/** An issue that stops the message. */
export const error = (path: JsonPath, code: IssueCode, params?: Record<string, string>): Issue => ({
  path,
  code,
  level: 'error',
  ...(params && { params }),
})
