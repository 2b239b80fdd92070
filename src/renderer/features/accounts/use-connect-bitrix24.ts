// Connecting a portal: what was typed, what was answered, and what to offer next because of the answer.
import { computed, ref } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { useAccounts } from './store'
import type { Account } from './store'
import { webhookParts } from './webhook-hint'

/** The state of the connect dialog; `onDone` gets the account once it is connected. */
export function useConnectBitrix24(onDone: (account: Account) => void) {
  const store = useAccounts()
  const webhookUrl = ref('')
  const caPem = ref('')
  const pinSha256 = ref('')
  const allowHttp = ref(false)
  const busy = ref(false)
  const error = ref<AppError>()
  const connected = ref<Account>()
  const offerHttp = ref(false)
  const offerTrust = ref(false)

  const parts = computed(() => webhookParts(webhookUrl.value))
  const webhookError = computed(() => error.value?.code.startsWith('webhook.') ?? false)

  function reset(): void {
    webhookUrl.value = caPem.value = pinSha256.value = ''
    allowHttp.value = offerHttp.value = offerTrust.value = false
    error.value = connected.value = undefined
  }

  function trust(): { caPem?: string; pinSha256?: string } | undefined {
    const ca = caPem.value.trim()
    const pin = pinSha256.value.trim()
    return ca || pin ? { ...(ca ? { caPem: ca } : {}), ...(pin ? { pinSha256: pin } : {}) } : undefined
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = undefined
    const given = trust()
    const answer = await store.connectBitrix24({
      webhookUrl: webhookUrl.value,
      ...(given ? { trust: given } : {}),
      ...(allowHttp.value ? { allowHttp: true } : {}),
    })
    busy.value = false
    if (answer.ok) {
      reset()
      connected.value = answer.data
      if (answer.data.missingScopes.length === 0) onDone(answer.data)
      return
    }
    error.value = answer.error
    offerHttp.value ||= answer.error.code === 'net.httpNotAllowed'
    offerTrust.value ||= ['net.tls', 'net.tlsPinMismatch', 'net.badCa'].includes(answer.error.code)
  }

  return { webhookUrl, caPem, pinSha256, allowHttp, busy, error, connected, offerHttp, offerTrust, parts, webhookError, reset, submit }
}
