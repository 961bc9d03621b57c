declare module 'bpmn-moddle' {
  type Element = {
    readonly $type: string;
    readonly id: string;
    readonly rootElements: readonly Element[];
    readonly flowElements: readonly Element[];
    readonly laneSets: readonly { readonly lanes: readonly { readonly flowNodeRef: readonly Element[] }[] }[];
    readonly outgoing?: readonly { readonly targetRef: Element }[];
  };
  /** What bpmn-js and Camunda Modeler read files with; the package gives no types for its door. */
  export class BpmnModdle {
    fromXML(text: string): Promise<{ readonly warnings: readonly unknown[]; readonly rootElement: Element }>;
  }
}
