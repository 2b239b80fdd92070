// A link pasted into the window. Outside of any field it is asked about at once; a field keeps what was pasted into it, and
// the link is offered beside it. Fields that take such links themselves (ours only, where they say "all"), and secrets, are
// left alone.
import { onBeforeUnmount, onMounted } from 'vue'
import { findPastedLink } from '../../shared/domain/pasted-link'
import type { PastedLink } from '../../shared/domain/pasted-link'
import { useProposals } from '../features/links'
import { useText } from '../lib/i18n'
import { useNotify } from '../lib/use-notify'

const FIELDS = 'input, textarea, [contenteditable=""], [contenteditable="true"]'

function takes(field: Element, { kind }: PastedLink): boolean {
  const taker = field.closest('[data-takes-links]')
  return taker !== null && (kind !== 'own' || taker.getAttribute('data-takes-links') === 'all')
}

/** Listens while the component lives. */
export function usePastedLink(): void {
  const proposals = useProposals()
  const notify = useNotify()
  const { t } = useText()

  async function offer(link: string): Promise<void> {
    const proposal = await proposals.read(link)
    if (!proposal) return
    notify.show({
      id: 'pasted-link',
      title: t('links.pasted'),
      description: link,
      duration: 10_000,
      action: { label: t('links.openPasted'), run: () => proposals.add(proposal) },
    })
  }
  function pasted(event: ClipboardEvent): void {
    const found = findPastedLink(event.clipboardData?.getData('text/plain') ?? '')
    if (!found) return
    const field = event.target instanceof Element ? event.target.closest(FIELDS) : null
    if (!field) void proposals.propose(found.link)
    else if (!field.matches('[type=password]') && !takes(field, found)) void offer(found.link)
  }
  onMounted(() => document.addEventListener('paste', pasted))
  onBeforeUnmount(() => document.removeEventListener('paste', pasted))
}
