import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../shared/contract/errors'
import en from '../../../shared/i18n/en.json'
import { explain, scopeOf } from './error-table'

const code = (method: string, error: string, text = 'text of the portal', status = 400) =>
  explain(method, { code: error, text, status }, 'acme.example').code
const REQUEST = 'sonet_group.user.request'
const NETWORK = 'imopenlines.network.message.add'

describe('groups', () => {
  it.each([
    [REQUEST, '', 'Wrong group ID', 'groups.notFound'],
    [REQUEST, '', 'Socialnetwork group not found', 'requests.notVisible'],
    [REQUEST, '', 'Cannot request to join group', 'requests.cannotRequest'],
    [REQUEST, 'ERROR_CORE', 'Socialnetwork group not found', 'requests.notVisible'],
    [REQUEST, '0', 'Cannot request to join group', 'requests.cannotRequest'],
    [REQUEST, '100', 'Cannot request to join group', 'requests.cannotRequest'],
    [REQUEST, 'ERROR_CREATE_USER2GROUP', 'Ошибка при создании связи', 'requests.cannotRequest'],
    [REQUEST, 'ERROR_NO_GROUP', 'Группа не найдена', 'requests.notVisible'],
    [REQUEST, '', 'Something new', 'bitrix24.refused'],
    ['sonet_group.user.get', '', 'Wrong socialnetwork group ID', 'groups.notFound'],
    ['sonet_group.user.get', '', 'Socialnetwork group not found', 'groups.notFound'],
    ['socialnetwork.api.workgroup.get', 'SONET_CONTROLLER_WORKGROUP_NOT_FOUND', 'Группа не найдена', 'groups.notFound'],
    ['socialnetwork.api.workgroup.get', 'SONET_CONTROLLER_WORKGROUP_EMPTY', '', 'groups.notFound'],
  ])('%s %j %j is %s', (method, error, text, expected) => expect(code(method, error, text)).toBe(expected))
})

describe('open channels', () => {
  const methods = [
    'session.join',
    'session.start',
    'operator.answer',
    'operator.skip',
    'operator.finish',
    'session.mode.pin',
  ]
  it.each(methods)('%s: the common four', (name) => {
    const method = `imopenlines.${name}`
    expect(code(method, 'CHAT_ID')).toBe('openlines.chatId')
    expect(code(method, 'CHAT_TYPE')).toBe('openlines.chatType')
    expect(code(method, 'ACCESS_DENIED')).toBe('openlines.accessDenied')
    expect(code(method, 'USER_ID')).toBe('openlines.userId')
  })

  it.each([
    ['imopenlines.session.mode.pin', 'CHAT_ID_EMPTY', 'openlines.chatId'],
    ['imopenlines.session.intercept', 'CHAT_ID_EMPTY', 'openlines.chatId'],
    ['imopenlines.session.intercept', 'OPERATOR_WRONG', 'openlines.operatorWrong'],
    ['imopenlines.operator.transfer', 'TRANSFER_ID_EMPTY', 'openlines.operatorWrong'],
    ['imopenlines.operator.transfer', 'USER_ID_EMPTY', 'openlines.operatorWrong'],
    ['imopenlines.operator.transfer', 'QUEUE_ID_EMPTY', 'openlines.operatorWrong'],
    ['imopenlines.operator.skip', 'ACCESS_DENIED_KICK', 'openlines.cannotLeave'],
    ['imopenlines.dialog.get', 'ACCESS_ERROR', 'openlines.accessDenied'],
    ['imopenlines.dialog.get', 'IM_NOT_INSTALLED', 'bitrix24.methodNotFound'],
    ['imopenlines.session.history.get', 'MISSING_REQUIRED_PARAM', 'openlines.notFound'],
    ['imopenlines.session.history.get', 'INVALID_SESSION_ID', 'openlines.notFound'],
    ['im.chat.user.list', 'ACCESS_ERROR', 'openlines.accessDenied'],
  ])('%s %s is %s', (method, error, expected) => expect(code(method, error)).toBe(expected))

  it('an answer without code and without text: somebody was faster', () => {
    expect(code('imopenlines.operator.answer', '', '')).toBe('openlines.alreadyAnswered')
    expect(code('imopenlines.operator.finish', '', '')).toBe('bitrix24.refused')
  })
})

