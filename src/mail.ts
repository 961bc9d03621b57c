// The way letters leave the house: SMTP. Part of the composition, as the composition root is: no room knows of it.
import { setTimeout } from 'node:timers/promises';

import { createTransport } from 'nodemailer';

import type { Letter, Outbox } from '#cases';
import type { Problem } from '#language';

export type Mail = { readonly send: (letter: Letter) => Promise<void>; readonly close: () => void };

/** Sends through the server of an address such as `smtps://user:password@mail.example:465`; `from` is who writes. */
export function createMail(url: string, from: string): Mail {
  const address = new URL(url);
  // A mail server that hangs must not hold up the letters behind it.
  address.searchParams.set('connectionTimeout', '10000');
  address.searchParams.set('socketTimeout', '20000');
  const transport = createTransport(address.href, { from });
  return {
    send: async ({ to, subject, text, messageId }) => {
      await transport.sendMail({ to, subject, text, messageId });
    },
    close: () => transport.close(),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The mail that the environment names: SMTP_URL and MAIL_FROM. Undefined when it names none: letters then stay in the outbox. */
export function mailIn(environment: Environment): { readonly mail?: Mail } | { readonly problem: Problem } {
  const { SMTP_URL: url, MAIL_FROM: from } = environment;
  if (url === undefined) return {};
  if (from === undefined || !from.includes('@')) return { problem: badSender };
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol)) return { problem: badServer };
  return { mail: createMail(url, from) };
}

const pause = 10_000;

/** Sends what waits in the outbox, again and again until it is stopped; then the letter under way is finished. */
export function startPosting(
  outbox: Outbox,
  mail: Mail,
  onFault: (error: unknown) => void,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const post = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let sent = 0;
      try {
        // One at a time, so that stopping waits for one letter only.
        sent = await outbox.deliver(mail.send, 1);
      } catch (error) {
        onFault(error);
      }
      if (sent === 0) await setTimeout(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const posting = post();
  return {
    stop: async () => {
      stopping.abort();
      await posting;
      mail.close();
    },
  };
}

const badSender: Problem = {
  code: 'mail-without-sender',
  message: {
    ru: 'Задан почтовый сервер SMTP_URL, но не сказано, от чьего имени писать.',
    en: 'A mail server SMTP_URL is set, but not who writes.',
  },
  remedy: {
    ru: 'Задайте MAIL_FROM, например «Окно <okno@centre.example>».',
    en: 'Set MAIL_FROM, for example "Okno <okno@centre.example>".',
  },
};

const badServer: Problem = {
  code: 'bad-mail-server',
  message: { ru: 'SMTP_URL — не адрес почтового сервера.', en: 'SMTP_URL is not the address of a mail server.' },
  remedy: {
    ru: 'Напишите, например, smtps://имя:пароль@mail.example:465.',
    en: 'Write, for example, smtps://user:password@mail.example:465.',
  },
};
