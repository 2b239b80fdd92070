// What a text field needs to know for an account and a place: who can be mentioned, which texts are kept. The app hands it
// to the other views that write.
import { useRouter } from 'vue-router'
import { parseBbcode } from '../../../shared/domain/bbcode'
import { TEMPLATE_VARIABLES, fillTemplate } from '../../../shared/domain/fill-template'
import { useText } from '../../lib/i18n'
import type { Writing } from '../../ui/text-field/writing'
import { convoMentions, portalMentions } from './mentions'
import type { Place } from './mentions'
import type { Account } from './store'
import { useTemplates } from './templates'

type Writer = Pick<Account, 'id' | 'network' | 'userId' | 'userName' | 'host'>

const variables = TEMPLATE_VARIABLES.map((name) => `{${name}}`).join(', ')

function useTemplatesPage(): () => void {
  const router = useRouter()
  return () => void router.push({ name: 'settings', hash: '#templates' })
}

/**
 * Answers what the field of an account needs; to be asked again when account or place change.
 * @param manage shows the kept texts where they are managed
 */
export function useWriting(
  manage: () => void = useTemplatesPage(),
): (account: Writer, place: Omit<Place, 'everybody'> & { toChat?: boolean }) => Writing {
  const templates = useTemplates()
  const { t } = useText()

  return (account, { toChat = false, ...place }) => {
    const bbcode = account.network === 'bitrix24'
    const everybody = { name: t('writing.mention.everybody'), hint: t('writing.mention.everybodyHint') }
    const values = { group: place.group, me: account.userName, portal: account.host }
    const texts = templates.byKind.message.map(({ id, name, text }) => {
      const filled = fillTemplate(text, values)
      return { id, name, filled, nodes: bbcode ? parseBbcode(filled) : [{ kind: 'text' as const, text: filled }] }
    })
    return {
      syntax: bbcode ? 'bbcode' : 'plain',
      mentions: bbcode ? portalMentions(account.id, toChat ? { everybody } : {}) : convoMentions(account, place),
      kept: {
        texts,
        variables,
        keep: (name, text) => templates.save({ kind: 'message', name, text }),
        manage,
      },
    }
  }
}
