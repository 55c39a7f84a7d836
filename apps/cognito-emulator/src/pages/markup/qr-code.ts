import { encode } from 'uqr';
import { type Html, markup } from '../../markup/markup.js';

/** A text as a QR code, in SVG that needs no style. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { border: 2 });
  const squares = data.map((row, y) => runsOf(row, y)).join('');
  return markup`<svg role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${squares}"/></svg>`;
}

/** The dark stretches of a row, each a bar. */
function runsOf(row: readonly boolean[], y: number): string {
  const text = row.map((isDark) => (isDark ? '1' : '0')).join('');
  return [...text.matchAll(/1+/g)]
    .map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('');
}
