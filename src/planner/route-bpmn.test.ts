import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { BpmnModdle } from 'bpmn-moddle';

import { assess } from '#assessment';
import { realCatalogue, stories } from '#test/catalogue.ts';

import { layOutFlow } from './bpmn-layout.ts';
import { planRoute } from './plan-route.ts';
import { routeAsBpmn } from './route-bpmn.ts';
import type { BpmnWords } from './route-bpmn.ts';

const catalogue = await realCatalogue();
const words: BpmnWords = {
  person: { ru: 'Вы', en: 'You' },
  title: { ru: 'Маршрут «А & Б» <1>', en: 'Route' },
  begin: { ru: 'Сегодня', en: 'Today' },
  end: { ru: 'Готово', en: 'Done' },
  late: { ru: 'Жалоба', en: 'Object' },
};

describe('a route as BPMN', () => {
  for (const { file, told } of stories(catalogue)) {
    const route = planRoute(catalogue, told, assess(catalogue, told));
    for (const language of ['ru', 'en'] as const) {
      it(`of ${file} in ${language} is read by an editor's reader without a warning, every step in it`, async () => {
        const xml = routeAsBpmn(route, catalogue, words, language);
        const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
        assert.deepEqual(warnings, []);
        const process = rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process')!;
        const tasks = process.flowElements.filter(({ $type }) => $type.endsWith('Task'));
        assert.equal(tasks.length, route.steps.filter(({ sure }) => sure).length);
        const timers = process.flowElements.filter(({ $type }) => $type === 'bpmn:BoundaryEvent');
        assert.equal(timers.length, route.steps.filter(({ sure, action }) => sure && action === 'waiting').length);
      });
    }
  }

  it('can be walked from the beginning to the end, and every node stands in a lane', async () => {
    const [{ told } = { told: undefined }] = stories(catalogue);
    assert.ok(told !== undefined);
    const xml = routeAsBpmn(planRoute(catalogue, told, assess(catalogue, told)), catalogue, words, 'ru');
    const { rootElement } = await new BpmnModdle().fromXML(xml);
    const process = rootElement.rootElements.find(({ $type }) => $type === 'bpmn:Process')!;
    const nodes = process.flowElements.filter(({ $type }) => $type !== 'bpmn:SequenceFlow');
    const inLanes = process.laneSets[0]!.lanes.flatMap(({ flowNodeRef }) => flowNodeRef);
    assert.equal(new Set(inLanes).size, nodes.length);
    const seen = new Set<(typeof nodes)[number]>();
    const walk = (node: (typeof nodes)[number]): void => {
      if (seen.has(node)) return;
      seen.add(node);
      for (const { targetRef } of node.outgoing ?? []) walk(targetRef);
    };
    for (const node of nodes) if (node.$type === 'bpmn:StartEvent' || node.$type === 'bpmn:BoundaryEvent') walk(node);
    assert.equal(seen.size, nodes.length);
  });

  it('is drawn without two boxes on each other', () => {
    const { nodes } = layOutFlow(
      [
        { id: 'a', kind: 'startEvent', lane: 'x', name: '', after: [] },
        { id: 'b', kind: 'userTask', lane: 'x', name: '', after: ['a'] },
        { id: 'c', kind: 'serviceTask', lane: 'y', name: '', after: ['a'], timer: { due: '2026-03-02', name: '' } },
        { id: 'd', kind: 'serviceTask', lane: 'y', name: '', after: ['a'], timer: { due: '2026-03-02', name: '' } },
        { id: 'e', kind: 'parallelGateway', lane: 'x', name: '', after: ['b', 'c', 'd'] },
      ],
      ['x', 'y'],
    );
    const solid = nodes.filter(({ kind }) => kind !== 'boundaryEvent');
    for (const [index, one] of solid.entries())
      for (const other of solid.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        assert.ok(apart, `${one.id} on ${other.id}`);
      }
  });
});
