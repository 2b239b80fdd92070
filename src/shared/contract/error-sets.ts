// Error codes that many routes share, named once.

/** The server could not be reached, or did not answer as itself. */
export const NET_ERRORS = [
  'net.offline',
  'net.proxy',
  'net.dns',
  'net.refused',
  'net.timeout',
  'net.reset',
  'net.tls',
  'net.tlsPinMismatch',
  'net.badCa',
  'net.tooLarge',
  'net.notJson',
  'net.badAnswer',
  'net.httpNotAllowed',
  'net.moved',
  'net.rateLimited',
  'net.serverError',
  'net.cancelled',
] as const

/** A Bitrix24 portal answered, and refused the webhook or the call as a whole. */
export const BITRIX24_ERRORS = [
  'bitrix24.invalidCredentials',
  'bitrix24.noAuth',
  'bitrix24.httpsRequired',
  'bitrix24.subscription',
  'bitrix24.accessDenied',
  'bitrix24.insufficientScope',
  'bitrix24.methodNotFound',
  'bitrix24.portalDeleted',
  'bitrix24.overloadBlocked',
  'bitrix24.operationTimeLimit',
  'bitrix24.queryLimit',
  'bitrix24.userInactive',
  'bitrix24.wrongAuthType',
  'bitrix24.licence',
  'bitrix24.wrongHost',
  'bitrix24.refused',
] as const

/** A signed-in Bluesky session cannot be used just now, or no longer. */
export const BLUESKY_ERRORS = [
  'bluesky.noDmAccess',
  'bluesky.signedOut',
  'bluesky.takenDown',
  'bluesky.deactivated',
  'bluesky.temporarilyOffline',
  'bluesky.chatUnavailable',
  'bluesky.refused',
] as const

/** A secret cannot be read or kept just now. */
export const VAULT_ERRORS = [
  'vault.absent',
  'vault.locked',
  'vault.keyringUnavailable',
  'vault.keyringChanged',
  'vault.corrupt',
  'vault.newer',
  'vault.unreadable',
  'vault.writeFailed',
] as const

/** Any call through an account may end so. */
export const ACCOUNT_ERRORS = [
  'accounts.notFound',
  'accounts.noPort',
  'accounts.practiceUnavailable',
  ...VAULT_ERRORS,
  'vault.secretMissing',
  ...NET_ERRORS,
  ...BITRIX24_ERRORS,
  ...BLUESKY_ERRORS,
] as const
