// Connecting a portal: what was typed, what was answered, and what to offer next because of the answer.
import { computed, reactive, ref, toRefs } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { presentedIn } from './presented-certificate'
import type { PresentedCertificate } from './presented-certificate'
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
  /** The certificate the last attempt met and could not believe, and the address it was met at. */
  met: { readonly webhookUrl: string; readonly certificate: PresentedCertificate } | undefined
}

const nothing = (): Typed => ({ webhookUrl: '', caPem: '', pinSha256: '', allowHttp: false })
const noOffers = (): Offers => ({
  error: undefined,
  connected: undefined,
  offerHttp: false,
  offerTrust: false,
  met: undefined,
})
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
  /** Nothing to accept once another address is typed: its portal may show another certificate. */
  const presented = computed(() => (offers.met?.webhookUrl === typed.webhookUrl ? offers.met.certificate : undefined))
  const webhookError = computed(() => offers.error?.code.startsWith('webhook.') ?? false)

  function reset(): void {
    Object.assign(typed, nothing())
    Object.assign(offers, noOffers())
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    offers.error = undefined
    const { webhookUrl } = typed
    const answer = await store.connectBitrix24(inputOf(typed))
    busy.value = false
    if (answer.ok) {
      reset()
      offers.connected = answer.data
      if (answer.data.missingScopes.length === 0) onDone(answer.data)
      return
    }
    const certificate = presentedIn(answer.error)
    offers.met = certificate && { webhookUrl, certificate }
    offers.error = answer.error
    offers.offerHttp ||= answer.error.code === 'net.httpNotAllowed'
    offers.offerTrust ||= UNTRUSTED.includes(answer.error.code)
  }

  /** Accepts exactly the certificate that is shown, and connects with it. An authority would have to vouch for it too. */
  async function trustPresented(): Promise<void> {
    if (presented.value === undefined || busy.value) return
    typed.caPem = ''
    typed.pinSha256 = presented.value.fingerprint
    await submit()
  }

  return { ...toRefs(typed), ...toRefs(offers), busy, parts, presented, webhookError, reset, submit, trustPresented }
}
