// One channel for requests, one for events. Apart from the contract, so that the preload carries no schemas.
export const INVOKE_CHANNEL = 'bellhop:invoke'
export const EVENT_CHANNEL = 'bellhop:event'
