// Every error the documentation names for sending a message, and what it must mean to the person who sends.
import type { ErrorCode } from '../../src/shared/contract/errors'

export interface Refusal {
  /** The portal's code. */
  readonly error: string
  readonly status: number
  /** The portal's text, where it decides; else one that nobody may ever be shown. */
  readonly text?: string
  readonly reason: ErrorCode
}

/** What no sentence of ours may contain. */
export const RAW_TEXT = 'Raw text of the server'

const rows = (...table: readonly (readonly [string, number, ErrorCode, string?])[]): readonly Refusal[] =>
  table.map(([error, status, reason, text]) => ({ error, status, reason, ...(text === undefined ? {} : { text }) }))

/**
 * https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-message-add.html, and CODE_ERROR
 * and KEYBOARD_OVERSIZE of its older version.
 */
export const NETWORK_REFUSALS = rows(
  ['WRONG_AUTH_TYPE', 403, 'bitrix24.wrongAuthType'],
  ['CODE', 400, 'messages.lineCode'],
  ['CODE_ERROR', 400, 'messages.lineCode'],
  ['IMBOT_ERROR', 400, 'messages.noBots'],
  ['NOT_FOUND', 400, 'messages.lineNotJoined'],
  ['USER_ID_EMPTY', 400, 'messages.noRecipient'],
  ['USER_MESSAGE_LIMIT', 400, 'messages.weeklyLimit'],
  ['MESSAGE_EMPTY', 400, 'messages.empty'],
  ['ATTACH_OVERSIZE', 400, 'messages.attachOversize'],
  ['ATTACH_ERROR', 400, 'messages.attachError'],
  ['KEYBOARD_ERROR', 400, 'messages.keyboardError'],
  ['KEYBOARD_OVERSIZE', 400, 'messages.keyboardOversize'],
  ['WRONG_REQUEST', 400, 'messages.wrongRequest'],
)

/** https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html */
export const DIALOG_REFUSALS = rows(
  ['MESSAGE_EMPTY', 400, 'messages.empty'],
  ['USER_ID_EMPTY', 400, 'messages.noRecipient'],
  ['USER_NOT_FOUND', 400, 'messages.recipientNotFound'],
  ['CHAT_ID', 400, 'messages.recipientNotFound'],
  ['CHAT_ID_EMPTY', 400, 'messages.recipientNotFound'],
  ['ACCESS_ERROR', 403, 'messages.accessError'],
  ['PARAMS_ERROR', 400, 'messages.wrongRequest'],
  ['ATTACH_ERROR', 400, 'messages.attachError'],
  ['ATTACH_OVERSIZE', 400, 'messages.attachOversize'],
  ['KEYBOARD_ERROR', 400, 'messages.keyboardError'],
  ['KEYBOARD_OVERSIZE', 400, 'messages.keyboardOversize'],
  ['MENU_ERROR', 400, 'messages.wrongRequest'],
  ['REPLY_ACCESS_ERROR', 403, 'messages.accessError'],
  ['REPLY_FROM_OTHER_CHAT_ERROR', 403, 'messages.wrongRequest'],
)

/** https://apidocs.bitrix24.com/api-reference/chat-bots/chat-bots-v2/im.v2/files/file-upload.html */
export const UPLOAD_REFUSALS = rows(
  ['FILE_EMPTY', 400, 'messages.fileRefused'],
  ['FILE_INVALID_CONTENT', 400, 'messages.fileRefused'],
  ['CHAT_NOT_FOUND', 400, 'messages.recipientNotFound'],
  ['FOLDER_ERROR', 400, 'messages.fileNotStored'],
  ['UPLOAD_FAILED', 400, 'messages.fileNotStored'],
  ['SEND_FAILED', 400, 'messages.fileNotPosted'],
  ['FILE_TOO_LARGE', 400, 'messages.fileTooLarge'],
  ['ACCESS_DENIED', 403, 'messages.accessError'],
  ['ERROR_METHOD_NOT_FOUND', 404, 'messages.noFileMethod'],
)

/**
 * https://apidocs.bitrix24.com/error-codes.html. Where the documentation and the servers differ in the status, both
 * stand here: the code decides.
 */
export const SYSTEM_REFUSALS = rows(
  ['NO_AUTH_FOUND', 401, 'bitrix24.noAuth'],
  ['INVALID_CREDENTIALS', 401, 'bitrix24.invalidCredentials'],
  ['INVALID_CREDENTIALS', 403, 'bitrix24.invalidCredentials'],
  ['expired_token', 401, 'bitrix24.invalidCredentials'],
  ['insufficient_scope', 403, 'bitrix24.insufficientScope'],
  ['insufficient_scope', 401, 'bitrix24.insufficientScope'],
  ['INVALID_REQUEST', 400, 'bitrix24.httpsRequired', 'Https required.'],
  ['INVALID_REQUEST', 401, 'bitrix24.httpsRequired', 'Https required.'],
  ['OVERLOAD_LIMIT', 503, 'bitrix24.overloadBlocked'],
  ['OVERLOAD_LIMIT', 401, 'bitrix24.overloadBlocked'],
  ['ACCESS_DENIED', 401, 'bitrix24.subscription', 'REST is available only by subscription'],
  ['ACCESS_DENIED', 403, 'bitrix24.subscription', 'REST API is available only on commercial plans'],
  ['PORTAL_DELETED', 500, 'bitrix24.portalDeleted'],
  ['PORTAL_DELETED', 403, 'bitrix24.portalDeleted'],
  ['ERROR_METHOD_NOT_FOUND', 404, 'bitrix24.methodNotFound'],
  ['authorization_error', 401, 'bitrix24.userInactive'],
  ['WRONG_LICENSE', 403, 'bitrix24.licence'],
  ['ERROR_CORE', 400, 'bitrix24.refused'],
  ['ERROR_ARGUMENT', 400, 'bitrix24.refused'],
  ['', 400, 'bitrix24.refused'],
  ['SOMETHING_NEW', 400, 'bitrix24.refused'],
)

/** Of the same page: the server failed, and nobody knows how far it had come. */
export const UNCERTAIN_REFUSALS = rows(
  ['INTERNAL_SERVER_ERROR', 500, 'outbox.unknownOutcome'],
  ['ERROR_UNEXPECTED_ANSWER', 500, 'outbox.unknownOutcome'],
  ['ERROR_CORE', 500, 'outbox.unknownOutcome'],
  ['WRONG_ENCODING', 200, 'outbox.unknownOutcome'],
  ['SOMETHING_NEW', 500, 'outbox.unknownOutcome'],
)

/** Of the same page: too much at once; the same call may work later. */
export const BUSY_REFUSALS = rows(
  ['QUERY_LIMIT_EXCEEDED', 503, 'bitrix24.queryLimit'],
  ['OPERATION_TIME_LIMIT', 429, 'bitrix24.operationTimeLimit'],
)
