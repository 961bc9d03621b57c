import type { Text } from '#language';

const words: Readonly<Record<string, Text>> = {
  BAD_INDENT: { ru: 'строка сдвинута не туда', en: 'the line is indented wrongly' },
  TAB_AS_INDENT: { ru: 'отступ сделан табуляцией', en: 'the indent is made with a tab' },
  DUPLICATE_KEY: { ru: 'такой ключ здесь уже есть', en: 'this key is there already' },
  MISSING_CHAR: { ru: 'не хватает закрывающего знака', en: 'a closing sign is missing' },
  BAD_SCALAR_START: { ru: 'значение не может начинаться с этого знака', en: 'a value cannot begin with this sign' },
  UNEXPECTED_TOKEN: { ru: 'этого знака здесь не ждали', en: 'this sign is not expected here' },
  MULTILINE_IMPLICIT_KEY: { ru: 'после ключа нет двоеточия', en: 'there is no colon after a key' },
  BLOCK_AS_IMPLICIT_KEY: { ru: 'в значении второе двоеточие', en: 'a second colon in a value' },
  BAD_DQ_ESCAPE: { ru: 'лишняя обратная черта в кавычках', en: 'a stray backslash inside quotes' },
};

const remedies: Readonly<Record<string, Text>> = {
  BAD_INDENT: { ru: 'Сдвиньте её вровень с соседними, пробелами.', en: 'Align it with its neighbours, with spaces.' },
  TAB_AS_INDENT: { ru: 'Замените её пробелами.', en: 'Put spaces in its place.' },
  DUPLICATE_KEY: { ru: 'Оставьте один из двух.', en: 'Leave one of the two.' },
  MISSING_CHAR: { ru: 'Закройте скобку или кавычку.', en: 'Close the bracket or the quote.' },
};

const quote: Text = {
  ru: 'Значение, в котором есть двоеточие, кавычки, скобки или «#», возьмите в одинарные кавычки.',
  en: 'Put a value that holds a colon, quotes, brackets or "#" in single quotes.',
};

/** What the YAML reader found, in both languages, and what to do about it. */
export function yamlWords(code: string): { readonly message: Text; readonly remedy: Text } {
  return {
    message: words[code] ?? { ru: 'здесь файл перестаёт быть YAML', en: 'here the file ceases to be YAML' },
    remedy: remedies[code] ?? quote,
  };
}
