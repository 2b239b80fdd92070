// The address of a link in a message: copied, never opened. The app opens no pages that others send.
import { copyText } from './copy-text'
import { useText } from './i18n'
import { useNotify } from './use-notify'

/** Copies an address and says so; where that is not possible, shows it. */
export function useCopyAddress(): (address: string) => void {
  const notify = useNotify()
  const { t } = useText()
  return (address) => {
    const copied = copyText(address)
    notify.show({
      id: 'link',
      title: t(copied ? 'writing.link.copied' : 'writing.link.notCopied', { address }),
      tone: copied ? 'good' : 'warn',
      duration: copied ? 4000 : 0,
    })
  }
}
