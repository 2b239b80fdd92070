// What tests need of the contract as values; the page itself knows it as types only.
export { ERROR_CODES } from '../../shared/contract/errors'
export { Content } from '../../shared/contract/messages'
export { CHECK_REASONS } from '../../shared/contract/requests'
export { fail, ok } from '../../shared/contract/result'
