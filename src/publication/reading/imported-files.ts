import { stringify } from 'yaml';

import type { PublishedFile } from '#publication/published-files.ts';

import type { ImportedPack } from './pack-of-directory.ts';

export const reportFile = 'import-report.json';

/** The files of an imported pack, and the report of what was left out. */
export function importedFiles(
  { agencies, offices, leftOut }: ImportedPack,
  about: { readonly pack: string; readonly from: string; readonly day: string },
): readonly PublishedFile[] {
  const pack = {
    id: about.pack,
    version: about.day,
    title: { ru: `Справочник «${about.from}»`, en: `Directory “${about.from}”` },
    buildsOn: [],
  };
  const report = { from: about.from, day: about.day, agencies: agencies.length, offices: offices.length, leftOut };
  return [
    { path: 'pack.yaml', text: yaml(pack) },
    { path: 'agencies.yaml', text: yaml({ agencies }) },
    {
      path: 'offices.yaml',
      text: `# Taken from a foreign directory on ${about.day}: nobody of ours has checked it.\n${yaml({ offices })}`,
    },
    { path: reportFile, text: `${JSON.stringify(report, undefined, 1)}\n` },
  ];
}

/** Without anchors, which a pack may not have: what is said twice is written twice. */
function yaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
