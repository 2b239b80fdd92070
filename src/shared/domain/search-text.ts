// How text is folded for searching: one rule for what is stored and for what is typed, in Russian and in English.

/**
 * Folds text so that two spellings a person takes for the same compare equal: case, compatibility forms, accents
 * over letters, and `ё`/`е`. `й` stays a letter of its own.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .normalize('NFD')
    .replace(/(?<!и)[\u0300-\u036f]|(?<=и)[\u0300-\u0305\u0307-\u036f]/g, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words of a query, folded; a text matches when it holds every one of them, in any order. */
export function searchWords(query: string): readonly string[] {
  return foldForSearch(query)
    .split(' ')
    .filter((word) => word !== '')
}
