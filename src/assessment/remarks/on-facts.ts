import type { Catalogue, Fact } from '#catalogue';
import type { Text } from '#language';

import { namesNeeded } from './names-behind.ts';
import { remark } from './remark.ts';
import type { Remark } from './remark.ts';

/** Facts that rules need and nobody can tell: no question, no register, no phrase of free speech, no paper that sets them. */
export function untold(catalogue: Catalogue): Remark[] {
  const needed = new Map<string, string>();
  for (const service of catalogue.services.values())
    for (const { criteria } of service.versions)
      for (const { id, when } of criteria)
        if (when !== undefined)
          for (const name of namesNeeded(catalogue, when.tree))
            if (!needed.has(name)) needed.set(name, `${service.id}: ${id}`);
  return [...catalogue.facts.values()].flatMap((fact) => {
    const by = needed.get(fact.id);
    if (by === undefined || isTold(catalogue, fact)) return [];
    return [
      remark(
        'nobody-tells',
        { list: 'facts', id: fact.id, path: ['id'] },
        {
          ru: `сведение «${fact.name.ru}» (${fact.id}) никто не сообщит, и условие останется без ответа там, где решает оно: ${by}`,
          en: `nobody can tell the fact "${fact.name.en}" (${fact.id}), and a criterion stays open wherever it decides: ${by}`,
        },
        {
          ru: 'Напишите «question», или «heldBy» с ведомством, у которого есть реестр в registers.yaml.',
          en: 'Write a "question", or a "heldBy" with an agency that has a register in registers.yaml.',
        },
      ),
    ];
  });
}

function isTold(catalogue: Catalogue, { id, question, heldBy }: Fact): boolean {
  if (question !== undefined || (heldBy !== undefined && catalogue.registers.has(heldBy))) return true;
  if (catalogue.words.some((phrase) => phrase.facts.some(({ fact }) => fact === id))) return true;
  const setting = new Set(
    [...catalogue.evidence.values()].filter(({ sets }) => sets?.fact === id).map((one) => one.id),
  );
  return [...catalogue.services.values()].some(({ versions }) =>
    versions.some(({ gives }) => gives.some(({ evidence }) => setting.has(evidence))),
  );
}

/** What is declared and nothing asks for: no rule, no question, no service. */
export function unused(catalogue: Catalogue): Remark[] {
  const { derived, parameters, facts, evidence, services } = catalogue;
  const used = new Set<string>();
  const behind = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    for (const way of derived.get(name)?.ways ?? []) namesIn(way.tree, behind);
  };
  for (const part of [
    [...services.values()].map(({ subject, versions }) => [subject, versions]),
    [...catalogue.needs.values(), ...catalogue.situations.values(), ...catalogue.agreements.values()],
    [catalogue.interplay, catalogue.represented, catalogue.consistency],
    [...facts.values(), ...evidence.values()],
  ])
    namesIn(part, behind);
  for (const { fact } of catalogue.interplay.income?.facts ?? []) behind(fact);
  const papers = new Set(
    [...services.values()].flatMap(({ versions }) =>
      versions.flatMap((version) => [
        ...version.evidence.flatMap((use) => [use.evidence, ...(use.or ?? []).map((other) => other.evidence)]),
        ...version.gives.map((given) => given.evidence),
      ]),
    ),
  );
  return [
    ...[...facts.values()]
      .filter(({ id, basic }) => !basic && !used.has(id))
      .map((one) => hint('facts', one, kinds.facts)),
    ...[...derived.values()].filter(({ id }) => !used.has(id)).map((one) => hint('derived', one, kinds.derived)),
    ...[...parameters.values()]
      .filter(({ id }) => !used.has(id))
      .map((one) => hint('parameters', one, kinds.parameters)),
    ...[...evidence.values()].filter(({ id }) => !papers.has(id)).map((one) => hint('evidence', one, kinds.evidence)),
  ];
}

const kinds = {
  facts: { ru: 'сведение', en: 'the fact' },
  derived: { ru: 'производное сведение', en: 'the derived fact' },
  parameters: { ru: 'параметр', en: 'the parameter' },
  evidence: { ru: 'подтверждение', en: 'the evidence' },
};

function hint(
  list: keyof typeof kinds,
  { id, name }: { readonly id: string; readonly name: Text },
  kind: Text,
): Remark {
  return remark(
    'unused',
    { list, id, path: ['id'] },
    { ru: `${kind.ru} «${name.ru}» (${id}) ничему не нужно`, en: `nothing needs ${kind.en} "${name.en}" (${id})` },
    {
      ru: 'Уберите его или напишите правило, которому оно нужно.',
      en: 'Take it out, or write the rule that needs it.',
    },
  );
}

/** Every name and every text written out in the rules of a piece of the catalogue, and the names in braces of its questions. */
function namesIn(part: unknown, found: (name: string) => void): void {
  if (typeof part === 'string') {
    for (const [, name = ''] of part.matchAll(/\{(\w+)\}/gu)) found(name);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  if ('kind' in part && 'name' in part && typeof part.name === 'string') found(part.name);
  // `parameterOn("name", day)` names its parameter by a text.
  if ('kind' in part && part.kind === 'literal' && 'value' in part && typeof part.value === 'string') found(part.value);
  for (const inner of Object.values(part)) namesIn(inner, found);
}
