declare module 'dmn-moddle' {
  /** What dmn-js and Camunda Modeler read files with; the package has no types of its own. */
  export class DmnModdle {
    fromXML(text: string): Promise<{
      readonly warnings: readonly unknown[];
      readonly rootElement: { readonly drgElement: readonly unknown[] };
    }>;
  }
}
