// From what a portal answered to what we say: one table by method, code and exact English text. Code first, status
// second. Knows words, not calls. Marked "undocumented": seen in current servers, not in the documentation.
import type { ErrorCode } from '../../../shared/contract/errors'
import type { AppError, Retry } from '../../../shared/contract/result'
import type { Refused } from './types'

type Row = readonly [method: RegExp, code: string | RegExp, text: string | RegExp, ErrorCode, Retry]

const OPENLINES = /^imopenlines\.(?:session|operator|message|dialog|crm)\./
/** Methods that write to or read from a chat, told from lists and searches. */
const CHATS = /^im\.(?:message|dialog)\./
const UPLOAD = /^im\.v2\.File\.upload$/
const ANY = /^/
const ANY_CODE = /^/

/** First match wins. */
const ROWS: readonly Row[] = [
  // https://apidocs.bitrix24.com/api-reference/sonet-group/members/sonet-group-user-request.html (codes are empty)
  [/^sonet_group\.user\.request$/, ANY_CODE, 'Wrong group ID', 'groups.notFound', 'never'],
  [/^sonet_group\.user\.request$/, ANY_CODE, 'Socialnetwork group not found', 'requests.notVisible', 'never'],
  [/^sonet_group\.user\.request$/, ANY_CODE, 'Cannot request to join group', 'requests.cannotRequest', 'never'],
  [/^sonet_group\.user\.request$/, 'ERROR_NO_GROUP', ANY, 'requests.notVisible', 'never'], // undocumented
  [
    /^sonet_group\.user\.request$/,
    /^ERROR_(?:CREATE_USER2GROUP|USERID|USER_ID|NO_USER_ID)$/,
    ANY,
    'requests.cannotRequest',
    'never',
  ], // undocumented
  [/^sonet_group\./, ANY_CODE, /^Wrong (?:socialnetwork )?group ID$/, 'groups.notFound', 'never'],
  [/^sonet_group\./, ANY_CODE, 'Socialnetwork group not found', 'groups.notFound', 'never'],
  [/^sonet_group\./, 'ERROR_NO_GROUP', ANY, 'groups.notFound', 'never'], // undocumented
  // https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html
  [/^socialnetwork\./, /^SONET_CONTROLLER_WORKGROUP_(?:EMPTY|NOT_FOUND)$/, ANY, 'groups.notFound', 'never'],

  // https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/operators/index.html
  [/^imopenlines\.operator\.answer$/, '', '', 'openlines.alreadyAnswered', 'never'], // undocumented
  [OPENLINES, /^CHAT_ID(?:_EMPTY)?$/, ANY, 'openlines.chatId', 'user'],
  [OPENLINES, 'CHAT_TYPE', ANY, 'openlines.chatType', 'user'],
  [OPENLINES, 'USER_ID', ANY, 'openlines.userId', 'user'],
  [OPENLINES, 'ACCESS_DENIED_KICK', ANY, 'openlines.cannotLeave', 'never'],
  [
    OPENLINES,
    /^(?:OPERATOR_WRONG|USER_ID_EMPTY|QUEUE_ID_EMPTY|TRANSFER_ID_EMPTY)$/,
    ANY,
    'openlines.operatorWrong',
    'user',
  ],
  [
    OPENLINES,
    /^(?:MISSING_REQUIRED_PARAM|INVALID_SESSION_ID|EMPTY_SESSION_ID|CHAT_NOT_IN_CRM)$/,
    ANY,
    'openlines.notFound',
    'never',
  ],
  [OPENLINES, /^(?:ACCESS_ERROR|ERROR_USER_NOT_OPERATOR)$/, ANY, 'openlines.accessDenied', 'user'],
  [/^imopenlines\./, 'IM_NOT_INSTALLED', ANY, 'bitrix24.methodNotFound', 'never'],
  [/^im\.chat\.user\.list$/, /^ACCESS_(?:ERROR|DENIED)$/, ANY, 'openlines.accessDenied', 'user'],
  [/^im\.chat\.user\.list$/, 'CHAT_ID_EMPTY', ANY, 'openlines.chatId', 'user'],

  // https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-message-add.html
  // https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-join.html
  // (CODE_ERROR, KEYBOARD_OVERSIZE, and NOT_FOUND of a join are of their older versions). Who writes through a line that
  // is not joined learns no more than who mistypes its code: only joining tells the two apart.
  [/^imopenlines\.network\./, /^CODE(?:_ERROR)?$/, ANY, 'messages.lineCode', 'user'],
  [/^imopenlines\.network\.message/, /^(?:LINE_)?NOT_FOUND$/, ANY, 'messages.lineNotJoined', 'user'],
  [/^imopenlines\.network\.join$/, /^(?:LINE_)?NOT_FOUND$/, ANY, 'messages.lineNotFound', 'user'],
  [/^imopenlines\.network\./, 'INACTIVE', ANY, 'messages.lineInactive', 'user'],
  [/^imopenlines\.network\./, 'IMBOT_ERROR', ANY, 'messages.noBots', 'user'],
  [/^imopenlines\.network\./, 'USER_MESSAGE_LIMIT', ANY, 'messages.weeklyLimit', 'later'],

  // https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html
  [CHATS, /^(?:USER_NOT_FOUND|USER_NOT_EXISTS|CHAT_ID|CHAT_ID_EMPTY)$/, ANY, 'messages.recipientNotFound', 'user'],
  [
    CHATS,
    /^(?:ACCESS_ERROR|REPLY_ACCESS_ERROR|ACCESS_DENIED_EXTEND|ACCESS_DENIED_KICK)$/,
    ANY,
    'messages.accessError',
    'user',
  ],
  [
    CHATS,
    /^(?:PARAMS_ERROR|REPLY_FROM_OTHER_CHAT_ERROR|MENU_ERROR|menu_ERROR|MENU_OVERSIZE)$/,
    ANY,
    'messages.wrongRequest',
    'user',
  ],
  [/^im(?:openlines)?\./, /^(?:USER_ID_EMPTY|DIALOG_ID_EMPTY)$/, ANY, 'messages.noRecipient', 'user'],
  [/^im(?:openlines)?\./, 'MESSAGE_EMPTY', ANY, 'messages.empty', 'user'],
  [/^im(?:openlines)?\./, 'ATTACH_OVERSIZE', ANY, 'messages.attachOversize', 'user'],
  [/^im(?:openlines)?\./, 'ATTACH_ERROR', ANY, 'messages.attachError', 'user'],
  [/^im(?:openlines)?\./, 'KEYBOARD_OVERSIZE', ANY, 'messages.keyboardOversize', 'user'],
  [/^im(?:openlines)?\./, 'KEYBOARD_ERROR', ANY, 'messages.keyboardError', 'user'],
  [/^im(?:openlines)?\./, 'WRONG_REQUEST', ANY, 'messages.wrongRequest', 'user'],

  // https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/im.v2/files/file-upload.html
  [UPLOAD, /^FILE_(?:EMPTY|INVALID_CONTENT)$/, ANY, 'messages.fileRefused', 'user'],
  [UPLOAD, 'FILE_TOO_LARGE', ANY, 'messages.fileTooLarge', 'user'],
  [UPLOAD, /^(?:CHAT_NOT_FOUND|DIALOG_NOT_FOUND)$/, ANY, 'messages.recipientNotFound', 'user'],
  [UPLOAD, /^(?:FOLDER_ERROR|UPLOAD_FAILED)$/, ANY, 'messages.fileNotStored', 'user'],
  [UPLOAD, 'SEND_FAILED', ANY, 'messages.fileNotPosted', 'user'],
  // Added to the REST API in 2026: a box may be older.
  [UPLOAD, 'ERROR_METHOD_NOT_FOUND', ANY, 'messages.noFileMethod', 'user'],

  // System errors: https://apidocs.bitrix24.com/error-codes.html
  [ANY, 'QUERY_LIMIT_EXCEEDED', ANY, 'bitrix24.queryLimit', 'later'],
  [ANY, 'OPERATION_TIME_LIMIT', ANY, 'bitrix24.operationTimeLimit', 'later'],
  [ANY, 'OVERLOAD_LIMIT', ANY, 'bitrix24.overloadBlocked', 'never'],
  [ANY, /^(?:INTERNAL_SERVER_ERROR|ERROR_UNEXPECTED_ANSWER)$/, ANY, 'net.serverError', 'later'],
  [ANY, 'WRONG_ENCODING', ANY, 'net.badAnswer', 'never'],
  [ANY, 'NO_AUTH_FOUND', ANY, 'bitrix24.noAuth', 'user'],
  [
    ANY,
    /^(?:INVALID_CREDENTIALS|expired_token|invalid_token|user_access_error)$/,
    ANY,
    'bitrix24.invalidCredentials',
    'user',
  ],
  [ANY, 'authorization_error', ANY, 'bitrix24.userInactive', 'user'],
  [ANY, /^insufficient_scope$/i, ANY, 'bitrix24.insufficientScope', 'user'],
  [ANY, 'INVALID_REQUEST', ANY, 'bitrix24.httpsRequired', 'user'],
  [ANY, 'PORTAL_DELETED', ANY, 'bitrix24.portalDeleted', 'later'],
  [ANY, 'ERROR_METHOD_NOT_FOUND', ANY, 'bitrix24.methodNotFound', 'never'],
  [ANY, 'WRONG_AUTH_TYPE', ANY, 'bitrix24.wrongAuthType', 'never'],
  [ANY, 'WRONG_LICENSE', ANY, 'bitrix24.licence', 'user'],
  // One code, two meanings: the text tells a missing plan from missing rights.
  [ANY, 'ACCESS_DENIED', /subscription|commercial|\bplans?\b|подписк|тариф/i, 'bitrix24.subscription', 'user'],
  [ANY, /^(?:ACCESS_DENIED|ERROR_CORE|)$/, /^REST is available only/i, 'bitrix24.subscription', 'user'],
  [OPENLINES, 'ACCESS_DENIED', ANY, 'openlines.accessDenied', 'user'],
  [CHATS, 'ACCESS_DENIED', ANY, 'messages.accessError', 'user'],
  [UPLOAD, 'ACCESS_DENIED', ANY, 'messages.accessError', 'user'],
  [ANY, 'ACCESS_DENIED', ANY, 'bitrix24.accessDenied', 'user'],
]

