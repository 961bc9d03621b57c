import { encode } from 'uqr';

import { type Html, html } from './html.ts';

/** An address as a QR code (ISO/IEC 18004), for a telephone held over the paper. A quarter of it may be stained. */
export function qrCode(address: string, label: string): Html {
  const { data, size } = encode(address, { ecc: 'Q', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg
    class="okno-qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${size}v${size}H0z" />
    <path d="${dark.join('')}" />
  </svg>`;
}