describe('messages', () => {
  it.each([
    [NETWORK, 'WRONG_AUTH_TYPE', 'bitrix24.wrongAuthType'],
    [NETWORK, 'CODE', 'messages.lineCode'],
    [NETWORK, 'CODE_ERROR', 'messages.lineCode'],
    [NETWORK, 'IMBOT_ERROR', 'messages.noBots'],
    [NETWORK, 'NOT_FOUND', 'messages.lineNotJoined'],
    ['imopenlines.network.join', 'LINE_NOT_FOUND', 'messages.lineNotFound'],
    ['imopenlines.network.join', 'NOT_FOUND', 'messages.lineNotFound'],
    [NETWORK, 'INACTIVE', 'messages.lineInactive'],
    [NETWORK, 'USER_ID_EMPTY', 'messages.noRecipient'],
    [NETWORK, 'USER_MESSAGE_LIMIT', 'messages.weeklyLimit'],
    [NETWORK, 'MESSAGE_EMPTY', 'messages.empty'],
    [NETWORK, 'ATTACH_OVERSIZE', 'messages.attachOversize'],
    [NETWORK, 'ATTACH_ERROR', 'messages.attachError'],
    [NETWORK, 'KEYBOARD_ERROR', 'messages.keyboardError'],
    [NETWORK, 'KEYBOARD_OVERSIZE', 'messages.keyboardOversize'],
    [NETWORK, 'WRONG_REQUEST', 'messages.wrongRequest'],
    ['im.message.add', 'MESSAGE_EMPTY', 'messages.empty'],
    ['im.message.add', 'USER_ID_EMPTY', 'messages.noRecipient'],
    ['im.message.add', 'USER_NOT_FOUND', 'messages.recipientNotFound'],
    ['im.message.add', 'CHAT_ID', 'messages.recipientNotFound'],
    ['im.message.add', 'CHAT_ID_EMPTY', 'messages.recipientNotFound'],
    ['im.message.add', 'ACCESS_ERROR', 'messages.accessError'],
    ['im.message.add', 'ACCESS_DENIED', 'messages.accessError'],
    ['im.message.add', 'PARAMS_ERROR', 'messages.wrongRequest'],
    ['im.message.add', 'ATTACH_ERROR', 'messages.attachError'],
    ['im.message.add', 'ATTACH_OVERSIZE', 'messages.attachOversize'],
    ['im.message.add', 'KEYBOARD_ERROR', 'messages.keyboardError'],
    ['im.message.add', 'KEYBOARD_OVERSIZE', 'messages.keyboardOversize'],
    ['im.message.add', 'MENU_ERROR', 'messages.wrongRequest'],
    ['im.message.add', 'REPLY_ACCESS_ERROR', 'messages.accessError'],
    ['im.message.add', 'REPLY_FROM_OTHER_CHAT_ERROR', 'messages.wrongRequest'],
    ['im.dialog.messages.get', 'ACCESS_ERROR', 'messages.accessError'],
    ['im.dialog.messages.get', 'DIALOG_ID_EMPTY', 'messages.noRecipient'],
  ])('%s %s is %s', (method, error, expected) => expect(code(method, error)).toBe(expected))
})

