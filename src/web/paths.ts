import type { Language } from '#language';

/** Russian pages stand at the root, English ones under `/en`; nothing but the address decides. */
export function pathIn(language: Language, path: string): string {
  if (language === 'ru') return path;
  // The first page is `/en` and not `/en/`, with whatever follows it.
  return `/en${path.replace(/^\/(?=$|[?#])/u, '')}`;
}

export function other(language: Language): Language {
  return language === 'ru' ? 'en' : 'ru';
}

/** The language of an address and the address without it. */
export function withoutLanguage(address: string): { readonly language: Language; readonly path: string } {
  const match = /^\/en(?=\/|\?|$)/u.exec(address);
  if (match === null) return { language: 'ru', path: address };
  const rest = address.slice(match[0].length);
  return { language: 'en', path: rest.startsWith('/') ? rest : `/${rest}` };
}
