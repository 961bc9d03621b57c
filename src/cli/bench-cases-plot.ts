import type { PagesAt } from './bench-cases-pages.ts';
import { frame, scale } from './bench-route-plot.ts';

const size = { width: 640, height: 360, left: 70, right: 30, top: 50, bottom: 50 };
const limitMs = 50;

/** Both pages against the tasks kept, on logarithmic axes, under the dashed line of the limit. */
export function pagesPlot(growth: readonly PagesAt[]): string {
  const x = scale(
    growth.map(({ tasks }) => tasks),
    size.left,
    size.width - size.right,
  );
  const all = growth.flatMap(({ casePageMs, worklistMs }) => [casePageMs, worklistMs]);
  const y = scale([...all, limitMs], size.height - size.bottom, size.top);
  const line = (name: string, colour: string, of: (at: PagesAt) => number): readonly string[] => [
    `<polyline points="${growth.map((at) => `${x.at(at.tasks)},${y.at(of(at))}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...growth.map(
      (at) =>
        `<circle cx="${x.at(at.tasks)}" cy="${y.at(of(at))}" r="4" fill="${colour}"/><text x="${x.at(at.tasks)}" y="${y.at(of(at)) + 18}" text-anchor="${at === growth[0] ? 'start' : 'end'}" fill="${colour}">${name}: ${of(at).toFixed(1)} ms</text>`,
    ),
  ];
  const caption = 'Pages while tasks are added: a case of 200 tasks, and a worklist';
  return [
    ...frame(size, caption, x, y),
    `<path d="M${size.left} ${y.at(limitMs)}H${size.width - size.right}" stroke="#767676" stroke-dasharray="6 4"/><text x="${size.width - size.right}" y="${y.at(limitMs) - 6}" text-anchor="end">limit: ${limitMs} ms</text>`,
    ...line('case', '#1d4f91', ({ casePageMs }) => casePageMs),
    ...line('worklist', '#00703c', ({ worklistMs }) => worklistMs),
    `<text x="${(size.left + size.width) / 2}" y="${size.height - 10}" text-anchor="middle">open tasks in the worklist</text>`,
    '</svg>',
    '',
  ].join('\n');
}
