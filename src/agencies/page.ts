import { html } from 'hono/html';

import { changeKinds } from './changes.ts';
import type { ToldChange } from './changes.ts';
import { faultKinds } from './faults.ts';
import type { Switched } from './faults.ts';
import type { AgencyKind } from './model.ts';
import type { Store } from './store.ts';

type Html = ReturnType<typeof html>;

const fieldNames: { readonly [Field in keyof ToldChange]-?: string } = {
  snils: 'СНИЛС · insurance number',
  on: 'День · day (2026-03-02)',
  givenName: 'Имя ребёнка · name of the child',
  sex: 'Пол · sex (female, male)',
  group: 'Группа · group (first, second, third, child)',
  registration: 'Регистрация · registration (residence, stay, none)',
};

const faultNames: Readonly<Record<string, string>> = {
  slow: 'отвечает медленно · slow',
  down: 'не отвечает · down',
  wrong: 'отвечает неверно · wrong',
  duplicate: 'повторяет прежний ответ · duplicate',
  'out-of-order': 'не по порядку · out of order',
  'expired-certificate': 'срок ключа вышел · expired certificate',
  queued: 'ответит позже · queued',
};

/** The one page of a sample agency, for whoever tries Okno out: changes to register, faults to switch, who asked. */
export function agencyPage(kind: AgencyKind, store: Store, faults: Switched): Html {
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${kind.name.ru} (образец) · ${kind.name.en} (sample)</title>
      </head>
      <body>
        <h1>${kind.name.ru} (образец) · ${kind.name.en} (sample)</h1>
        <p>
          Вымышленное ведомство с вымышленными людьми. A fictional agency of fictional people.
          <a href="/openapi.json">OpenAPI</a>
        </p>
        ${kind.notices.map(
          (change) =>
            html`<h2>${changeKinds[change].name.ru} · ${changeKinds[change].name.en}</h2>
              <form method="post" action="/admin/changes/${change}">
                ${changeKinds[change].fields.map(
                  (field) =>
                    html`<p>
                      <label>${fieldNames[field]} <input name="${field}" required /></label>
                    </p>`,
                )}
                <button>Зарегистрировать · Register</button>
              </form>`,
        )}
        <h2>Неисправности · Faults</h2>
        <form method="post" action="/admin/faults">
          ${faultKinds.map(
            (fault) =>
              html`<p>
                <label
                  ><input type="checkbox" name="on" value="${fault}" ${faults.on.includes(fault) ? 'checked' : ''} />
                  ${faultNames[fault]}</label
                >
              </p>`,
          )}
          <p>
            <label>Случайно, доля · at random, share <input name="share" value="${faults.share}" /></label>
          </p>
          <button>Переключить · Switch</button>
        </form>
        <h2>Кто спрашивал · Who asked</h2>
        <table>
          <tr>
            <th scope="col">Когда · when</th>
            <th scope="col">Кто · who</th>
            <th scope="col">О ком · about</th>
            <th scope="col">Что · what</th>
            <th scope="col">Основание · ground</th>
          </tr>
          ${store.puts(50).map(
            ({ at, client, user, snils, facts, ground }) =>
              html`<tr>
                <td>${at}</td>
                <td>${client} ${user}</td>
                <td>${snils}</td>
                <td>${facts.join(', ')}</td>
                <td>${ground}</td>
              </tr>`,
          )}
        </table>
        <h2>Люди · People</h2>
        <ul>
          ${store
            .someResidents(40)
            .map(
              ({ snils, surname, given_name, birth_date }) =>
                html`<li>${snils} ${surname} ${given_name}, ${birth_date}</li>`,
            )}
        </ul>
      </body>
    </html>`;
}
