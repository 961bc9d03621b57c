import { access, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Catalogue } from '#catalogue';

import type { Options } from './arguments.ts';
import { done, refused } from './output.ts';
import type { Outcome } from './output.ts';

/** `okno pack new service <id> --pack packs/ru`: a service file that checks and whose example holds, to write over. */
export async function packNewService(
  catalogue: Catalogue,
  id: string,
  root: string,
  options: Options,
): Promise<Outcome> {
  const folder = resolve(root, options.packs.at(-1) ?? 'packs/ru', 'services');
  const file = join(folder, `${id}.yaml`);
  if (!/^[a-z][a-z0-9-]{1,60}$/u.test(id) || ['null', 'true', 'false'].includes(id)) {
    return refused(
      [
        {
          code: 'bad-id',
          message: { ru: `«${id}» не годится как id услуги.`, en: `"${id}" cannot be the id of a service.` },
          remedy: {
            ru: 'Латинские буквы, цифры и дефис: child-transport.',
            en: 'Small Latin letters, digits and hyphens: child-transport.',
          },
        },
      ],
      options.lang,
    );
  }
  const taken = catalogue.services.get(id);
  if (taken !== undefined) {
    const message = { ru: `услуга «${id}» уже есть.`, en: `the service "${id}" is there already.` };
    return refused([{ code: 'twice', message, place: { file: taken.file } }], options.lang);
  }
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere)
    return refused(
      [
        {
          code: 'file-exists',
          message: { ru: 'такой файл уже есть, он не тронут.', en: 'the file is there already and was not touched.' },
          place: { file },
        },
      ],
      options.lang,
    );
  await mkdir(folder, { recursive: true });
  await writeFile(file, template(id));
  return done(file);
}

function template(id: string): string {
  return `id: ${id}
code: ""
name: { ru: Название услуги, en: Name of the service }
summary: { ru: Что это даёт человеку., en: What it gives to a person. }
howTo: { ru: "Что сделать: куда прийти, что взять.", en: "What to do: where to come, what to bring." }
authority: social-support
covers: [money]
subject:
  each: applicant
versions:
  - from: 2026-01-01
    basis: [{ citation: "закон, статья", certainty: unsure }]
    criteria:
      - id: lives-in-russia
        text: { ru: Постоянно живёт в России, en: Lives permanently in Russia }
        when: livesInRussia
        article: { citation: "закон, статья", certainty: unsure }
    evidence:
      - { evidence: application, of: applicant, from: person }
      - { evidence: passport, of: applicant, from: person }
    term: { days: 10, unit: working, certainty: unsure }
    feeRoubles: { value: 0, certainty: unsure }
    channels:
      - { kind: online, when: applicant.onlineAccount }
      - { kind: mfc }
      - { kind: agency }
    certainty: unsure
examples:
  - name: a resident has the right
    asOf: 2026-03-02
    situation: { territory: "69701000", applicant: anna, people: [{ id: anna, livesInRussia: true }] }
    expect: [{ subject: anna, answer: yes }]
  - name: somebody who lives abroad has not
    asOf: 2026-03-02
    situation: { territory: "69701000", applicant: anna, people: [{ id: anna, livesInRussia: false }] }
    expect: [{ subject: anna, answer: no, failed: [lives-in-russia] }]
  - name: where she lives was not told
    asOf: 2026-03-02
    situation: { territory: "69701000", applicant: anna, people: [{ id: anna }] }
    expect: [{ subject: anna, answer: unknown, missing: [livesInRussia] }]
`;
}
