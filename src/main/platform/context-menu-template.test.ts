import { expect, test } from 'vitest'
import { contextMenuTemplate, type Clicked } from './context-menu-template'

const LABELS = {
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  noSuggestions: 'No suggestions',
  addToDictionary: 'Add to dictionary',
}
const PAGE: Clicked = {
  isEditable: false,
  editFlags: { canCut: true, canCopy: true, canPaste: false },
  selectionText: '',
  misspelledWord: '',
  dictionarySuggestions: [],
}
const FIELD: Clicked = { ...PAGE, isEditable: true }
const EDIT = ['Cut', 'Copy', 'Paste', '-', 'Select all']

function offered(clicked: Clicked) {
  const done: [string, string][] = []
  const items = contextMenuTemplate(clicked, LABELS, {
    replace: (word) => done.push(['replace', word]),
    add: (word) => done.push(['add', word]),
  })
  const click = (label: string): void =>
    (items.find((item) => item.label === label)?.click as (() => void) | undefined)?.()
  return { items, labels: items.map((item) => item.label ?? '-'), click, done }
}

test('outside of fields there is something to copy, or no menu at all', () => {
  expect(offered(PAGE).items).toEqual([])
  expect(offered({ ...PAGE, selectionText: ' \n' }).items).toEqual([])
  expect(offered({ ...PAGE, selectionText: 'text' }).labels).toEqual(['Copy'])
})

test('a field without a marked word has the edit commands that apply', () => {
  const { items, labels } = offered(FIELD)
  expect(labels).toEqual(EDIT)
  expect(items.filter(({ enabled }) => enabled === false).map(({ label }) => label)).toEqual(['Paste'])
})

test('a marked word: five suggestions at most, then adding it, then the edit commands', () => {
  const dictionarySuggestions = ['one', 'two', 'three', 'four', 'five', 'six']
  const { labels, click, done } = offered({ ...FIELD, misspelledWord: 'wrold', dictionarySuggestions })
  expect(labels).toEqual(['one', 'two', 'three', 'four', 'five', 'Add to dictionary', '-', ...EDIT])
  click('two')
  click('Add to dictionary')
  expect(done).toEqual([
    ['replace', 'two'],
    ['add', 'wrold'],
  ])
})

test('without suggestions it says so, and that line cannot be chosen', () => {
  const { items, labels } = offered({ ...FIELD, misspelledWord: 'йцукен' })
  expect(labels).toEqual(['No suggestions', 'Add to dictionary', '-', ...EDIT])
  expect(items[0]).toEqual({ label: 'No suggestions', enabled: false })
})

test('a suggestion with an ampersand is shown whole and put in as it is', () => {
  const { labels, click, done } = offered({ ...FIELD, misspelledWord: 'RnD', dictionarySuggestions: ['R&D'] })
  expect(labels[0]).toBe('R&&D')
  click('R&&D')
  expect(done).toEqual([['replace', 'R&D']])
})
