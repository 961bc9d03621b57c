// The way letters leave the house: SMTP. Part of the composition, as the composition root is: no room knows of it.
import { createTransport } from 'nodemailer';

import type { Letter } from '#cases';

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
