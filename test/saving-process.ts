// A process that tells a situation, saves it again and again, and says which saves were acknowledged, until it is killed.
import { randomBytes, randomUUID } from 'node:crypto';
import { createToldSituations } from '#desk';
import { opened } from './each-engine.ts';

const [kind = '', where = ''] = process.argv.slice(2);
const database = await opened(kind === 'url' ? { url: where } : { folder: where });
const situations = createToldSituations(database, { now: () => new Date(), random: randomBytes });
const result = await situations.open({ step: 1 }, randomUUID());
if ('problem' in result) throw new Error(result.problem.code);

for (let { version } = result; ;) {
  process.stdout.write(`${result.code} ${version}\n`);
  const saved = await situations.save(result.code, { step: version + 1 }, version, randomUUID());
  if ('problem' in saved) throw new Error(saved.problem.code);
  version = saved.version;
}
