/** JSON Schema of every file of a pack, for editors: `$defs` by file name. The schema library is loaded only for this. */
export async function packSchema(): Promise<Readonly<Record<string, unknown>>> {
  const [{ z }, { fileShapes, packShape, serviceShape }, { wordsShape }] = await Promise.all([
    import('zod'),
    import('./shapes.ts'),
    import('./words-shape.ts'),
  ]);
  const shapes = { 'pack.yaml': packShape, ...fileShapes, 'words.yaml': wordsShape, 'services/*.yaml': serviceShape };
  const definitions = Object.entries(shapes).map(
    ([name, shape]) => [name, z.toJSONSchema(shape, { io: 'input' })] as const,
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Okno: the files of a pack',
    $defs: Object.fromEntries(definitions),
  };
}
