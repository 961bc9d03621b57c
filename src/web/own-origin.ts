import type { Context } from 'hono';

/** By host and not by scheme: behind a proxy that ends TLS we are asked by plain HTTP. */
export function isOwnOrigin(origin: string, c: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
}
