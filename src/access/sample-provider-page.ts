import type { SamplePerson } from './sample-provider.ts';

/** The page of the development provider: whom to be. Plain, so that nobody takes it for a real sign-in. */
export function personChoice(people: readonly SamplePerson[]): string {
  const rows = people
    .map(
      ({ sub, name, agency, roles, about }) =>
        `<li><a href="?as=${encodeURIComponent(sub)}">${safe(name)}</a> ${safe(
          [agency, roles?.join(', '), about].filter((part) => part !== undefined).join(' · '),
        )}</li>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Вход для разработки — Sign-in for development</title>
<style>body{font:18px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}li{margin:.6rem 0}</style></head>
<body><h1>Кем войти?</h1>
<p>Это вход для разработки: люди вымышлены, пароля нет. <span lang="en">Sign-in for development: the people are fictional, there is no password.</span></p>
<ul>
${rows}
</ul></body></html>`;
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
