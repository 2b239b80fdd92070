// Catches: an empty form that scolds before anything was tried, and a used-up slot that is not told before sending.
import { describe, expect, it } from 'vitest'
import { problemsInWay } from './problems'

describe('problemsInWay', () => {
  it('says nothing of an unfinished message until it is sent', () => {
    const problems = ['messages.empty', 'messages.noRecipient', 'messages.lineCode'] as const
    expect(problemsInWay(problems, { tried: false })).toEqual([])
    expect(problemsInWay(problems, { tried: true })).toEqual(problems)
  })

  it('tells a used-up slot at once', () => {
    expect(problemsInWay(['messages.weeklyLimit'], { tried: false })).toEqual(['messages.weeklyLimit'])
  })

  it('leaves to the fields what is said beside them', () => {
    expect(problemsInWay(['messages.attachError', 'messages.keyboardLinkOnly'], { tried: true })).toEqual([])
  })
})
