import assert from 'node:assert/strict';
import { test } from 'node:test';

import jsqr from 'jsqr';

import { qrCode } from './qr.ts';

/** The picture as a telephone sees it: eight dots a module; some of it may be stained. */
function read(svg: string, isStained = (_x: number, _y: number): boolean => false): string | undefined {
  const scale = 8;
  const modules = Number(/viewBox="0 0 (\d+)/u.exec(svg)?.[1]);
  const side = modules * scale;
  const dots = new Uint8ClampedArray(4 * side * side).fill(255);
  const blacken = (x: number, y: number): void => {
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1)
        dots.fill(
          0,
          4 * ((y * scale + dy) * side + x * scale + dx),
          4 * ((y * scale + dy) * side + x * scale + dx) + 3,
        );
  };
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/gu)) blacken(Number(x), Number(y));
  for (let y = 0; y < modules; y += 1) for (let x = 0; x < modules; x += 1) if (isStained(x, y)) blacken(x, y);
  return jsqr.default(dots, side, side)?.data;
}

const address = 'https://okno.example/en/copy#K7M2-P9QR-4T6V-08XC';

test('a telephone reads the address from it, even from a paper with a stain', () => {
  const svg = String(qrCode(address, 'the check'));
  assert.equal(read(svg), address);
  assert.equal(
    read(svg, (x, y) => x > 22 && x < 28 && y > 22 && y < 28),
    address,
  );
  assert.match(svg, /role="img"[^>]*aria-label="the check"/u);
});
