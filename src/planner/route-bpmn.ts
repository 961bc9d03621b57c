import type { Catalogue } from '#catalogue';
import type { Language, Text } from '#language';

import { layOutFlow } from './bpmn-layout.ts';
import type { FlowNode, PlacedFlow } from './bpmn-layout.ts';
import type { Route, Step } from './model.ts';

/** What the picture says besides the names of the pack. */
export type BpmnWords = {
  /** The lane of the person herself. */
  readonly person: Text;
  readonly title: Text;
  readonly begin: Text;
  readonly end: Text;
  /** What follows when an agency does not answer in time. */
  readonly late: Text;
};

export const bpmnWords: BpmnWords = {
  person: { ru: 'Заявитель', en: 'Applicant' },
  title: { ru: 'Маршрут', en: 'Route' },
  begin: { ru: 'Сегодня', en: 'Today' },
  end: { ru: 'Сделано', en: 'Done' },
  late: { ru: 'Ответа нет в срок: можно жаловаться', en: 'No answer in time: one may complain' },
};

/**
 * The sure part of a route as a BPMN 2.0 collaboration with its drawing: a lane for the person and for each agency, what
 * can be done at once between parallel gateways, a timer at each answer of an agency that is due, set to the last day it
 * may come. What depends on an answer that is not known is left out: a process cannot wait for a question.
 */
export function routeAsBpmn(
  route: Pick<Route, 'steps'>,
  catalogue: Catalogue,
  words: BpmnWords,
  language: Language,
): string {
  const steps = route.steps.filter(({ sure }) => sure);
  const lanes = lanesOf(steps, catalogue, words, language);
  const nameOf = (step: Step): string =>
    (step.part === 'apply' ? catalogue.services.get(step.service)?.name : step.text)?.[language] ?? step.service;
  const flow = layOutFlow(
    nodesOf(steps, nameOf, words, language),
    lanes.map(({ id }) => id),
  );
  const { nodes, edges } = flow;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="urn:okno:route">',
    `  <bpmn:collaboration id="collaboration"><bpmn:participant id="participant" name="${safe(words.title[language])}" processRef="route" /></bpmn:collaboration>`,
    '  <bpmn:process id="route" isExecutable="false">',
    '    <bpmn:laneSet id="lanes">',
    ...lanes.map(
      ({ id, name }) =>
        `      <bpmn:lane id="lane_${id}" name="${safe(name)}">${nodes
          .filter(({ lane }) => lane === id)
          .map((node) => `<bpmn:flowNodeRef>${node.id}</bpmn:flowNodeRef>`)
          .join('')}</bpmn:lane>`,
    ),
    '    </bpmn:laneSet>',
    ...nodes.map((node) => `    ${elementOf(node, edges)}`),
    ...edges.map(({ id, from, to }) => `    <bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`),
    '  </bpmn:process>',
    ...drawing(flow),
    '</bpmn:definitions>',
  ];
  return `${lines.join('\n')}\n`;
}

type Lane = { readonly id: string; readonly name: string };

const personLane = 'person';

function lanesOf(steps: readonly Step[], catalogue: Catalogue, words: BpmnWords, language: Language): readonly Lane[] {
  const agencies = [...new Set(steps.filter(isOfAgency).map(({ agency }) => agency))];
  return [
    { id: personLane, name: words.person[language] },
    ...agencies.map((id) => ({ id, name: catalogue.agencies.get(id)?.shortName[language] ?? id })),
  ];
}

function isOfAgency({ action }: Step): boolean {
  return action === 'waiting' || action === 'automatic';
}

