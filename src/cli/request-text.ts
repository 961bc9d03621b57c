import type { Catalogue } from '#catalogue';
import type { Language } from '#language';
import type { ComplexRequest, RequestedService, ServiceRef } from '#planner';

/** The extract of a complex request, as the applicant gets it: what is filed when, what waits for what, and until when. */
export function requestText(
  catalogue: Catalogue,
  applicant: string,
  request: ComplexRequest | undefined,
  language: Language,
): string {
  const say = (ru: string, en: string): string => (language === 'ru' ? ru : en);
  const title = say('КОМПЛЕКСНЫЙ ЗАПРОС (210-ФЗ, ст. 15.1)', 'COMPLEX REQUEST (210-FZ, art. 15.1)');
  if (request === undefined)
    return `${title}\n  ${say('Не нужен: в МФЦ подают меньше двух услуг.', 'Not needed: fewer than two services go through the one-stop centre.')}`;
  const name = ({ service, subject }: ServiceRef): string => {
    const own = catalogue.services.get(service)?.name[language] ?? service;
    return subject === applicant || subject === 'household' ? own : `${own} (${subject})`;
  };
  const line = (one: RequestedService): string => {
    const agency = catalogue.agencies.get(one.agency)?.shortName[language] ?? one.agency;
    const waits = one.after.length === 0 ? '' : `\n      ${say('после', 'after')}: ${one.after.map(name).join('; ')}`;
    const filed =
      one.filed === one.filedAtLatest
        ? one.filed
        : `${one.filed}, ${say('не позже', 'at the latest')} ${one.filedAtLatest}`;
    const until =
      one.decided === one.decidedAtLatest
        ? one.decided
        : `${one.decided}, ${say('не позже', 'at the latest')} ${one.decidedAtLatest}`;
    return `  • ${name(one)} — ${agency}\n      ${say('подаётся', 'filed')} ${filed}; ${say('ответ', 'answer')} ${until}${waits}`;
  };
  const rounds = [...Map.groupBy(request.services, ({ round }) => round)].map(([round, services]) => {
    const heading =
      round === 1
        ? say('Не ждут результатов друг друга (параллельные):', 'None waits for the result of another (parallel):')
        : say(
            `Подаются, когда придут результаты предыдущих (последовательные, очередь ${round}):`,
            `Filed when results before them have come (sequential, round ${round}):`,
          );
    return [heading, ...services.map(line)].join('\n');
  });
  const check = request.certainty === 'unsure' ? say(' [требует проверки]', ' [to be checked]') : '';
  return [
    title,
    ...rounds,
    say(
      `Общий срок: с ${request.from} по ${request.until} (${request.calendarDays} дн.), до результата: ${request.endsWith.map(name).join('; ')}${check}. Обычно — до ${request.usually}.`,
      `Total term: from ${request.from} to ${request.until} (${request.calendarDays} days), until the result of: ${request.endsWith.map(name).join('; ')}${check}. Usually until ${request.usually}.`,
    ),
    ...(request.outside.length === 0
      ? []
      : [`${say('Отдельно, не через МФЦ', 'Apart, not through the centre')}: ${request.outside.map(name).join('; ')}`]),
  ].join('\n\n');
}
