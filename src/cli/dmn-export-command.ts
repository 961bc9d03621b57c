import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { Catalogue, Service } from '#catalogue';
import { dmnVersions, modelOfService, writeModel } from '#dmn';
import type { DmnVersion, DrawnModel } from '#dmn';
import { dayNumber } from '#language';
import type { Problem } from '#language';

import type { Options } from './arguments.ts';
import { noSuchService } from './no-such-service.ts';
import { asJson, done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno pack export-dmn <service>`: its rules as they stand on a day, as a model that DMN editors open. */
export async function packExportDmn(
  catalogue: Catalogue,
  id: string,
  options: Options,
  today: string,
): Promise<Outcome> {
  const refuse = (problem: Problem): Outcome => refused([problem], options.lang, options.json);
  const service = catalogue.services.get(id) ?? [...catalogue.services.values()].find((one) => one.code === id);
  if (service === undefined) return refuse(noSuchService(catalogue, id));
  const day = options.asOf ?? today;
  if (dayNumber(day) === undefined) return refuse(noSuchDay(day));
  const version = options.dmn ?? '1.3';
  if (!isDmnVersion(version)) return refuse(noSuchVersion(version));
  const model = modelOfService(catalogue, service, day);
  if (model === undefined) return refuse(notInForce(service, day));
  const text = writeModel(model, version);
  if (options.out === undefined) return done(options.json ? asJson({ ...counted(model), day, text }) : text);
  try {
    await mkdir(dirname(resolve(options.out)), { recursive: true });
    await writeFile(options.out, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refuse({
      code: 'not-written',
      message: {
        ru: `файл ${options.out} не записан: ${error.message}.`,
        en: `the file ${options.out} cannot be written: ${error.message}.`,
      },
    });
  }
  const { decisions, inputs } = counted(model);
  if (options.json) return done(asJson({ ...counted(model), day, out: options.out }));
  const left = model.leftOut.map((one) => `  – ${one[options.lang]}`);
  const lines = {
    ru: [
      `Записано в ${options.out}: закон на ${day}, решений ${decisions}, исходных сведений ${inputs}.`,
      ...(left.length === 0 ? [] : ['В модель не вошло:', ...left]),
    ],
    en: [
      `Written to ${options.out}: the law of ${day}, ${decisions} decisions, ${inputs} inputs.`,
      ...(left.length === 0 ? [] : ['Not in the model:', ...left]),
    ],
  };
  return done(lines[options.lang].join('\n'));
}

function counted({ id, elements, leftOut }: DrawnModel): {
  readonly service: string;
  readonly decisions: number;
  readonly inputs: number;
  readonly leftOut: DrawnModel['leftOut'];
} {
  const of = (kind: string): number => elements.filter((element) => element.kind === kind).length;
  return { service: id, decisions: of('decision'), inputs: of('input'), leftOut };
}

function isDmnVersion(version: string): version is DmnVersion {
  return Object.hasOwn(dmnVersions, version);
}

function noSuchDay(day: string): Problem {
  return {
    code: 'wrong-option',
    message: { ru: `дня ${day} нет.`, en: `there is no day ${day}.` },
    remedy: { ru: 'Напишите --as-of 2026-03-02.', en: 'Write --as-of 2026-03-02.' },
  };
}

function noSuchVersion(version: string): Problem {
  const all = Object.keys(dmnVersions).join(', ');
  return {
    code: 'wrong-option',
    message: { ru: `версии DMN ${version} здесь нет.`, en: `DMN ${version} is not written here.` },
    remedy: { ru: `Есть: ${all}.`, en: `There are: ${all}.` },
  };
}

function notInForce({ id, versions }: Service, day: string): Problem {
  const days = versions.map(({ from, to }) => `${from}…${to ?? ''}`).join(', ');
  return {
    code: 'not-in-force',
    message: { ru: `на ${day} у услуги «${id}» нет условий.`, en: `the service "${id}" has no criteria on ${day}.` },
    remedy: { ru: `Возьмите день из: ${days}.`, en: `Take a day of: ${days}.` },
  };
}