/** Steps as tasks, between the gateways that parallel work needs: the process is over when every way is. */
function nodesOf(
  steps: readonly Step[],
  nameOf: (step: Step) => string,
  words: BpmnWords,
  language: Language,
): readonly FlowNode[] {
  const idOf = new Map(steps.map((step, index) => [step.id, `step_${index + 1}`]));
  const following = new Map<string, string[]>();
  const before = new Map(steps.map((step) => [step.id, step.after.filter((id) => idOf.has(id))]));
  for (const [id, earlier] of before)
    for (const one of earlier) following.set(one, [...(following.get(one) ?? []), id]);
  const nodes: FlowNode[] = [];
  const first = steps.filter(({ id }) => before.get(id)?.length === 0).length;
  nodes.push({ id: 'begin', kind: 'startEvent', lane: personLane, name: words.begin[language], after: [] });
  if (first > 1)
    nodes.push({ id: 'begin_fork', kind: 'parallelGateway', lane: personLane, name: '', after: ['begin'] });
  /** Where whoever comes after a step is joined on: its fork when several come after it. */
  const outOf = (id: string): string => ((following.get(id)?.length ?? 0) > 1 ? `${idOf.get(id)}_fork` : idOf.get(id)!);
  for (const step of steps) {
    const id = idOf.get(step.id)!;
    const lane = isOfAgency(step) ? step.agency : personLane;
    const earlier = before.get(step.id)!;
    let after = earlier.length === 0 ? [first > 1 ? 'begin_fork' : 'begin'] : earlier.map(outOf);
    if (after.length > 1) {
      nodes.push({ id: `${id}_join`, kind: 'parallelGateway', lane, name: '', after });
      after = [`${id}_join`];
    }
    const kind = isOfAgency(step) ? 'serviceTask' : 'userTask';
    const timer = step.action === 'waiting' ? { due: step.latestEnd, name: words.late[language] } : undefined;
    nodes.push({ id, kind, lane, name: nameOf(step), after, ...(timer === undefined ? {} : { timer }) });
    const next = following.get(step.id)?.length ?? 0;
    if (next > 1) nodes.push({ id: `${id}_fork`, kind: 'parallelGateway', lane, name: '', after: [id] });
    if (next === 0) nodes.push({ id: `${id}_end`, kind: 'endEvent', lane, name: words.end[language], after: [id] });
  }
  if (steps.length === 0)
    nodes.push({ id: 'end', kind: 'endEvent', lane: personLane, name: words.end[language], after: ['begin'] });
  return nodes;
}

function elementOf(node: PlacedFlow['nodes'][number], edges: PlacedFlow['edges']): string {
  const { id, kind, name } = node;
  const flows = [
    ...edges.filter(({ to }) => to === id).map((edge) => `<bpmn:incoming>${edge.id}</bpmn:incoming>`),
    ...edges.filter(({ from }) => from === id).map((edge) => `<bpmn:outgoing>${edge.id}</bpmn:outgoing>`),
  ].join('');
  const title = name === '' ? '' : ` name="${safe(name)}"`;
  if (kind !== 'boundaryEvent') return `<bpmn:${kind} id="${id}"${title}>${flows}</bpmn:${kind}>`;
  const timer = `<bpmn:timerEventDefinition id="${id}_timer"><bpmn:timeDate>${node.due ?? ''}T23:59:59</bpmn:timeDate></bpmn:timerEventDefinition>`;
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="${node.attachedTo ?? ''}" cancelActivity="false">${flows}${timer}</bpmn:boundaryEvent>`;
}

function drawing({ nodes, edges, lanes, width, height }: PlacedFlow): readonly string[] {
  const bounds = (x: number, y: number, w: number, h: number): string =>
    `<dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}" />`;
  return [
    '  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">',
    `    <bpmndi:BPMNShape id="participant_shape" bpmnElement="participant" isHorizontal="true">${bounds(0, 0, width, height)}</bpmndi:BPMNShape>`,
    ...lanes.map(
      ({ id, y, height: tall }) =>
        `    <bpmndi:BPMNShape id="lane_${id}_shape" bpmnElement="lane_${id}" isHorizontal="true">${bounds(30, y, width - 30, tall)}</bpmndi:BPMNShape>`,
    ),
    ...nodes.map(
      ({ id, x, y, width: w, height: h }) =>
        `    <bpmndi:BPMNShape id="${id}_shape" bpmnElement="${id}">${bounds(x, y, w, h)}</bpmndi:BPMNShape>`,
    ),
    ...edges.map(
      ({ id, points }) =>
        `    <bpmndi:BPMNEdge id="${id}_edge" bpmnElement="${id}">${points
          .map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`)
          .join('')}</bpmndi:BPMNEdge>`,
    ),
    '  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
  ];
}

function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
