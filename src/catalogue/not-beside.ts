import type { Text } from '#language';

import type { Interplay } from './interaction.ts';
import type { Article } from './service.ts';

/** A service that the law does not give beside another one. */
export type NotBeside = { readonly service: string; readonly text: Text; readonly article: Article };

/** What is not given beside a service; each pair is told once, at the service that the packs name first. */
export function notBeside({ interactions }: Interplay, service: string): NotBeside[] {
  const found = new Map<string, NotBeside>();
  for (const interaction of interactions) {
    const { services, text, article } = interaction;
    const place = services.indexOf(service);
    if (place < 0) continue;
    const others =
      interaction.kind === 'not-together'
        ? interaction.with
        : interaction.kind === 'instead'
          ? interaction.of
          : interaction.kind === 'at-most-one'
            ? services.slice(place + 1)
            : [];
    for (const other of others) if (!found.has(other)) found.set(other, { service: other, text, article });
  }
  return [...found.values()];
}
