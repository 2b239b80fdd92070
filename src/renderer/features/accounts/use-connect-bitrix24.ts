// Connecting a portal: what was typed, what was answered, and what to offer next because of the answer.
import { computed, reactive, ref, toRefs } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { useAccounts } from './store'
import type { Account } from './store'
import { webhookParts } from './webhook-hint'

interface Typed {
  webhookUrl: string
  caPem: string
  pinSha256: string
  allowHttp: boolean
}

interface Offers {
  error: AppError | undefined
  /** Connected, and rights are missing: shown before going on. */
  connected: Account | undefined
  offerHttp: boolean
  offerTrust: boolean
}

const nothing = (): Typed => ({ webhookUrl: '', caPem: '', pinSha256: '', allowHttp: false })
const noOffers = (): Offers => ({ error: undefined, connected: undefined, offerHttp: false, offerTrust: false })
const UNTRUSTED: readonly string[] = ['net.tls', 'net.tlsPinMismatch', 'net.badCa']

function inputOf({ webhookUrl, caPem, pinSha256, allowHttp }: Typed) {
  const ca = caPem.trim()
  const pin = pinSha256.trim()
  const trust = { ...(ca ? { caPem: ca } : {}), ...(pin ? { pinSha256: pin } : {}) }
  return { webhookUrl, ...(ca || pin ? { trust } : {}), ...(allowHttp ? { allowHttp } : {}) }
}

/** The state of the connect dialog; `onDone` gets the account once it is connected. */
export function useConnectBitrix24(onDone: (account: Account) => void) {
  const store = useAccounts()
  const typed = reactive(nothing())
  const offers = reactive(noOffers())
  const busy = ref(false)
  const parts = computed(() => webhookParts(typed.webhookUrl))
  const webhookError = computed(() => offers.error?.code.startsWith('webhook.') ?? false)

  function reset(): void {
    Object.assign(typed, nothing())
    Object.assign(offers, noOffers())
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    offers.error = undefined
    const answer = await store.connectBitrix24(inputOf(typed))
    busy.value = false
    if (answer.ok) {
      reset()
      offers.connected = answer.data
      if (answer.data.missingScopes.length === 0) onDone(answer.data)
      return
    }
    offers.error = answer.error
    offers.offerHttp ||= answer.error.code === 'net.httpNotAllowed'
    offers.offerTrust ||= UNTRUSTED.includes(answer.error.code)
  }

  return { ...toRefs(typed), ...toRefs(offers), busy, parts, webhookError, reset, submit }
}
