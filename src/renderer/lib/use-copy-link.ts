// Copying a link of ours, to be given to somebody else.
import { copyText } from './copy-text'
import { useText } from './i18n'
import { useNotify } from './use-notify'

/** Copies a link and says so; where that is not possible, shows it. Call in answer to a click or a key. */
export function useCopyLink(): (address: string) => void {
  const notify = useNotify()
  const { t } = useText()
  return (address) => {
    const copied = copyText(address)
    notify.show({
      id: 'copied',
      title: copied ? t('links.copied') : t('links.notCopied', { address }),
      tone: copied ? 'good' : 'warn',
      duration: copied ? 4000 : 0,
    })
  }
}
