import assert from 'node:assert/strict';
import { test } from 'node:test';

import { entriesAbout } from '#journal';
import { onEachEngine } from '#test/each-engine.ts';

import { createGlasses, glassUntil, reviewedLooks, unreviewedLooks } from './glass.ts';
import type { SignedIn } from './model.ts';
import { createOnBehalf } from './on-behalf.ts';
import { may } from './policy.ts';

const at = new Date('2026-03-02T03:00:00Z');
const officer = (name: string, roles: SignedIn['roles']): SignedIn => ({
  actor: { kind: 'officer', officer: name, agency: 'bailiffs' },
  name,
  roles,
  actsFor: [],
});
const resident = (person: string): SignedIn => ({
  actor: { kind: 'person', person },
  name: person,
  roles: [],
  actsFor: [],
});

onEachEngine('an emergency look', (database) => {
  const place = { person: 'vera', caseId: 'c', number: '2026-000007' };

  test('needs a reason, which the person reads in her journal', async () => {
    const glasses = createGlasses(database(), () => at);
    const refused = await glasses.open(officer('ivanov', ['caseworker']), place, ' urgent ');
    assert.ok('problem' in refused && refused.problem.code === 'reason-missing');
    const opened = await glasses.open(
      officer('ivanov', ['caseworker']),
      place,
      'A neighbour heard a child cry for help.',
    );
    assert.ok('until' in opened && opened.until.getTime() - at.getTime() === 3_600_000);
    const [entry] = await entriesAbout(database(), 'vera');
    assert.equal(entry?.ground.kind, 'emergency');
    assert.match(entry?.ground.basis ?? '', /child cry/);
  });

  test('is hers, and not that of whoever has the same number at another agency', async () => {
    const until = async (agency: string): Promise<Date | undefined> =>
      await database()
        .queries.transaction()
        .execute(async (transaction) => {
          return await glassUntil(transaction, { officer: 'ivanov', agency }, { person: 'vera', id: 'c' }, at);
        });
    assert.ok((await until('bailiffs')) !== undefined);
    assert.equal(await until('rosreestr'), undefined);
  });

  test('is looked through by somebody else, once', async () => {
    const glasses = createGlasses(database(), () => at);
    const [look] = await unreviewedLooks(database());
    assert.ok(look !== undefined);
    const namesake = {
      ...officer('ivanov', ['auditor']),
      actor: { kind: 'officer', officer: 'ivanov', agency: 'mvd' },
    } as const;
    const other = { ...look, agency: 'mvd' };
    assert.deepEqual(await glasses.review(officer('ivanov', ['auditor']), other, { verdict: 'justified', words: '' }), {
      done: false,
    });
    const wordless = await glasses.review(namesake, look, { verdict: 'not-justified', words: '' });
    assert.ok('problem' in wordless && wordless.problem.code === 'verdict-words-missing');
    const own = await glasses.review(officer('ivanov', ['auditor']), look, { verdict: 'justified', words: '' });
    assert.ok('problem' in own && own.problem.code === 'own-look');
    assert.deepEqual(
      await glasses.review(officer('sidorov', ['auditor']), look, {
        verdict: 'not-justified',
        words: 'nobody was in danger',
      }),
      { done: true },
    );
    assert.deepEqual(await glasses.review(officer('sidorov', ['auditor']), look, { verdict: 'justified', words: '' }), {
      done: false,
    });
    assert.deepEqual(await unreviewedLooks(database()), []);
    const [reviewed] = await reviewedLooks(database());
    assert.equal(reviewed?.words, 'nobody was in danger');
    const [entry] = await entriesAbout(database(), 'vera');
    assert.equal(entry?.purpose, 'emergency look not justified');
  });
});

onEachEngine('a helper', (database) => {
  const joint = { person: 'vera', lead: 'social-protection', agencies: ['social-protection'] };

  test('named by the person may act for her until the day, or until she ends it', async () => {
    let today = '2026-03-02';
    const onBehalf = createOnBehalf(database(), { now: () => at, today: () => today });
    const masha = async (): Promise<boolean> =>
      may(await onBehalf.withOthers(resident('masha')), 'case.act', joint).allowed;
    assert.equal(await masha(), false);
    const named = { helper: 'masha', name: 'Маша', until: '2026-04-01' };
    assert.equal(await onBehalf.name(resident('vera'), named), undefined);
    assert.equal(await masha(), true);
    assert.deepEqual(await onBehalf.helpersOf('vera'), [named]);
    assert.deepEqual(await onBehalf.helpedBy('masha'), [{ person: 'vera', name: 'vera', until: '2026-04-01' }]);
    today = '2026-04-02';
    assert.equal(await masha(), false);
    today = '2026-03-02';
    await onBehalf.end(resident('vera'), 'masha');
    assert.equal(await masha(), false);
  });

  test('cannot be oneself, nor for a time that is over', async () => {
    const onBehalf = createOnBehalf(database(), { now: () => at, today: () => '2026-03-02' });
    const code = async (helper: string, until: string): Promise<string | undefined> =>
      (await onBehalf.name(resident('vera'), { helper, name: 'x', until }))?.problem.code;
    assert.equal(await code('vera', '2026-04-01'), 'helper-oneself');
    assert.equal(await code('masha', '2026-03-01'), 'helper-until-past');
    assert.equal(await code('masha', ''), 'helper-until-past');
    assert.equal(await code('masha', '2027-03-03'), 'helper-until-far');
  });
});