/** Which scope a method needs; the group pages name it `sonet`, the portal `sonet_group`. */
const SCOPES: readonly (readonly [prefix: string, scope: string])[] = [
  ['sonet_group.', 'sonet_group'],
  ['socialnetwork.', 'socialnetwork'],
  ['imopenlines.', 'imopenlines'],
  ['im.', 'im'],
  ['user.', 'user_brief'],
]

/** The scope a method belongs to; `undefined` for methods every webhook may call. */
export function scopeOf(method: string): string | undefined {
  return SCOPES.find(([prefix]) => method.startsWith(prefix))?.[1]
}

/** A refusal as our error. Its params hold the host, and the missing scope where that is the reason; never raw text. */
export function explain(method: string, refused: Pick<Refused, 'code' | 'text' | 'status'>, host: string): AppError {
  const row = ROWS.find(([on, code, text]) => on.test(method) && fits(code, refused.code) && fits(text, refused.text))
  if (row === undefined) return byStatus(refused.status, host)
  const [, , , code, retry] = row
  return { code, params: { host, ...paramsOf(code, method) }, retry }
}

function paramsOf(code: ErrorCode, method: string): Record<string, string | number> {
  if (code === 'bitrix24.insufficientScope') return { scope: scopeOf(method) ?? method }
  return code === 'bitrix24.operationTimeLimit' ? { seconds: 60 } : {}
}

function fits(pattern: string | RegExp, actual: string): boolean {
  return typeof pattern === 'string' ? pattern === actual : pattern.test(actual)
}

/** An unknown code. How a webhook past its date is refused is not documented: any 401 counts as "no longer valid". */
function byStatus(status: number, host: string): AppError {
  if (status === 401) return { code: 'bitrix24.invalidCredentials', params: { host }, retry: 'user' }
  if (status === 429) return { code: 'net.rateLimited', params: { host }, retry: 'later' }
  if (status >= 500) return { code: 'net.serverError', params: { host, status }, retry: 'later' }
  return { code: 'bitrix24.refused', params: { host }, retry: 'never' }
}
