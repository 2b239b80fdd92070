// Catches: a reason or a rule that leaves the place before the button without its sentence.
import { describe, expect, it } from 'vitest'
import { CHECK_REASONS } from '../../testing/contract'
import { JOIN_RULES } from '../../../shared/domain/states'
import en from '../../../shared/i18n/en.json'
import { checkSentence } from './labels'

function textAt(key: string): unknown {
  return key.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown> | undefined)?.[part], en)
}

describe('checkSentence', () => {
  it.each(CHECK_REASONS)('has words for %s', (reason) => {
    for (const canRequest of [true, false]) {
      const sentence = checkSentence({ relation: 'none', joinRule: 'approval', canRequest, reason, takesMessage: true })
      expect([typeof textAt(sentence.lead), typeof textAt(sentence.text)]).toEqual(['string', 'string'])
    }
  })

  it.each(JOIN_RULES)('has words for the rule %s', (joinRule) => {
    const sentence = checkSentence({ relation: 'none', joinRule, canRequest: true, takesMessage: true })
    expect(sentence.lead).toBe(`groups.rule.${joinRule}.lead`)
    expect(typeof textAt(sentence.text)).toBe('string')
  })

  it('does not warn of being in, or of having asked', () => {
    const tone = (reason: (typeof CHECK_REASONS)[number]) =>
      checkSentence({ relation: 'member', joinRule: 'open', canRequest: false, reason, takesMessage: true }).tone
    expect([tone('alreadyMember'), tone('invited'), tone('banned')]).toEqual(['plain', 'plain', 'warn'])
  })

  it('warns where asking is possible but doubtful', () => {
    const sentence = checkSentence({
      relation: 'none',
      joinRule: 'open',
      canRequest: true,
      reason: 'archived',
      takesMessage: true,
    })
    expect(sentence.tone).toBe('warn')
  })
})