describe('the portal itself', () => {
  it.each([
    ['QUERY_LIMIT_EXCEEDED', 503, 'bitrix24.queryLimit'],
    ['OPERATION_TIME_LIMIT', 429, 'bitrix24.operationTimeLimit'],
    ['OVERLOAD_LIMIT', 503, 'bitrix24.overloadBlocked'],
    ['OVERLOAD_LIMIT', 401, 'bitrix24.overloadBlocked'],
    ['INTERNAL_SERVER_ERROR', 500, 'net.serverError'],
    ['ERROR_UNEXPECTED_ANSWER', 500, 'net.serverError'],
    ['NO_AUTH_FOUND', 401, 'bitrix24.noAuth'],
    ['INVALID_CREDENTIALS', 401, 'bitrix24.invalidCredentials'],
    ['INVALID_CREDENTIALS', 403, 'bitrix24.invalidCredentials'],
    ['insufficient_scope', 401, 'bitrix24.insufficientScope'],
    ['insufficient_scope', 403, 'bitrix24.insufficientScope'],
    ['INVALID_REQUEST', 401, 'bitrix24.httpsRequired'],
    ['PORTAL_DELETED', 403, 'bitrix24.portalDeleted'],
    ['PORTAL_DELETED', 500, 'bitrix24.portalDeleted'],
    ['ERROR_METHOD_NOT_FOUND', 404, 'bitrix24.methodNotFound'],
    ['authorization_error', 401, 'bitrix24.userInactive'],
    ['WRONG_AUTH_TYPE', 403, 'bitrix24.wrongAuthType'],
    ['WRONG_LICENSE', 403, 'bitrix24.licence'],
    ['ERROR_ARGUMENT', 400, 'bitrix24.refused'],
    ['ERROR_CORE', 400, 'bitrix24.refused'],
    ['ERROR_CORE', 500, 'net.serverError'],
    ['WRONG_ENCODING', 200, 'net.badAnswer'],
    ['ERROR_BATCH_METHOD_NOT_ALLOWED', 405, 'bitrix24.refused'],
    ['ERROR_BATCH_LENGTH_EXCEEDED', 400, 'bitrix24.refused'],
    ['SOMETHING_NEW', 401, 'bitrix24.invalidCredentials'],
    ['SOMETHING_NEW', 429, 'net.rateLimited'],
    ['SOMETHING_NEW', 502, 'net.serverError'],
    ['', 400, 'bitrix24.refused'],
  ])('%j with %i is %s', (error, status, expected) => expect(code('profile', error, 'text', status)).toBe(expected))

  it.each([
    ['profile', 'REST is available only on commercial plans', 'bitrix24.subscription'],
    ['profile', 'REST is available only by subscription', 'bitrix24.subscription'],
    ['imopenlines.session.join', 'REST is available only by subscription.', 'bitrix24.subscription'],
    ['user.get', 'Access denied! You do not have permission', 'bitrix24.accessDenied'],
  ])('ACCESS_DENIED of %s, %j, is %s', (method, text, expected) =>
    expect(code(method, 'ACCESS_DENIED', text)).toBe(expected),
  )

  it('names the scope that is missing, by its real code', () => {
    expect(explain('sonet_group.get', { code: 'insufficient_scope', text: '', status: 403 }, 'h').params).toEqual({
      host: 'h',
      scope: 'sonet_group',
    })
    expect(
      ['socialnetwork.api.workgroup.list', 'imopenlines.session.join', 'im.recent.get', 'profile'].map(scopeOf),
    ).toEqual(['socialnetwork', 'imopenlines', 'im', undefined])
  })

  it('never lets the portal’s own text or code out', () => {
    const error = explain('profile', { code: 'X_SECRET', text: 'https://h/rest/1/secret/', status: 400 }, 'h')
    expect(JSON.stringify(error)).not.toMatch(/secret/i)
    expect(ERROR_CODES).toContain(error.code)
  })

  it('gives every sentence what its placeholders need', () => {
    const codes = [
      'QUERY_LIMIT_EXCEEDED',
      'OPERATION_TIME_LIMIT',
      'insufficient_scope',
      'PORTAL_DELETED',
      'NEW',
      'INVALID_CREDENTIALS',
    ]
    for (const portalCode of codes) {
      const { code: own, params } = explain('im.recent.get', { code: portalCode, text: '', status: 400 }, 'h')
      const [word, name] = own.split('.') as ['bitrix24', keyof typeof en.errors.bitrix24]
      const needed = [...en.errors[word][name].matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      expect(Object.keys(params)).toEqual(expect.arrayContaining(needed))
    }
  })
})
