// What tests need of the contract as values; the page itself knows it as types only.
export { CHECK_REASONS } from '../../shared/contract/requests'
export { fail, ok } from '../../shared/contract/result'
