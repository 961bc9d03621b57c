import { resolve } from 'node:path';

import type { Catalogue, Service } from '#catalogue';
import { readStories, runExamples, runStories, wordsOfRules } from '#desk';
import type { ExampleResult, StoryResult } from '#desk';
import { problemLine, rowText } from '#language';
import type { CheckedExpression } from '#language';

import type { Options } from './arguments.ts';
import { noSuchService } from './no-such-service.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';
import { placedRemarks } from './pack-remarks.ts';

/** `okno pack check`: the packs were read without problems, so they can be counted; and what is worth a second look. */
export async function packCheck(
  catalogue: Catalogue,
  folders: readonly string[],
  root: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const remarks = await placedRemarks(catalogue, folders, root, today);
  const wrong = remarks.filter(({ severity }) => severity === 'problem').length;
  const counts = {
    packs: catalogue.packs.map(({ id, version }) => `${id} ${version}`),
    services: catalogue.services.size,
    criteria: [...catalogue.services.values()].flatMap((service) =>
      service.versions.flatMap((version) => version.criteria),
    ).length,
    facts: catalogue.facts.size,
    examples: [...catalogue.services.values()].flatMap((service) => service.examples).length,
    digest: catalogue.digest,
  };
  const exitCode = wrong > 0 ? 1 : 0;
  if (options.json) return { out: asJson({ ...counts, remarks }), exitCode };
  const lines = {
    ru: `${wrong > 0 ? `Исправить нужно ${wrong}` : 'Пакеты в порядке'}: ${counts.packs.join(', ')}. Услуг ${counts.services}, условий ${counts.criteria}, сведений ${counts.facts}, примеров ${counts.examples}.`,
    en: `${wrong > 0 ? `To be mended: ${wrong}` : 'Packs in order'}: ${counts.packs.join(', ')}. ${counts.services} services, ${counts.criteria} criteria, ${counts.facts} facts, ${counts.examples} examples.`,
  };
  const looks = remarks.map((one) => `${one.severity === 'problem' ? '✗' : '?'} ${problemLine(one, options.lang)}`);
  return { out: [...looks, lines[options.lang]].join('\n'), exitCode };
}

/** `okno pack test`: every example of every service and every story; exit code 1 when one does not hold. */
export async function packTest(catalogue: Catalogue, root: string, options: Options): Promise<Outcome> {
  const results = runExamples(catalogue);
  const failed = results.filter((result) => result.faults.length > 0);
  const read = await readStories(
    options.packs.map((folder) => resolve(root, folder)),
    root,
  );
  if (read.problems.length > 0) return refused(read.problems, options.lang, options.json);
  const stories = runStories(catalogue, read.stories);
  const lost = stories.filter((story) => story.faults.length > 0);
  const out = options.json
    ? asJson({ examples: results.length, failed, stories: stories.length, lost })
    : [exampleText(results, failed, options), storyText(stories, lost, options)].join('\n');
  return { out, exitCode: failed.length + lost.length > 0 ? 1 : 0 };
}

function storyText(all: readonly StoryResult[], lost: readonly StoryResult[], options: Options): string {
  const lines = lost.flatMap(({ story, faults }) => [
    `✗ ${story.file}:${story.line} ${story.of}: ${story.name}`,
    ...faults.map((fault) => `    ${fault[options.lang]}`),
  ]);
  const sum = {
    ru: `Историй ${all.length}, не сошлось ${lost.length}.`,
    en: `${all.length} stories, ${lost.length} do not hold.`,
  };
  return [...lines, sum[options.lang]].join('\n');
}

function exampleText(results: readonly ExampleResult[], failed: readonly ExampleResult[], options: Options): string {
  const lines = failed.flatMap((result) => [
    `✗ ${result.file}:${result.line} ${result.service}: ${result.name}`,
    ...result.faults.map((fault) => `    ${fault[options.lang]}`),
  ]);
  const sum = {
    ru: `Примеров ${results.length}, не сошлось ${failed.length}.`,
    en: `${results.length} examples, ${failed.length} do not hold.`,
  };
  return [...lines, sum[options.lang]].join('\n');
}

/** `okno pack explain <service>`: what a lawyer wants to read about a service. */
export function packExplain(catalogue: Catalogue, id: string, options: Options): Outcome {
  const service = catalogue.services.get(id) ?? [...catalogue.services.values()].find((one) => one.code === id);
  if (service === undefined) {
    return refused([noSuchService(catalogue, id)], options.lang, options.json);
  }
  return done(options.json ? asJson(service) : serviceText(catalogue, service, options));
}

/** A rule on its line; a decision table row by row. */
function ruleLines({ text, table }: CheckedExpression): readonly string[] {
  if (table === undefined) return [text];
  const { hitPolicy, aggregation, inputs, rows, otherwise } = table.written;
  const last = otherwise === undefined ? [] : [`   - → ${otherwise.join(', ')}`];
  const policy = [hitPolicy, aggregation].filter((word) => word !== undefined).join(' ');
  return [policy, ...rows.map((row, index) => `${index + 1}. ${rowText(row, inputs)}`), ...last];
}

function serviceText(catalogue: Catalogue, service: Service, { lang }: Options): string {
  const lines = [
    `${service.name[lang]} (${service.id}${service.code === '' ? '' : `, ${service.code}`})`,
    service.summary[lang],
    catalogue.agencies.get(service.authority)?.name[lang] ?? service.authority,
    '',
  ];
  for (const version of service.versions) {
    lines.push(
      `${version.from} … ${version.to ?? ''}  ${version.basis.map((article) => article.citation).join('; ')} [${version.certainty}]`,
    );
    for (const { keeps, asOn, text, article } of version.transition)
      lines.push(
        `  § ${text[lang]} — ${article.citation} [${article.certainty}]`,
        `      ${keeps.text} → ${asOn.text}`,
      );
    for (const criterion of version.criteria) {
      lines.push(`  • ${criterion.text[lang]} — ${criterion.article.citation} [${criterion.article.certainty}]`);
      const decides = `${lang === 'ru' ? 'решает' : 'decided by'}: ${criterion.judgedBy?.[lang] ?? ''}`;
      lines.push(
        ...(criterion.when === undefined ? [decides] : ruleLines(criterion.when)).map((line) => `      ${line}`),
      );
    }
    if (version.amount !== undefined) {
      const { value, currency, per } = version.amount;
      const unit = `${currency}/${per}`;
      lines.push(
        ...(value.table === undefined
          ? [`  = ${value.text} ${unit}`]
          : [`  = ${unit}`, ...ruleLines(value).map((line) => `      ${line}`)]),
      );
    }
    for (const use of version.evidence)
      lines.push(`  ← ${catalogue.evidence.get(use.evidence)?.name[lang] ?? use.evidence} (${use.of}, ${use.from})`);
    for (const given of version.gives)
      lines.push(`  → ${catalogue.evidence.get(given.evidence)?.name[lang] ?? given.evidence} (${given.of})`);
  }
  lines.push('');
  for (const { word, meaning, unit } of wordsOfRules(catalogue, service))
    lines.push(`  ${word}: ${meaning[lang]}${unit === undefined ? '' : ` [${unit[lang]}]`}`);
  return lines.join('\n');
}
