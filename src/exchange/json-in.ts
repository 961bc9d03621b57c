import { isKeepableJson } from '#language';

/** The value of a JSON text; undefined when it is none, or has a sign that cannot be kept. */
export function jsonIn(text: string): unknown {
  if (!isKeepableJson(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
