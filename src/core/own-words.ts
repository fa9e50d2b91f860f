/** What somebody typed, as it is kept and shown: their own words, and nothing in them that Discord would read as anything else. */

/** The typed text made sound: whole characters, one way to end a line, no control characters, no direction overrides, at most one empty line in a row. */
export function ownWords(typed: string): string {
  return typed
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(unseen, '')
    .replaceAll(/[^\S\n]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** The words as a quotation: every line set in, nothing in it a mention, a link in disguise or a heading. */
export function quoted(words: string): string {
  return words
    .split('\n')
    .map(line => `> ${literal(line)}`)
    .join('\n');
}

/** The words of a quotation that `quoted` made. */
export function unquoted(quotation: string): string {
  return quotation
    .split('\n')
    .map(line => line.replace(/^> ?/, '').replaceAll(/\\(.)/gu, '$1'))
    .join('\n');
}

/** One line in which every character stands for itself. */
export function literal(line: string): string {
  return line
    .replaceAll(/[\\*_~`|<>[\]()@]/g, '\\$&')
    .replace(/^(\s*)([#+-])/, '$1\\$2')
    .replace(/^(\s*\d+)\./, '$1\\.');
}

/** Control characters but the end of a line, and what turns the direction of the text around it. */
const unseen = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;
