import type { Text } from '#language';

/** What is written: that there is an offer, and nothing of what it is. A letter may be read by others. */
export function offerLetter(): { readonly subject: Text; readonly body: Text & { readonly path: string } } {
  return {
    subject: { ru: 'Окно: для вас есть предложение', en: 'Okno: there is an offer for you' },
    body: {
      ru: 'Похоже, вам положена помощь, за которой вы не обращались. Какая и почему — в разделе «Мои дела» в Окне. Решаете вы: можно согласиться или отказаться.',
      en: 'It seems that you have a right to help you have not asked for. What it is, and why, stands under "My cases" in Okno. You decide: accept or decline.',
      path: '/my/offers',
    },
  };
}
