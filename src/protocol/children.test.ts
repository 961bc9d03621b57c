import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readChildren, writeChildren } from './children.ts';

test('children are read as they were written, whatever their names', () => {
  const children = [
    { surname: 'Ильин', givenName: 'Дмитрий', patronymic: 'Алексеевич', birthDate: '2025-04-28' },
    { surname: 'Мамин-Сибиряк', givenName: 'Ли', birthDate: '2019-12-01' },
    { surname: 'Ахмет оглы', givenName: 'Рустам', patronymic: 'Рамиль улы', birthDate: '2010-01-31' },
  ];
  const text = writeChildren(children);
  assert.equal(
    text,
    'Ильин, Дмитрий Алексеевич (28.04.2025); Мамин-Сибиряк, Ли (01.12.2019); Ахмет оглы, Рустам Рамиль улы (31.01.2010)',
  );
  assert.deepEqual(readChildren(text), children);
});

test('what is of no such form is not read by half', () => {
  for (const text of ['', 'Дмитрий', 'Ильин, Дмитрий (2025-04-28)', 'Ильин, Дмитрий (28.04.2025); и ещё один'])
    assert.equal(readChildren(text), undefined, text);
});
