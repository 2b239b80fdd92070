// Which parts of a webhook address have been pasted so far. A hint only: main reads the address again and decides.
import { parseWebhookUrl } from '../../../shared/domain/webhook-url'

export interface WebhookParts {
  readonly host: boolean
  readonly user: boolean
  readonly code: boolean
}

const NOTHING: WebhookParts = { host: false, user: false, code: false }

/** The parts that are there, by the same reading that main uses. */
export function webhookParts(text: string): WebhookParts {
  const parsed = parseWebhookUrl(text)
  if (parsed.ok) return { host: true, user: true, code: true }
  switch (parsed.error.code) {
    case 'webhook.noRest':
      return { host: true, user: false, code: false }
    case 'webhook.noUserId':
      return { host: true, user: false, code: true }
    case 'webhook.noCode':
    case 'webhook.badCode':
      return { host: true, user: true, code: false }
    default:
      return NOTHING
  }
}
