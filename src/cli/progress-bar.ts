/** A bar on the terminal's error stream, drawn over itself; nothing where nobody looks (a file, a pipe). */
export function progressBar(
  all: number,
  stream: NodeJS.WriteStream = process.stderr,
): { readonly to: (done: number) => void; readonly end: () => void } {
  if (!stream.isTTY) return { to: () => undefined, end: () => undefined };
  const width = 40;
  return {
    to: (done) => {
      const share = Math.min(1, all === 0 ? 1 : done / all);
      const full = Math.round(share * width);
      const percent = String(Math.floor(share * 100)).padStart(3);
      stream.write(`\r[${'█'.repeat(full)}${'·'.repeat(width - full)}] ${percent} %  ${done} / ${all}`);
    },
    end: () => {
      stream.write('\r\u001B[K');
    },
  };
}
